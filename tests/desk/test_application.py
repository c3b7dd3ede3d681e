"""The desk answers whoever has its address, on this machine, and runs commands of `handbook`."""

from __future__ import annotations

import re
import tempfile

import pytest

from generator.build.lock import build_lock
from generator.settings import read_settings
from tests.support.office import VISIT, Office


def test_the_first_page_lists_visits_with_what_is_wrong(office: Office) -> None:
    status, page = office.get("/")

    assert status == 200
    assert "&lt;b&gt;考察团&lt;/b&gt;" in page
    assert re.search(r"错误 \d+ 处", page)
    assert "<b>" not in page


def test_a_visit_s_page_has_findings_with_their_places_and_files_to_download(
    office: Office,
) -> None:
    _, page = office.get("/visits/case")

    assert re.search(r"<strong>第 6 行</strong> .*无此地", page)
    assert "卡的链接（仅限办公室，不得外传）</a> <span>links.csv" in page
    assert "manifest.json" not in page
    assert office.get("/visits/case/files/links.csv") == (200, "网址\n")


def test_a_proposal_is_shown_by_place_and_by_person(office: Office) -> None:
    hotel = 'venues: [{id: hotel, name: 宾馆, kind: hotel, rooms: [{number: "301", floor: "3"}]}]\n'
    two_days = VISIT.replace("end: 2099-05-18", "end: 2099-05-19").replace(", place: 无此地", "")
    women = two_days.replace("[甲, 乙]", "[{name: 甲, sex: 女}, {name: 乙, sex: 女}]")
    (office.root / "visits/case/visit.yml").write_text(women + hotel, "utf-8")
    assert "还没有方案" in office.get("/visits/case/assign")[1]
    page = office.ended(office.post("/do/assign", {"visit": "case"})[1])
    assert "proposal.xlsx" in page, page

    _, page = office.get("/visits/case/assign")

    assert "宾馆 3 楼" in page
    assert "<strong>301</strong> <span>2 / 2</span><br>甲、乙" in page
    assert "住宿（2）" in page
    assert "没有需要安排的桌次" in page


def test_a_command_runs_and_its_page_shows_what_it_printed(office: Office) -> None:
    status, job = office.post("/do/check", {"visit": "case"})
    page = office.ended(job)

    assert (status, job) == (303, "/jobs/1")
    assert "有问题" in page
    assert "无此地" in page
    assert "handbook check case" in page


def test_a_command_that_asks_waits_for_the_confirmation(office: Office) -> None:
    past = VISIT.replace("2099", "2020").replace(", place: 无此地", "")
    (office.root / "visits/case/visit.yml").write_text(
        past + "team: {lead: 丙, staff: [丙]}\n"
        "publish: {approved_by: 丙, on: 2020-05-01, target: intranet}\n",
        "utf-8",
    )
    target = office.root / "web"
    values = {"visit": "case", "target": str(target)}
    status, page = office.post("/do/publish", values)
    assert (status, office.jobs.get(1)) == (200, None)
    assert str(target) in page
    _, job = office.post("/do/publish", {**values, "sure": "1"})
    page = office.ended(job)

    assert "需要确认" in page, page
    assert not target.exists()

    _, again = office.post(f"{job}/confirm", {})
    page = office.ended(again)

    assert "已完成" in page, page
    assert (target / "case/index.html").exists()
    assert office.post(f"{again}/confirm", {})[0] == 404


def test_a_publication_waits_for_its_approval_and_gives_the_line_to_write(office: Office) -> None:
    fine = VISIT.replace(", place: 无此地", "") + "team: {lead: 丙, staff: [丙]}\n"
    plan = office.root / "visits/case/visit.yml"
    plan.write_text(fine, "utf-8")
    answers = {"approved_by": "丙", "on": "2026-05-14", "range": "intranet"}

    _, page = office.post("/visits/case/approval", answers)

    line = "publish: {approved_by: 丙, on: 2026-05-14, target: intranet}"
    assert "第一次发布" in page
    assert "还没有批准发布" in page
    assert line in page
    assert office.jobs.get(1) is None

    plan.write_text(f"{fine}{line}\n", "utf-8")
    _, page = office.get("/do/publish?visit=case")

    assert "已由 丙 于 2026-05-14 批准发布。 发布范围：内网。" in page
    assert "还没有批准发布" not in page


