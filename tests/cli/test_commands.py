"""The `handbook` command as an office uses it."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import pty
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from generator import vocabulary
from generator.build.new_visit import MERGED_BY_LINE
from generator.changes.notifications import Notification, read_notifications, save_notifications
from generator.cli import main, printing
from generator.cli.terminal import LANGUAGE
from generator.init import Answers
from generator.init.answers import write_answers
from generator.load.assigned import read_placements, save_placements
from generator.model.assigned import Placement, PlacementKind
from generator.model.record import PersonId
from generator.render.paper import PrintOrder
from tests.support.project import PROJECT, without_paper


def new_project(root: Path) -> Path:
    """Make a project with the standing pages that visits need and the small sample visit."""
    root.mkdir()
    few = shutil.ignore_patterns("manual", "training", "procedures", "forms", "img")
    shutil.copytree(PROJECT / "docs", root / "docs", ignore=few)
    shutil.copytree(PROJECT / "visits/2026-06-exchange", root / "visits/2026-06-exchange")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project that is not built yet."""
    with without_paper():
        yield new_project(tmp_path / "项目 一")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once, for tests that only read it."""
    root = new_project(tmp_path_factory.mktemp("built") / "项目 一")
    with without_paper():
        assert run(root, "build").exit_code == 0
    return root


@pytest.fixture
def built_copy(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the built project, for a test that changes it."""
    with without_paper():
        yield shutil.copytree(built, tmp_path / "项目 一")


@pytest.fixture
def _no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new visit's workbook, which takes most of the time of `new`, is empty."""
    monkeypatch.setattr("generator.build.new_visit.starter_workbook", lambda *_, **__: b"")


@pytest.fixture
def _keyed(project: Path) -> None:
    """The sample visit has a key, as after its first build."""
    (project / ".secrets").mkdir()
    (project / ".secrets/2026-06-exchange.key").write_text("A" * 43 + "=\n", "ascii")
    (project / ".secrets/2026-06-exchange.key").chmod(0o600)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


def test_a_new_visit_can_be_loaded_and_is_not_overwritten(project: Path) -> None:
    result = run(project, "new", "2026-07-visit", "--start", "2026-07-01")
    assert result.exit_code == 0
    folder = project / "visits/2026-07-visit"
    before = (folder / "visit.yml").read_bytes()

    findings = json.loads(run(project, "check", "2026-07-visit", "--format", "json").stdout)
    again = run(project, "new", "2026-07-visit")

    assert [row for row in findings if row["code"].split(".")[0] in {"key", "value", "shape"}] == []
    assert again.exit_code == 2
    assert (folder / "visit.yml").read_bytes() == before


@pytest.mark.usefixtures("_no_workbook")
def test_git_merges_what_two_people_add_to_files_of_records(project: Path) -> None:
    (project / ".gitattributes").write_text("*.xlsx binary", "utf-8")
    for slug in ("2026-07-visit", "2026-08-visit"):
        assert run(project, "new", slug).exit_code == 0
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "--all")
    git(project, "commit", "-qm", "来访")
    records = project / "visits/2026-07-visit/told.csv"

    for branch, name in (("one", "张三"), ("two", "李四")):
        git(project, "checkout", "-qb", branch, "main")
        record = Notification(name, name, "0a1b", datetime(2026, 7, 1, 9), "周敏")
        save_notifications(records.parent, [record])
        table = Placement(PlacementKind.TABLE, "dinner", "1", PersonId(name), name)
        save_placements(records.parent, [table], ())
        git(project, "add", "--all")
        git(project, "commit", "-qm", name)
    git(project, "merge", "-q", "-m", "合并", "one")

    assert {record.name for record in read_notifications(records.parent)} == {"张三", "李四"}
    accepted, findings = read_placements(records.parent, "visits/2026-07-visit")
    assert ({line.placement.name for line in accepted}, findings) == ({"张三", "李四"}, ())
    assert (project / ".gitattributes").read_text("utf-8").splitlines() == [
        "*.xlsx binary",
        *(f"visits/*/{name} merge=union" for name in MERGED_BY_LINE),
    ]


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=李娜", "-c", "user.email=office@example.org")
    subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True)


def test_in_a_locale_without_chinese_every_name_is_read_and_printed(project: Path) -> None:
    folder = project / "visits/2026-06-exchange"
    (folder / "名单.csv").write_text("姓名\n欧阳·晓\n", "utf-8")
    (folder / "visit.yml").write_text(
        "title: 交流\nhost: 县机关事务服务中心\nstart: 2026-06-01\nend: 2026-06-01\n"
        "guests: 名单.csv\nteam: {lead: 李累}\n",
        "utf-8",
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "generator", "-C", str(project), "check"]

    ran = subprocess.run(command, env=environment, capture_output=True, cwd=PROJECT, check=False)

    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert "李累" in ran.stdout.decode("utf-8")
    assert "欧阳·晓" in ran.stdout.decode("utf-8")  # the list was found


