"""An office's day at the command line: publish, change, notify."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openpyxl
import pytest

from generator.files import FileInUseError
from tests.support.clerk import Clerk


def test_a_changed_bus_is_reported_to_those_aboard(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "网站"
    first = clerk.runs("publish", "case", "--to", str(place))
    before = clerk.cards(place)
    clerk.plan(bus="3号车")

    due = json.loads(clerk.runs("changes", "case", "--format", "json").stdout)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779066000")
    second = clerk.runs("publish", "case")
    after = clerk.cards(place)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "新增 6" in first.stdout  # three cards, the pages that lead to them, and the worker
    assert "更新 2，删除 0，不变 4" in second.stdout  # the guest's card and her liaison's
    assert sum(before[name] != after[name] for name in before) == 2
    assert [(line["name"], line["urgency"], line["phone"]) for line in due] == [
        ("张三", "两小时内", "13900000002"),
        ("周敏", "两小时内", "13900000001"),
    ]
    assert all("3号车" in line["texts"][0] for line in due)
    assert "还有 2 人没有告知" in second.stdout
    assert '--since "2026-05-18 08:00"' in second.stdout


def test_notifications_are_recorded_and_the_others_are_listed(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")

    told = clerk.runs("told", "case", "张三", "--by", "李娜")
    lines = json.loads(clerk.runs("changes", "case", "--format", "json").stdout)
    clerk.plan(bus="1号车")
    clerk.plan(bus="3号车")
    again = json.loads(clerk.runs("changes", "case", "--format", "json").stdout)

    assert told.exit_code == 0
    assert "李娜" in lines[0]["told"]
    assert lines[1]["told"] == ""
    assert again == lines
    assert "张三" in (clerk.folder / "told.csv").read_text("utf-8-sig")


def test_brackets_in_a_name_or_a_folder_are_no_markup(clerk: Clerk, tmp_path: Path) -> None:
    place = tmp_path / "out[usb][/b]"

    published = clerk.runs("publish", "case", "--to", str(place))
    changed = clerk.runs("changes", "case")
    told = clerk.runs("told", "case", "司徒[/b]云", "--by", "李娜")

    assert (published.exit_code, changed.exit_code) == (0, 0)
    assert str(place) in published.stdout
    assert str(place) in changed.stdout
    assert "“司徒[/b]云”" in told.output
    assert not (clerk.folder / "told.csv").exists()


def test_a_publication_replaces_all_links_of_a_preview(clerk: Clerk, tmp_path: Path) -> None:
    links = clerk.root / "output/case/links.csv"
    plan = (clerk.folder / "visit.yml").read_text("utf-8")
    (clerk.folder / "visit.yml").write_text(plan.replace("publish:", "# publish:"), "utf-8")
    clerk.runs("build")
    assert "http://127.0.0.1:" in links.read_text("utf-8-sig")
    (clerk.folder / "visit.yml").write_text(plan, "utf-8")

    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert "127.0.0.1" not in links.read_text("utf-8-sig")
    assert "https://guests.example.org/case/g/" in links.read_text("utf-8-sig")


@pytest.mark.parametrize(
    "people", [["第一组", "周敏"], ["张三、周敏"], ["张三，周敏"], ["张三", "周敏"]]
)
def test_told_accepts_a_party_or_a_list(clerk: Clerk, tmp_path: Path, people: list[str]) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")

    told = clerk.runs("told", "case", *people, "--by", "李娜")

    assert "已记录：2 人由李娜告知" in told.stdout


def test_told_reports_of_whom_nothing_is_recorded_and_why(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")
    clerk.runs("told", "case", "张三", "--by", "李娜")

    again = clerk.runs("told", "case", "张三", "王五", "周敏", "--by", "李娜")
    all_again = clerk.runs("told", "case", "--all", "--by", "李娜")
    nobody = clerk.runs("told", "case", "--by", "李娜")
    unknown = clerk.runs("told", "case", "第一组、李四", "--by", "李娜")

    assert again.stdout.splitlines() == [
        "已记录：1 人由李娜告知（case/told.csv）。",
        "1 人没有须告知的变动，未记录：王五",
        "1 人此前已记录告知，未重复记录：张三",
    ]
    assert "没有须告知的人：没有变动，或者此前均已记录。" in all_again.stdout
    assert (nobody.exit_code, "请写明已告知的人" in nobody.stderr) == (2, True)
    assert (unknown.exit_code, "“李四”不在" in unknown.stderr) == (2, True)


def test_the_handbook_logs_each_publication_and_who_was_not_notified(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = clerk.root / "site/handbook/visits/case/changes/index.html"
    clerk.runs("build")
    never = words(page)
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")
    clerk.runs("build")
    pending = words(page)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779066000")
    clerk.runs("publish", "case")
    clerk.runs("told", "case", "张三", "--by", "李娜")
    clerk.runs("build")
    known = words(page)

    assert "尚未发布，没有变动记录" in never
    assert "已改动，尚未发布" in pending
    assert "2 人尚未告知" in pending
    assert "05-18 09:00 李娜已告知" in known
    assert "1 人尚未告知" in known
    assert "5月18日周一 09:00 发布" in known
    assert "5月18日周一 08:00 发布" in known


def test_only_people_who_were_not_notified_are_counted(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779066000")
    clerk.plan(bus="3号车")
    clerk.runs("told", "case", "张三", "--by", "李娜")

    first = clerk.runs("publish", "case")
    clerk.runs("revoke", "case", "王五")
    revoked = clerk.runs("publish", "case")
    again = clerk.runs("publish", "case")

    assert "还有 1 人没有告知" in first.stdout
    assert "该告诉谁" not in revoked.stdout + again.stdout


@pytest.mark.parametrize(
    "since",
    ["20260518", "2026-05-18", "2026-05-18 05:07", "2026-5-18 5:07", "05-18", "5月18日",
     "2026-05-18T05:07:30", "20260517T210730Z"],
)  # fmt: skip
def test_a_publication_is_named_by_its_displayed_time(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779052050")  # 05:07:30 in Shanghai, the 17th in UTC
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    result = clerk.runs("changes", "case", "--since", since)

    assert result.exit_code == 0, result.stderr
    assert "与 2026-05-18 05:07 的发布" in result.stdout


def test_an_unknown_time_lists_those_of_the_publications(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779052050")
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779052059")  # within the same minute
    clerk.plan(bus="3号车")
    clerk.runs("publish", "case")

    unknown = clerk.runs("changes", "case", "--since", "20260517")
    first = clerk.runs("changes", "case", "--since", "2026-05-18 05:07:30")

    assert unknown.exit_code == 2
    assert "已有的发布：2026-05-18 05:07:30、2026-05-18 05:07:39。" in unknown.stderr
    assert "2 人的卡有变" in first.stdout


def words(page: Path) -> str:
    """Return the text of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.read_text("utf-8"))).split())


