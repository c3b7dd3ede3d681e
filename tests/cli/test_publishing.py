"""Publishing, changing, telling: the office's day, at the command line."""

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

from tests.support.clerk import Clerk


def test_a_visit_goes_out_and_a_changed_bus_is_told_to_those_aboard(
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


def test_who_was_told_is_written_down_and_who_was_not_is_listed(
    clerk: Clerk, tmp_path: Path
) -> None:
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


def test_brackets_in_a_name_or_a_folder_are_shown_as_they_are(clerk: Clerk, tmp_path: Path) -> None:
    place = tmp_path / "out[usb][/b]"

    published = clerk.runs("publish", "case", "--to", str(place))
    changed = clerk.runs("changes", "case")
    told = clerk.runs("told", "case", "司徒[/b]云", "--by", "李娜")

    assert (published.exit_code, changed.exit_code) == (0, 0)
    assert str(place) in published.stdout
    assert str(place) in changed.stdout
    assert "“司徒[/b]云”" in told.output
    assert not (clerk.folder / "told.csv").exists()


def test_a_publication_leaves_no_link_of_a_preview_behind(clerk: Clerk, tmp_path: Path) -> None:
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
def test_who_was_told_may_be_a_party_or_a_list(
    clerk: Clerk, tmp_path: Path, people: list[str]
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")

    told = clerk.runs("told", "case", *people, "--by", "李娜")

    assert "已记下 2 人由李娜告知" in told.stdout


def test_of_whom_nothing_is_written_down_it_is_said_why(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")
    clerk.runs("told", "case", "张三", "--by", "李娜")

    again = clerk.runs("told", "case", "张三", "王五", "周敏", "--by", "李娜")
    rest = clerk.runs("told", "case", "--all", "--by", "李娜")
    nobody = clerk.runs("told", "case", "--by", "李娜")
    unknown = clerk.runs("told", "case", "第一组、李四", "--by", "李娜")

    assert again.stdout.splitlines() == [
        "已记下 1 人由李娜告知（case/told.csv）。",
        "1 人没有要告知的变动，没有记：王五",
        "1 人以前已经记下告知，没有再记：张三",
    ]
    assert "没有还要告知的人：没有变动，或者以前都已记下。" in rest.stdout
    assert (nobody.exit_code, "请写明告诉了谁" in nobody.stderr) == (2, True)
    assert (unknown.exit_code, "“李四”不在" in unknown.stderr) == (2, True)


def test_the_handbook_logs_each_publication_and_who_does_not_know(
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

    assert "还没有发布过" in never
    assert "已改动，尚未发布" in pending
    assert "2 人尚未告知" in pending
    assert "05-18 09:00 李娜已告知" in known
    assert "1 人尚未告知" in known
    assert "5月18日周一 09:00 发布" in known
    assert "5月18日周一 08:00 发布" in known


def test_whom_to_tell_is_said_once_and_of_those_whom_nobody_told(
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
def test_a_publication_is_named_by_the_time_the_program_shows(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779052050")  # 05:07:30 in Shanghai, the 17th in UTC
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    found = clerk.runs("changes", "case", "--since", since)

    assert found.exit_code == 0, found.stderr
    assert "与 2026-05-18 05:07 的发布" in found.stdout


def test_the_times_of_publications_are_listed_as_they_are_shown(
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
    """What a page says."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.read_text("utf-8"))).split())


def test_the_report_is_a_workbook_with_telephone_numbers_as_text(
    clerk: Clerk, tmp_path: Path
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    clerk.plan(bus="3号车")

    clerk.runs("changes", "case", "--format", "xlsx")

    book = openpyxl.load_workbook(clerk.root / "output/case/changes.xlsx")
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:4] == ("缓急", "姓名", "组别", "电话")
    assert rows[1][:4] == ("两小时内", "张三", "第一组", "13900000002")


def test_nothing_changed_is_said_and_leaves_one_publication(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    again = clerk.runs("publish", "case")
    changes = clerk.runs("changes", "case")

    assert "不变 6" in again.stdout
    assert "0 人的卡有变" in changes.stdout
    assert len(list((clerk.folder / "published").iterdir())) == 1


@pytest.mark.parametrize(
    ("was", "becomes", "code", "said"),
    [
        ("publish: ", "notices: [a] #", 1, "没有发布"),
        ("title: ", "privacy: 涉密\ntitle: ", 1, "涉密"),
        ("8:30", "8:99", 2, "case 没有发布：有读不懂的地方"),
        ("2026-05-14", "2026-05-19", 1, "批准日期 2026-05-19 还没有到（今天是 2026-05-18）"),
    ],
    ids=["not approved", "classified", "with an error", "approved tomorrow"],
)
def test_what_may_not_go_out_stays(
    clerk: Clerk, tmp_path: Path, was: str, becomes: str, code: int, said: str
) -> None:
    text = (clerk.folder / "visit.yml").read_text("utf-8").replace(was, becomes, 1)
    (clerk.folder / "visit.yml").write_text(text, "utf-8")

    result = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert result.exit_code == code
    assert said in result.stderr
    assert not (tmp_path / "网站").exists()
    assert not (clerk.folder / "published").exists()


RULE = """\
---
id: plan
title: 接待筹备
limits: {guest_needs: {words: [bed], clause: 第8条}}
---
# 接待筹备

## 第8条 {#guest-needs}
"""


def test_errors_stop_a_publication_until_somebody_answers_for_them(
    clerk: Clerk, tmp_path: Path
) -> None:
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    before = clerk.cards(place)
    (clerk.root / "docs/rules").mkdir()
    (clerk.root / "docs/rules/plan.md").write_text(RULE, "utf-8")
    clerk.plan(bus="3号车")

    refused = clerk.runs("publish", "case")
    kept = clerk.cards(place)
    (line,) = re.findall(r"^  - .*", refused.stderr, re.M)
    waived = line.replace("by: …", "by: 周敏").replace("why: …", "why: 来宾自行解决住宿")
    with (clerk.folder / "visit.yml").open("a", encoding="utf-8") as plan:
        plan.write(f"waivers:\n{waived}\n")
    published = clerk.runs("publish", "case")

    assert refused.exit_code == 1
    assert "张三 05-18 夜没有房间" in refused.stderr
    assert "case 没有发布：有 2 个错误" in refused.stderr
    said, _, remark = line.partition("  # ")
    assert said == "  - {code: nights.no_bed, by: …, on: 2026-05-18, why: …}"
    assert remark == "这一类的 2 个，连同以后的，都豁免"
    assert kept == before
    assert published.exit_code == 0, published.output
    assert clerk.cards(place) != before


def test_a_visit_with_errors_is_still_built_to_be_looked_at(clerk: Clerk) -> None:
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
"""A record as it was before a record named its visit."""


@pytest.mark.parametrize("form", ["with its visit's slug", "as it was before"])
def test_records_that_came_with_a_copied_folder_are_another_visits(
    clerk: Clerk, tmp_path: Path, form: str
) -> None:
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


def test_where_to_has_to_be_said_once(clerk: Clerk) -> None:
    result = clerk.runs("publish", "case")

    assert result.exit_code == 2
    assert "--to" in result.stderr


def test_whoever_publishes_is_told_where_an_older_edition_still_is(
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


def test_a_revocation_alone_is_written_down_as_published(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779066000")
    clerk.runs("revoke", "case", "张三")
    clerk.runs("publish", "case")

    again = clerk.runs("revoke", "case", "王五")

    assert "2026-05-18 09:00 的版本" in again.stdout
    assert len(list((clerk.folder / "published").iterdir())) == 2


def test_a_target_that_refuses_is_a_message_and_nothing_is_written_down(
    clerk: Clerk, tmp_path: Path
) -> None:
    (tmp_path / "网站").write_text("a file", "utf-8")

    result = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert result.exit_code == 2
    assert "不能作文件夹用" in result.stderr
    assert not (clerk.folder / "published").exists()


def test_a_host_that_changes_a_page_is_found_out(clerk: Clerk, tmp_path: Path) -> None:
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    handler = partial(_Quiet, directory=str(place))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    sound = clerk.runs("verify", "case", "--at", address)
    cards = sorted((place / "case").resolve().glob("g/*.html"))
    cards[0].write_text(cards[0].read_text("utf-8") + "<script>", "utf-8")
    cards[1].unlink()

    found = clerk.runs("verify", "case", "--at", address)
    server.shutdown()
    server.server_close()
    gone = clerk.runs("verify", "case", "--at", address)

    assert (sound.exit_code, found.exit_code, gone.exit_code) == (0, 1, 1)
    assert f"g/{cards[0].name}  内容不同" in found.stdout
    assert f"g/{cards[1].name}  没有这一页" in found.stdout
    assert "6 页中有 2 页" in found.stdout
    assert gone.stdout == f"{address}/case 打不开：6 页一页也取不到。{ASK}\n"


def test_a_full_disk_is_named_by_the_place_that_is_full(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that has no space left says so of no file: site/ was named, whichever it was."""
    write = Path.write_bytes

    def refuse(self: Path, content: bytes) -> int:
        if "published" in self.parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)

    result = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert result.exit_code == 2
    assert f"写不进去：{clerk.folder / 'published'}" in result.stderr


def test_a_record_is_on_the_disk_before_it_is_counted_on(
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
        """Say nothing."""


def test_who_was_told_of_a_bus_and_of_another_is_told_when_it_is_the_first_again(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card says again what it said at nine, and has that version: he seemed to know it."""
    clerk.plan(bus="3号车")
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    for hour, bus in enumerate(("1号车", "3号车"), start=1):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1779062400 + 3600 * hour))
        clerk.plan(bus=bus)
        clerk.runs("publish", "case")
        assert "已记下 1 人" in clerk.runs("told", "case", "张三", "--by", "周敏").stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1779062400 + 3600 * 3))
    clerk.plan(bus="1号车")

    lines = json.loads(clerk.runs("changes", "case", "--format", "json").stdout)

    assert {line["name"]: line["told"] for line in lines} == {"张三": "", "周敏": ""}


@pytest.mark.parametrize("command", [("changes",), ("told", "--all", "--by", "周敏"), ("publish",)])
def test_records_that_cannot_be_read_are_not_called_unpublished(
    clerk: Clerk, tmp_path: Path, command: tuple[str, ...]
) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    (record,) = (clerk.folder / "published").glob("*.json")
    record.write_bytes(record.read_bytes()[:100])
    name, *options = command

    result = clerk.runs(name, "case", *options)

    assert result.exit_code == 2
    assert "没有发布过" not in result.output
    assert "case 的发布记录都读不出" in result.stderr


def test_changes_since_another_key_say_so(clerk: Clerk, tmp_path: Path) -> None:
    clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    (clerk.root / ".secrets/case.key").unlink()
    missing = clerk.runs("changes", "case")
    clerk.runs("build", "case", "--new-secret")
    replaced = clerk.runs("changes", "case")

    assert "没有 case 的钥匙" in missing.stderr
    assert "这次发布所用的不是 case 现在的钥匙" in replaced.stderr