def test_a_password_has_eighty_bits_and_differs_each_time(project: Path) -> None:
    passwords = {run(project, "password").stdout.strip() for _ in range(50)}

    assert len(passwords) == 50
    assert {len(password.replace("-", "")) for password in passwords} == {16}
    used = set("".join(passwords)) - {"-"}
    assert len(used) == 32  # five bits a character
    assert used.isdisjoint("lo01")
    assert "openssl passwd -6" in run(project, "password").stderr


@pytest.mark.usefixtures("_no_workbook")
@pytest.mark.parametrize("day", ["2027年4月1日", "2027/4/1", "２０２７．４．１"])
def test_a_day_on_the_command_line_has_the_form_of_the_files(project: Path, day: str) -> None:
    assert run(project, "new", "spring", "--start", day).exit_code == 0

    assert "start: 2027-04-01" in (project / "visits/spring/visit.yml").read_text("utf-8")


def test_a_wrong_day_is_refused_in_the_users_language(project: Path) -> None:
    refused = run(project, "new", "spring", "--start", "愚人节")

    assert refused.exit_code == 2
    assert vocabulary.message("value.date", found="愚人节").in_(LANGUAGE) in refused.output
    assert not (project / "visits/spring").exists()


@pytest.mark.usefixtures("_no_workbook")
def test_a_new_visit_takes_its_names(project: Path) -> None:
    title, host = "调研组：茶叶 #3, a: b", "县机关事务服务中心"
    run(project, "new", "spring", "--start", "2027-04-01", "--title", title, "--host", host)

    written = yaml.safe_load((project / "visits/spring/visit.yml").read_text("utf-8"))

    assert [written[key] for key in ("title", "host", "sender")] == [
        title, host, "请改成来访单位",
    ]  # fmt: skip