def test_what_somebody_types_as_an_approver_is_one_value_of_yaml(office: Office) -> None:
    answers = {"approved_by": "丙, on: 1", "on": "x</textarea>", "range": "paper"}

    _, page = office.post("/visits/case/approval", answers)

    assert "approved_by: &#34;丙, on: 1&#34;, on: &#34;x&lt;/textarea&gt;&#34;" in page


def test_uploaded_files_are_read_and_removed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = office.root / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    body = (
        '--x\r\nContent-Disposition: form-data; name="visit"\r\n\r\ncase\r\n'
        '--x\r\nContent-Disposition: form-data; name="files"; filename="../generator.csv"\r\n\r\n'
        "姓名,单位\r\n丁,县林业局\r\n\r\n--x--\r\n"
    )
    _, job = office.send(
        "/do/replies", body.encode(), **{"Content-Type": "multipart/form-data; boundary=x"}
    )
    page = office.ended(job)

    assert "县林业局：1 人（generator.csv → replies/县林业局.csv）" in page, page
    assert "handbook replies case generator.csv" in page
    assert (office.root / "visits/case/replies/县林业局.csv").read_bytes() == (
        "姓名,单位\r\n丁,县林业局\r\n".encode()
    )
    assert not list(temporary.iterdir())


def test_a_form_that_is_too_large_is_refused_in_words(office: Office) -> None:
    status, page = office.post("/do/attended", {"visit": "case", "files": "x" * 1_100_000})

    assert status == 413
    assert "内容太大，没有收取" in page
    assert office.jobs.get(1) is None


def test_while_a_command_runs_no_other_is_started(office: Office) -> None:
    with build_lock(read_settings(office.root), lambda: None):  # for which the first waits
        _, first = office.post("/do/assign", {"visit": "case"})
        assert office.post("/do/check", {"visit": "case"}) == (303, f"{first}?busy")
    office.ended(first)
    assert office.post("/do/check", {"visit": "case"}) == (303, "/jobs/2")
    office.ended("/jobs/2")


def test_an_address_that_does_not_exist_says_so(office: Office) -> None:
    for path in ("/nothing", "/visits/none", "/visits/none/changes", "/jobs/9", "/do/none"):
        status, page = office.get(path)
        assert status == 404
        assert "这里没有页面" in page


@pytest.mark.parametrize("path", ["/", "/visits/case", "/do/check", "/jobs/1", "/desk.css"])
def test_without_the_token_there_is_nothing(office: Office, path: str) -> None:
    for token in ("", "x", office.desk.token[:-1], office.desk.token + "x"):
        assert office.ask(f"/desk/{token}{path}") in {403, 404}
    assert office.ask(f"/desk{path}") == 403


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "x.pdf"],
)
def test_only_paper_and_lists_can_be_downloaded(office: Office, name: str) -> None:
    assert office.get(f"/visits/case/files/{name}")[0] == 404


def test_only_files_that_people_edit_are_opened(office: Office) -> None:
    for name in ("secret.yml", "visits/case/.notes.txt", "visits/../secret.yml", "", "visits/case"):
        assert office.post("/open", {"file": name, "visit": "case"})[0] == 404
    assert office.opened == []

    answer = office.post("/open", {"file": "visits/case/visit.yml", "visit": "case"})

    assert answer == (303, "/visits/case")
    assert office.opened == [office.root / "visits/case/visit.yml"]


@pytest.mark.parametrize("command", ["serve", "desk", "key", "nothing", "init"])
def test_a_command_of_the_terminal_is_not_started(office: Office, command: str) -> None:
    assert office.post(f"/do/{command}", {})[0] == 404
    assert office.post("/do/check", {"visit": "none"})[0] == 404
    assert office.jobs.get(1) is None