def test_the_report_is_a_workbook_with_telephone_numbers_as_text(
    clerk: Clerk, tmp_path: Path
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")

    clerk.runs("changes", "case", "--format", "xlsx")

    book = openpyxl.load_workbook(clerk.root / "output/case/changes.xlsx")
    by_change, by_person = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert by_change[0][:4] == ("缓急", "变动", "原", "现")
    assert by_person[0][:4] == ("缓急", "姓名", "组别", "电话")
    assert by_person[1][:4] == ("两小时内", "张三", "第一组", "13900000002")


def test_an_unchanged_visit_is_reported_and_leaves_one_record(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    again = clerk.runs("publish", "case")
    changes = clerk.runs("changes", "case")

    assert "不变 6" in again.stdout
    assert "0 人的卡有变" in changes.stdout
    assert len(list((clerk.folder / "published").iterdir())) == 1


@pytest.mark.parametrize(
    ("was", "becomes", "code", "message"),
    [
        ("publish: ", "notices: [a] #", 1, "没有发布"),
        ("title: ", "privacy: 涉密\ntitle: ", 1, "涉密"),
        ("8:30", "8:99", 2, "case 没有发布：有无法读取之处"),
        ("2026-05-14", "2026-05-19", 1, "批准日期 2026-05-19 还没有到（今天是 2026-05-18）"),
    ],
    ids=["not approved", "classified", "with an error", "approved tomorrow"],
)
def test_a_visit_without_permission_is_not_published(
    clerk: Clerk, tmp_path: Path, was: str, becomes: str, code: int, message: str
) -> None:
    text = (clerk.folder / "visit.yml").read_text("utf-8").replace(was, becomes, 1)
    (clerk.folder / "visit.yml").write_text(text, "utf-8")

    result = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert result.exit_code == code
    assert message in result.stderr
    assert not (tmp_path / "网站").exists()
    assert not (clerk.folder / "published").exists()


@pytest.mark.parametrize(
    ("kind", "answer"), [("检查", ""), ("外事", ""), ("考察", "work_secret: yes\n")]
)
def test_a_work_secret_never_goes_to_the_internet(
    clerk: Clerk, tmp_path: Path, kind: str, answer: str
) -> None:
    """Nor with a waiver, nor what went out by an earlier version; the intranet stays."""
    source, place = clerk.folder / "visit.yml", tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    before = clerk.cards(place)
    clerk.plan(bus="3号车")
    code = "confidentiality.work_secret_published"
    waiver = f"waivers: [{{code: {code}, by: 周敏, on: 2026-05-18, why: 试}}]"
    text = source.read_text("utf-8").replace("work_secret: no\n", f"{answer}kind: {kind}\n")
    source.write_text(f"{text}\n{waiver}\n", "utf-8")

    refused = clerk.runs("publish", "case", "--yes")
    built = clerk.runs("build", "case")
    kept = clerk.cards(place)
    source.write_text(source.read_text("utf-8").replace("target: internet", "target: intranet"))
    inside = clerk.runs("publish", "case", "--to", str(tmp_path / "内网"), "--yes")

    assert refused.exit_code == 1
    assert "case 没有发布：工作秘密不得发布到互联网，豁免也不能放行" in refused.stderr
    assert built.exit_code == 0
    assert kept == before
    assert inside.exit_code == 0, inside.output
    assert clerk.cards(tmp_path / "内网") != before


def test_before_the_internet_somebody_has_to_answer_whether_it_is_a_work_secret(
    clerk: Clerk, tmp_path: Path
) -> None:
    source, place = clerk.folder / "visit.yml", tmp_path / "网站"
    text = source.read_text("utf-8")
    source.write_text(text.replace("work_secret: no\n", ""), "utf-8")

    asked = clerk.runs("publish", "case", "--to", str(place), typed="n\n")
    refused = place.exists()
    source.write_text(text, "utf-8")
    answered = clerk.runs("publish", "case", "--to", str(place))

    assert asked.exit_code == 3
    assert "在 visit.yml 写 work_secret: yes 或 no" in asked.stderr
    assert "case 没有发布" in asked.output
    assert not refused
    assert answered.exit_code == 0


RULE = """\
---
id: plan
title: 接待筹备
limits: {guest_needs: {words: [bed], clause: 第8条}}
---
# 接待筹备

## 第8条 {#guest-needs}
"""


def test_errors_stop_a_publication_until_they_are_waived(clerk: Clerk, tmp_path: Path) -> None:
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    before = clerk.cards(place)
    (clerk.root / "docs/rules").mkdir()
    (clerk.root / "docs/rules/plan.md").write_text(RULE, "utf-8")
    clerk.plan(bus="3号车")

    refused = clerk.runs("publish", "case")
    after = clerk.cards(place)
    (line,) = re.findall(r"^  - .*", refused.stderr, re.M)
    waived = line.replace("by: …", "by: 周敏").replace("why: …", "why: 来宾自行解决住宿")
    with (clerk.folder / "visit.yml").open("a", encoding="utf-8") as plan:
        plan.write(f"waivers:\n{waived}\n")
    published = clerk.runs("publish", "case")

    assert refused.exit_code == 1
    assert "张三 05-18 夜没有房间" in refused.stderr
    assert "case 没有发布：有 2 个错误" in refused.stderr
    waiver, _, remark = line.partition("  # ")
    assert waiver == "  - {code: nights.no_bed, by: …, on: 2026-05-18, why: …}"
    assert remark == "这一类的 2 个，连同以后的，都豁免"
    assert after == before
    assert published.exit_code == 0, published.output
    assert clerk.cards(place) != before


def test_a_visit_with_findings_is_built_as_a_preview(clerk: Clerk) -> None:
    (clerk.root / "docs/rules").mkdir()
    (clerk.root / "docs/rules/plan.md").write_text(RULE, "utf-8")

    built = clerk.runs("build", "case")

    assert built.exit_code == 1
    assert "3 张卡" in built.stdout
    assert len(list((clerk.root / "site/guests/case/g").iterdir())) == 3


BEFORE_SLUGS = {
    "form": 1,
    "at": "2026-05-18T00:00:00+00:00",
    "target": "/srv/web",
    "names": {"张三": "张三"},
    "contents": {
        "a": {"slug": "case", "title": "考察团", "host": "县", "start": "2026-05-18",
              "end": "2026-05-19", "timezone": "Asia/Shanghai", "languages": ["zh"]},
    },
    "parts": [["visit", "a"]],
    "people": {"张三": {"version": "abcdef", "as_of": 0, "parts": [0], "since": {}}},
}  # fmt: skip
"""A record of the time before records named their visit."""


@pytest.mark.parametrize("form", ["with its visit's slug", "as it was before"])
def test_records_in_a_copied_folder_are_not_used(clerk: Clerk, tmp_path: Path, form: str) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    autumn = clerk.folder.with_name("autumn")
    shutil.copytree(clerk.folder, autumn)
    if form == "as it was before":
        (path,) = (autumn / "published").iterdir()
        path.write_text(json.dumps(BEFORE_SLUGS), "utf-8")

    changes = clerk.runs("changes", "autumn")
    where = clerk.runs("publish", "autumn")
    first = clerk.runs("publish", "autumn", "--to", str(tmp_path / "秋季"))
    second = clerk.runs("publish", "autumn")
    own = clerk.runs("changes", "case")

    copied = "autumn/published 里是从另一份来访（case）拷来的记录，没有采用。"
    assert changes.stderr.count(copied) == 1
    assert "autumn 还没有发布过" in changes.stderr
    assert (where.exit_code, "请写明发布到哪里" in where.stderr) == (2, True)
    assert (first.exit_code, copied in first.stderr) == (0, True)
    assert (second.exit_code, copied in second.stderr) == (0, False)
    assert f"→ {tmp_path / '秋季'}" in second.stdout
    assert (own.exit_code, own.stderr) == (0, "")
    assert "0 人的卡有变" in own.stdout


def test_the_target_is_named_once(clerk: Clerk) -> None:
    result = clerk.runs("publish", "case")

    assert result.exit_code == 2
    assert "--to" in result.stderr


def test_targets_with_an_older_edition_are_reported(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, usb = tmp_path / "web", tmp_path / "usb"
    clerk.runs("publish", "case", "--to", str(web))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779066000")
    both = clerk.runs("publish", "case", "--to", str(usb))
    clerk.plan(bus="3号车")

    revoked = clerk.runs("revoke", "case", "张三")
    again = clerk.runs("publish", "case")
    renewed = clerk.runs("publish", "case", "--to", f"{web}/")

    assert "版本" not in both.output  # both places have the same
    assert f"{web} 上还是 2026-05-18 08:00 的版本，旧卡在那里还能打开" in revoked.stdout
    assert f'handbook publish case --to "{usb}"' in revoked.stdout
    assert f"没有写 --to，仍发布到上一次的地方：{usb}" in again.stdout
    assert f"{web} 上还是 2026-05-18 08:00 的版本，停用的卡在那里还能打开" in again.stderr
    assert f'handbook publish case --to "{web}"' in again.stderr
    assert "版本" not in renewed.output
    assert clerk.cards(web) == clerk.cards(usb)


def test_a_revocation_alone_is_recorded_as_a_publication(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779066000")
    clerk.runs("revoke", "case", "张三")
    clerk.runs("publish", "case")

    again = clerk.runs("revoke", "case", "王五")

    assert "2026-05-18 09:00 的版本" in again.stdout
    assert len(list((clerk.folder / "published").iterdir())) == 2


def test_a_target_that_refuses_is_reported_and_nothing_is_recorded(
    clerk: Clerk, tmp_path: Path
) -> None:
    (tmp_path / "网站").write_text("a file", "utf-8")

    result = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert result.exit_code == 2
    assert "不能作文件夹用" in result.stderr
    assert not (clerk.folder / "published").exists()


def test_verify_reports_a_changed_page(clerk: Clerk, tmp_path: Path) -> None:
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    handler = partial(_Quiet, directory=str(place))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    unchanged = clerk.runs("verify", "case", "--at", address)
    cards = sorted((place / "case").resolve().glob("g/*.html"))
    cards[0].write_text(cards[0].read_text("utf-8") + "<script>", "utf-8")
    cards[1].unlink()

    changed = clerk.runs("verify", "case", "--at", address)
    server.shutdown()
    server.server_close()
    gone = clerk.runs("verify", "case", "--at", address)

    assert (unchanged.exit_code, changed.exit_code, gone.exit_code) == (0, 1, 1)
    assert f"g/{cards[0].name}  内容不同" in changed.stdout
    assert f"g/{cards[1].name}  没有这一页" in changed.stdout
    assert "6 页中有 2 页" in changed.stdout
    assert gone.stdout == f"{address}/case 打不开：6 页一页也取不到。{ASK}\n"


def test_a_full_disk_is_reported_with_the_file(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's error names no file: once, site/ was reported whichever disk was full."""
    write = Path.write_bytes

    def refuse(self: Path, content: bytes) -> int:
        if "published" in self.parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)

    result = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert result.exit_code == 2
    assert f"无法写入：{clerk.folder / 'published'}" in result.stderr


def test_a_record_is_synced_before_the_command_goes_on(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)

    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    folder = clerk.folder / "published"
    (record,) = folder.glob("*.json")
    assert [path for path in synced if Path(path).is_relative_to(folder)] == [
        str(record.with_name(f".{record.name}.new")),
        str(folder),
    ]
    assert str(clerk.root / ".secrets/.case.key.new") in synced


ASK = "请检查网络、网址（--at，或 mkdocs.yml 的 guest_url），以及网站是否开着。"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""


def test_a_person_is_notified_again_when_a_change_is_undone(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card has its former version again, of which the person was notified."""
    clerk.plan(bus="3号车")
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    for hour, bus in enumerate(("1号车", "3号车"), start=1):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1779062400 + 3600 * hour))
        clerk.plan(bus=bus)
        clerk.runs("publish", "case")
        assert "已记录：1 人" in clerk.runs("told", "case", "张三", "--by", "周敏").stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1779062400 + 3600 * 3))
    clerk.plan(bus="1号车")

    lines = json.loads(clerk.runs("changes", "case", "--format", "json").stdout)

    assert {line["name"]: line["told"] for line in lines} == {"张三": "", "周敏": ""}


@pytest.mark.parametrize("command", [("changes",), ("told", "--all", "--by", "周敏"), ("publish",)])
def test_a_visit_with_unreadable_records_is_not_reported_as_unpublished(
    clerk: Clerk, tmp_path: Path, command: tuple[str, ...]
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    (record,) = (clerk.folder / "published").glob("*.json")
    record.write_bytes(record.read_bytes()[:100])
    name, *options = command

    result = clerk.runs(name, "case", *options)

    assert result.exit_code == 2
    assert "没有发布过" not in result.output
    assert "case 的发布记录均无法读取" in result.stderr


def test_changes_since_a_different_key_are_reported_as_such(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    (clerk.root / ".secrets/case.key").unlink()
    missing = clerk.runs("changes", "case")
    clerk.runs("build", "case", "--new-secret")
    replaced = clerk.runs("changes", "case")

    assert "没有 case 的钥匙" in missing.stderr
    assert "这次发布所用的不是 case 现在的钥匙" in replaced.stderr


def test_cards_are_published_before_paper_and_whatever_becomes_of_it(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    before = clerk.cards(place)
    clerk.plan(bus="3号车")
    seen: list[bool] = []

    def fail(*_: object) -> None:
        seen.append(clerk.cards(place) != before and len(records(clerk)) == 2)
        raise FileInUseError(errno.EACCES, os.strerror(errno.EACCES), "cards.pdf")

    with monkeypatch.context() as patch:
        patch.setattr("generator.build.office_files.build_office_files", fail)
        failed = clerk.runs("publish", "case")
    again = clerk.runs("publish", "case")

    assert seen == [True]
    assert (failed.exit_code, again.exit_code) == (2, 0)
    assert "来宾打开的已是这一版" in failed.stdout
    assert "还有 2 人没有告知" in failed.stdout
    assert "没有告知" not in again.stdout
    assert len(records(clerk)) == 2


def records(clerk: Clerk) -> list[Path]:
    return list((clerk.folder / "published").glob("*.json"))