def at_terminal(root: Path, answers: str, *arguments: str) -> tuple[int, str]:
    """Run a command at a terminal, where `answers` are typed; its exit code, what was shown."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "-C", str(root), *arguments]
    process = subprocess.Popen(command, cwd=PROJECT, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, answers.encode())
    shown = b""
    with contextlib.suppress(OSError):  # the terminal ends with the command
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    return process.wait(), shown.decode()


def test_new_asks_at_a_terminal_for_what_was_not_given(project: Path) -> None:
    command = ("new", "spring", "--start", "2099-04-01", "--sender", "云州市林业局")

    code, shown = at_terminal(project, "茶叶调研组\n\n", *command)

    written = yaml.safe_load((project / "visits/spring/visit.yml").read_text("utf-8"))
    assert code == 0
    assert "来访单位：" not in shown
    assert [written[key] for key in ("title", "host", "sender")] == [
        "茶叶调研组", "请改成接待单位", "云州市林业局",
    ]  # fmt: skip


@pytest.mark.usefixtures("_no_workbook")
def test_the_office_is_the_host_and_its_language_that_of_the_cards(project: Path) -> None:
    write_answers(project, Answers("云州大学接待办", language="en"))

    run(project, "new", "spring", "--start", "2099-04-01")
    code, shown = at_terminal(project, "\n\n\n", "new", "autumn", "--start", "2099-09-01")

    assert (code, "接待单位 [云州大学接待办]" in shown) == (0, True)
    for slug in ("spring", "autumn"):
        written = yaml.safe_load((project / f"visits/{slug}/visit.yml").read_text("utf-8"))
        assert (written["host"], written["languages"]) == ("云州大学接待办", ["en"])


@pytest.mark.usefixtures("_no_workbook")
def test_an_office_without_a_name_is_no_host(project: Path) -> None:
    write_answers(project, Answers("本单位"))

    run(project, "new", "spring", "--start", "2099-04-01")

    assert "host: 请改成接待单位\n" in (project / "visits/spring/visit.yml").read_text("utf-8")


def test_days_that_are_over_are_questioned_at_a_terminal(project: Path) -> None:
    code, shown = at_terminal(project, "\n", "new", "2020-05-tea", "--start", "2020-05-06")

    assert code == 3
    assert "2020-05-06 至 2020-05-08 已经过去" in shown
    assert re.search(r"handbook new (20\d\d)-05-tea --start \1-05-06", shown)
    assert not (project / "visits/2020-05-tea").exists()


def test_the_new_workbook_has_the_visits_days(project: Path) -> None:
    run(project, "new", "2026-07-visit", "--start", "2026-07-01", "--days", "2")

    book = openpyxl.load_workbook(project / "visits/2026-07-visit/book.xlsx")

    assert [cell.value for cell in book["住宿"][2]][:6] == [
        "示例：明峰宾馆", "8301", "标准间", None, "2026-07-01", "2026-07-02",
    ]  # fmt: skip


@pytest.mark.parametrize("slug", ["../etc", "CON", "con", "a/b", "接待", "a."])
def test_a_slug_that_cannot_be_a_folder_is_refused(project: Path, slug: str) -> None:
    assert run(project, "new", slug).exit_code == 2


def test_build_writes_pages_and_the_list_of_links(built: Path) -> None:
    with (built / "output/2026-06-exchange/links.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    cards = {path.name for path in (built / "site/guests/2026-06-exchange/g").iterdir()}
    assert {row["url"].split("#")[0].rsplit("/", 1)[1] for row in rows} == cards
    assert len(rows) == 10
    assert (
        json.loads(run(built, "links", "2026-06-exchange", "--format", "json").stdout)[0]["url"]
        == rows[0]["url"]
    )


def test_a_visit_with_errors_keeps_its_last_good_pages(built_copy: Path) -> None:
    card = next((built_copy / "site/guests/2026-06-exchange/g").iterdir())
    before = card.read_bytes()
    source = built_copy / "visits/2026-06-exchange/visit.yml"
    source.write_text(source.read_text("utf-8").replace("room: 8401", "room: 9999"), "utf-8")

    result = run(built_copy, "build")

    assert result.exit_code == 1
    assert card.read_bytes() == before
    page = (built_copy / "site/handbook/visits/2026-06-exchange/index.html").read_text("utf-8")
    assert "没有“9999”这间房" in page


def test_findings_are_printed_although_the_build_fails(project: Path) -> None:
    broken = project / "visits/2026-07-broken"
    broken.mkdir()
    (broken / "visit.yml").write_text("title: 考察\ngusets: []\n", "utf-8")
    (project / "output/2026-06-exchange/lists.xlsx").mkdir(parents=True)

    result = run(project, "build")

    assert result.exit_code == 2
    assert "无法写入" in result.output
    assert "gusets" in result.output


def test_an_unapproved_visit_links_to_this_machine_only(project: Path) -> None:
    source = project / "visits/2026-06-exchange/visit.yml"
    text = source.read_text("utf-8")
    source.write_text(text[: text.index("publish:")], "utf-8")

    run(project, "build")

    links = run(project, "links", "2026-06-exchange").stdout
    assert "http://127.0.0.1:8000/guests/2026-06-exchange/g/" in links
    assert "mingfeng.example" not in links


STUB = """\
title: 一次任务
host: 县机关事务服务中心
start: 2026-06-11
end: 2026-06-12
privacy: classified
papers_kept_by: 办公室机要员
"""


def test_a_classified_visit_has_no_pages_for_guests(project: Path) -> None:
    source = project / "visits/2026-06-exchange/visit.yml"
    source.write_text(STUB, "utf-8")

    result = run(project, "build")
    checked = run(project, "check", "2026-06-exchange")

    assert "2026-06-exchange：涉密来访。国家秘密不得录入本程序" in result.stdout
    assert not (project / "site/guests/2026-06-exchange").exists()
    assert not (project / "output/2026-06-exchange").exists()
    assert not (project / ".secrets/2026-06-exchange.key").exists()
    page = (project / "site/handbook/visits/2026-06-exchange/index.html").read_text("utf-8")
    assert "办公室机要员" in page
    assert (checked.exit_code, checked.stdout) == (0, "\n错误 0 个，提醒 0 个，提示 0 个。\n")


def test_files_that_were_built_before_a_visit_was_classified_are_reported_and_stay(
    built_copy: Path,
) -> None:
    slug = "2026-06-exchange"
    (built_copy / f"visits/{slug}/visit.yml").write_text(STUB, "utf-8")

    checked = run(built_copy, "check", slug)
    run(built_copy, "build", slug)

    assert checked.exit_code == 1
    assert checked.stdout.count("visit.state_secret_built") == 1
    for left in (f"output/{slug}", f"site/guests/{slug}", f".secrets/{slug}.key"):
        assert left in checked.stdout
        assert (built_copy / left).exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("print", "2026-06-exchange"),
        ("links", "2026-06-exchange"),
        ("publish", "2026-06-exchange", "--to", "网站", "--yes"),
        ("verify", "2026-06-exchange"),
        ("revoke", "2026-06-exchange", "程立"),
        ("changes", "2026-06-exchange"),
        ("retire", "2026-06-exchange", "--yes"),
        ("diff", "2026-06-exchange", "2026-06-exchange"),
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("content", ["", "guests: [程立]\n"], ids=["stub", "with guests"])
def test_no_command_makes_anything_of_a_classified_visit(
    project: Path, arguments: tuple[str, ...], content: str
) -> None:
    folder = project / "visits/2026-06-exchange"
    (folder / "visit.yml").write_text(STUB + content, "utf-8")

    result = run(project, *arguments)

    assert result.exit_code == 1, result.output
    assert "涉密来访。国家秘密不得录入本程序" in result.output
    assert "程立" not in result.output
    assert [path.name for path in folder.iterdir()] == ["visit.yml"]
    assert (folder / "visit.yml").read_text("utf-8") == STUB + content
    assert not (project / "output/2026-06-exchange").exists()


def test_check_annotates_on_github(project: Path) -> None:
    source = project / "visits/2026-06-exchange/visit.yml"
    source.write_text(source.read_text("utf-8").replace("host: 县", "hots: 县"), "utf-8")

    result = run(project, "check", "--format", "github")

    assert "::error file=visits/2026-06-exchange/visit.yml,line=7,col=1,title=" in result.stdout
    assert result.exit_code == 2


def test_outside_a_project_the_command_reports_it(tmp_path: Path) -> None:
    result = run(tmp_path, "check")

    assert result.exit_code == 2
    assert "mkdocs.yml" in result.stderr


def test_the_schema_is_that_of_the_model() -> None:
    schema = json.loads(run(PROJECT, "schema").stdout)

    assert schema["required"] == ["title", "host", "start", "end"]
    assert "for" in schema["$defs"]["ScheduleItem"]["properties"]
    assert "slug" not in schema["properties"]
    assert schema == json.loads((PROJECT / "visits/visit.schema.json").read_text("utf-8"))


def test_build_writes_the_lists_for_the_office_only(built: Path) -> None:
    book = openpyxl.load_workbook(built / "output/2026-06-exchange/lists.xlsx")
    assert book["来宾"]["B2"].value == "程立"
    assert not list((built / "site").rglob("*.xlsx"))


def test_a_different_secret_stops_the_build_unless_it_is_confirmed(built_copy: Path) -> None:
    links = (built_copy / "output/2026-06-exchange/links.csv").read_bytes()
    (built_copy / ".secrets/2026-06-exchange.key").unlink()

    stopped = run(built_copy, "build")
    assert stopped.exit_code == 2
    assert "找不到 2026-06-exchange 的钥匙" in stopped.stdout
    assert not (built_copy / ".secrets/2026-06-exchange.key").exists()
    assert (built_copy / "output/2026-06-exchange/links.csv").read_bytes() == links

    assert run(built_copy, "build", "--new-secret").exit_code == 0
    assert (built_copy / "output/2026-06-exchange/links.csv").read_bytes() != links


def test_a_revoked_card_gets_a_new_address(built_copy: Path) -> None:
    before = run(built_copy, "links", "2026-06-exchange").stdout

    assert run(built_copy, "revoke", "2026-06-exchange", "程立").exit_code == 0
    assert run(built_copy, "revoke", "2026-06-exchange", "无此人").exit_code == 2

    after = run(built_copy, "links", "2026-06-exchange").stdout
    changed = [
        new for old, new in zip(before.split("\n"), after.split("\n"), strict=True) if old != new
    ]
    assert len(changed) == 1
    assert changed[0].startswith("程立,")


@pytest.mark.usefixtures("_keyed")
def test_print_writes_the_chosen_sheets(project: Path) -> None:
    result = run(project, "print", "2026-06-exchange", "--only", "cards", "--fields", "name,room")

    assert result.exit_code == 0
    assert [p.name for p in (project / "output/2026-06-exchange").iterdir()] == ["cards.pdf"]


@pytest.mark.usefixtures("_keyed")
def test_print_of_a_large_visit_makes_a_folder_of_parts(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, "print", "2026-06-exchange", "--only", "cards")
    monkeypatch.setattr(printing, "PrintOrder", partial(PrintOrder, whole_up_to=0))

    result = run(project, "print", "2026-06-exchange", "--only", "cards")

    output = project / "output/2026-06-exchange"
    files = sorted(path.name for path in (output / "cards").iterdir())
    folder = "output/2026-06-exchange/cards"
    line = vocabulary.word("command.made_parts", LANGUAGE, folder=folder, n=len(files))
    assert line in result.stdout.replace("\n", "")
    assert files[0].startswith("000-")
    assert not (output / "cards.pdf").exists()


def test_print_refuses_a_field_that_no_card_has(project: Path) -> None:
    result = run(project, "print", "2026-06-exchange", "--only", "cards", "--fields", "phone")

    assert result.exit_code == 2
    assert "phone" in result.stderr
    assert not (project / "output/2026-06-exchange").exists()


def test_print_refuses_days_on_the_back_of_a_small_card(project: Path) -> None:
    result = run(project, "print", "2026-06-exchange", "--only", "cards", "--back", "days")

    assert result.exit_code == 2
    assert "--format lanyard" in result.stderr
    assert not (project / "output/2026-06-exchange").exists()


@pytest.mark.usefixtures("_keyed")
def test_print_reports_a_name_that_fits_in_tiny_letters_alone(project: Path) -> None:
    source = project / "visits/2026-06-exchange/visit.yml"
    text = source.read_text("utf-8")
    source.write_text(text.replace("程立", "程立" * 100), "utf-8")

    result = run(project, "print", "2026-06-exchange", "--only", "cards", "--format", "a4-10")

    assert result.exit_code == 0
    assert "cards.pdf" in result.stdout
    assert "字印得很小" in result.stdout.replace("\n", "")


@pytest.mark.parametrize("module", ["typst", "fontTools.ttLib"])
def test_print_without_its_extra_writes_nothing_and_names_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    result = run(project, "print", "2026-06-exchange")

    assert result.exit_code == 2
    assert "reception-handbook[print]" in result.stderr
    assert not (project / "output").exists()


@pytest.mark.usefixtures("_keyed")
def test_print_warns_of_cards_that_open_on_this_machine_only(project: Path) -> None:
    source = project / "visits/2026-06-exchange/visit.yml"
    text = source.read_text("utf-8")
    source.write_text(text[: text.index("publish:")], "utf-8")

    assert "只能在本机打开" in run(project, "print", "2026-06-exchange", "--only", "cards").stdout


def test_a_visit_with_errors_is_not_printed(project: Path) -> None:
    source = project / "visits/2026-06-exchange/visit.yml"
    source.write_text(source.read_text("utf-8").replace("room: 8401", "room: 9999"), "utf-8")

    result = run(project, "print", "2026-06-exchange")

    assert result.exit_code == 1
    assert not (project / "output/2026-06-exchange").exists()


def test_build_writes_the_statement_for_the_office_only(built: Path) -> None:
    book = openpyxl.load_workbook(built / "output/2026-06-exchange/statement.xlsx")
    assert book["接待清单"]["A1"].value == "接待清单"
    published = [path.suffix for path in (built / "site").rglob("statement*.*")]
    assert set(published) <= {".png"}, "only the manual's picture of it is on the web"


def test_report_sums_up_a_year_on_the_screen_and_in_a_workbook(project: Path) -> None:
    result = run(project, "report", "--year", "2026")

    assert result.exit_code == 0
    for line in (
        "次数 1 1",
        "来宾人数 6 6",
        "费用合计 1,270.00 1,270.00",
        "接待方承担 280.00 280.00",
    ):
        assert line in " ".join(result.output.split())
    book = openpyxl.load_workbook(project / "output/report-2026.xlsx")
    assert book.sheetnames == ["分类汇总", "逐次明细"]


def test_a_year_without_visits_is_no_error(project: Path) -> None:
    result = run(project, "report", "--year", "2031")

    assert result.exit_code == 0
    assert "2031 年没有来访。" in result.output


def test_a_visit_with_errors_is_reported_and_not_counted(project: Path) -> None:
    file = project / "visits/2026-06-exchange/visit.yml"
    file.write_text(file.read_text("utf-8").replace("budget: 3000", "budget: 三千"), "utf-8")

    result = run(project, "report", "--year", "2026")

    assert result.exit_code == 1
    assert "2026-06-exchange：有错误，没有计入" in result.stderr


def test_only_the_owner_can_read_the_offices_files(built_copy: Path) -> None:
    run(built_copy, "report", "--year", "2026")

    paths = [built_copy / "output", *(built_copy / "output").rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths}
    assert len(paths) > 5
    assert modes == {(True, 0o700), (False, 0o600)}
    cards = (built_copy / "site/guests/2026-06-exchange").rglob("*.html")
    assert all(path.stat().st_mode & 0o004 for path in cards)  # the web server reads these
