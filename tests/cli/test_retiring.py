"""`retire`: what is removed, what the office keeps, what is reported."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish import verification
from tests.support.clerk import Clerk


@pytest.fixture
def place(clerk: Clerk, tmp_path: Path) -> Path:
    """The target to which the visit was published twice, the second time with a different bus."""
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    clerk.plan(bus="3号车")
    clerk.runs("publish", "case")
    clerk.runs("told", "case", "张三", "--by", "李娜")
    return place


def test_published_pages_and_the_key_are_removed(clerk: Clerk, place: Path) -> None:
    result = clerk.runs("retire", "case", "--yes")

    assert [p.name for p in place.rglob("*") if p.is_file() or p.is_symlink()] == []
    assert not (clerk.root / "site/guests/case").exists()
    assert not (clerk.root / "output/case").exists()
    assert not (clerk.root / ".secrets/case.key").exists()
    assert not (clerk.folder / "published").exists()
    assert "6 个文件" in result.stdout


def test_the_clerk_s_own_files_stay_and_are_listed(clerk: Clerk, place: Path) -> None:
    plan = (clerk.folder / "visit.yml").read_bytes()
    subprocess.run(("git", "init", "-q", str(clerk.root)), check=True)
    subprocess.run(("git", "-C", str(clerk.root), "add", "visits"), check=True)
    commit = ("commit", "-qm", "x")
    author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(("git", "-C", str(clerk.root), *author, *commit), check=True)

    result = clerk.runs("retire", "case", "--yes")

    assert (clerk.folder / "visit.yml").read_bytes() == plan
    assert "visit.yml" in result.stdout
    assert "git 的 1 次提交" in result.stdout


def test_the_archive_has_the_plan_and_the_changes_without_telephones_or_diets(
    clerk: Clerk, place: Path
) -> None:
    clerk.runs("retire", "case", "--yes")

    archive = clerk.folder / "archive"
    said = " ".join(
        str(cell)
        for name in ("plan.xlsx", "statement.xlsx")
        for sheet in openpyxl.load_workbook(archive / name)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )
    log = (archive / "changes.csv").read_text("utf-8-sig")
    assert "张三" in said
    assert "第一组" in said
    assert "3号车" in said
    assert "张三,第一组" in log
    assert "李娜已告知" in log
    for telephone in ("13900000001", "13900000002", "13900000003"):
        assert telephone not in said + log


def test_a_retired_visit_is_not_built_again(clerk: Clerk, place: Path) -> None:
    clerk.runs("retire", "case", "--yes")

    everything = clerk.runs("build")
    named = clerk.runs("build", "case")

    assert everything.exit_code == 0
    assert not (clerk.root / "site/guests/case").exists()
    assert "张三" not in "".join(
        path.read_text("utf-8") for path in (clerk.root / "site/handbook").rglob("*.html")
    )
    assert named.exit_code == 2
    assert "retired.yml" in named.stderr


def test_a_retired_visit_still_counts_in_its_year(clerk: Clerk, place: Path) -> None:
    before = clerk.runs("report", "--year", "2026").stdout
    clerk.runs("retire", "case", "--yes")

    assert clerk.runs("report", "--year", "2026").stdout == before
    assert "1" in before


def test_nothing_is_removed_without_confirmation(clerk: Clerk, place: Path) -> None:
    answered = CliRunner().invoke(main, ["-C", str(clerk.root), "retire", "case"], input="n\n")

    assert answered.exit_code == 3
    assert answered.stdout.endswith("没有撤下，一切原样未动。\n")
    assert "Aborted" not in answered.output
    assert (place / "case/index.html").is_file()
    assert (clerk.root / ".secrets/case.key").is_file()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-18", "来访还没有开始：2026-05-18 开始，还有 89 天。"),
        ("2026-05-19", "来访还没有结束：2026-05-19 是最后一天。"),
        ("2026-05-20", ""),
    ],
    ids=["before it", "on its last day", "after it"],
)
def test_reasons_to_wait_are_reported(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch, day: str, said: str
) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00+08:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))

    with (clerk.folder / "visit.yml").open("a", encoding="utf-8") as plan:
        plan.write("letter: {number: 文旅函1号, unit: 市文旅局, people: 1}\n")  # and two came

    answered = CliRunner().invoke(main, ["-C", str(clerk.root), "retire", "case"], input="n\n")

    assert said in answered.stderr
    assert ("来访还没有" in answered.stderr) is bool(said)
    assert "结算材料还缺 1 处" in answered.stderr


def test_the_key_stays_until_every_target_is_cleared(clerk: Clerk, place: Path) -> None:
    stick = place.with_name("stick")
    (stick / "case").mkdir(parents=True)
    (stick / "case/other.txt").write_text("another's", "utf-8")

    stopped = clerk.runs("retire", "case", "--yes", "--from", str(stick))
    key = (clerk.root / ".secrets/case.key").exists()
    done = clerk.runs("retire", "case", "--yes", "--from", str(stick), "--without", str(stick))

    assert (stopped.exit_code, key) == (2, True)
    assert "没有撤完" in stopped.stderr
    assert done.exit_code == 1  # guests.example.org cannot be asked here, and that is said
    assert "无法确认" in done.stderr
    assert not (clerk.root / ".secrets/case.key").exists()


@pytest.fixture
def three(clerk: Clerk, tmp_path: Path) -> list[Path]:
    """Three targets that have the visit."""
    places = [tmp_path / name for name in ("share", "web", "stick")]
    for place in places:
        assert clerk.runs("publish", "case", "--to", str(place)).exit_code == 0
    return places


def kept(clerk: Clerk) -> bool:
    """Whether the key and all records still exist."""
    records = list((clerk.folder / "published").glob("*.json"))
    return (clerk.root / ".secrets/case.key").exists() and len(records) == 3


def pages(place: Path) -> list[Path]:
    return list(place.rglob("*.html"))


@pytest.mark.parametrize("mount", ["is gone", "is an empty folder"])
def test_an_unreachable_target_is_reported_and_cleared_by_a_second_run(
    clerk: Clerk, three: list[Path], mount: str
) -> None:
    """Once, an unreachable share kept all 50 cards while key and records were deleted."""
    share, web, stick = three
    away = share.rename(share.with_name("unplugged"))
    if mount == "is an empty folder":
        share.mkdir()

    first = clerk.runs("retire", "case", "--yes")
    was_kept, cleared = kept(clerk), pages(web) + pages(stick)
    if mount == "is an empty folder":
        share.rmdir()
    away.rename(share)
    second = clerk.runs("retire", "case", "--yes")

    assert first.exit_code == 2
    assert f"没有撤完：{share} 的网页还在" in first.stderr
    assert (was_kept, cleared) == (True, [])
    assert "case 没有撤完：钥匙和发布记录原样保留" in first.stderr
    assert second.exit_code == 1  # nobody answers at guests.example.org, and that is reported
    assert all(f"已撤下 {place}：6 个文件" in second.stdout for place in three)
    assert pages(share) == []
    assert not (clerk.root / ".secrets/case.key").exists()
    assert not (clerk.folder / "published").exists()


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EROFS, "是只读的"), (errno.EACCES, "没有权限写入")]
)
def test_a_read_only_target_is_reported_and_cleared_by_a_second_run(
    clerk: Clerk, three: list[Path], number: int, words: str
) -> None:
    share, web, stick = three
    with pytest.MonkeyPatch.context() as patch:
        read_only(patch, share, number)
        first = clerk.runs("retire", "case", "--yes")
    was_kept, cleared = kept(clerk), pages(web) + pages(stick)
    second = clerk.runs("retire", "case", "--yes")

    assert first.exit_code == 2
    assert f"{share} {words}" in first.stderr or f"{words} {share}" in first.stderr
    assert (was_kept, cleared) == (True, [])
    assert second.exit_code == 1
    assert pages(share) == []


def read_only(patch: pytest.MonkeyPatch, place: Path, number: int) -> None:
    """Let nothing below a target be written or removed."""
    for name in ("open", "unlink", "rename", "mkdir", "rmdir", "link", "symlink", "utime"):
        patch.setattr(os, name, _refusing(getattr(os, name), name, place, number))


def _refusing(call: Any, name: str, place: Path, number: int) -> Any:
    def refuse(path: Any, *given: Any, **named: Any) -> Any:
        writes = name != "open" or (given and given[0] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if writes and not isinstance(path, int) and str(path).startswith(str(place)):
            raise OSError(number, os.strerror(number), str(path))
        return call(path, *given, **named)

    return refuse


def test_a_file_that_cannot_be_deleted_is_reported_and_removed_by_a_second_run(
    clerk: Clerk, three: list[Path]
) -> None:
    share, web, stick = three
    (stuck, *_) = (share / "case").resolve().glob("g/*.html")
    remove = os.unlink

    def refuse(path: Any, *given: Any, **named: Any) -> None:
        is_stuck = Path(os.fsdecode(path)).name == stuck.name
        if is_stuck and "share" in str(Path(f"/proc/self/fd/{named['dir_fd']}").readlink()):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
        remove(path, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        first = clerk.runs("retire", "case", "--yes")
    was_kept, cleared = kept(clerk), pages(web) + pages(stick)
    second = clerk.runs("retire", "case", "--yes")

    assert first.exit_code == 2
    assert f"{share} 还有 1 个文件没有删掉" in first.stderr
    assert stuck.name in first.stderr
    assert (was_kept, cleared) == (True, [])
    assert second.exit_code == 1
    assert pages(share) == []


@pytest.fixture
def host(clerk: Clerk, tmp_path: Path) -> Iterator[Path]:
    """A host that shows the folder `web`, at the address that mkdocs.yml names."""
    folder = tmp_path / "web"
    folder.mkdir()
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = clerk.root / "mkdocs.yml"
    address = f"http://127.0.0.1:{server.server_port}"
    config.write_text(config.read_text("utf-8").replace("https://guests.example.org", address))
    yield folder
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.mark.parametrize("lost", ["nothing", "output"])
def test_every_former_address_is_requested_also_without_output(
    clerk: Clerk, host: Path, lost: str
) -> None:
    """Once, without output/ no address was requested, and the command exited 0."""
    clerk.runs("publish", "case", "--to", str(host))
    clerk.runs("revoke", "case", "张三")
    clerk.runs("publish", "case")
    copy = shutil.copytree((host / "case").resolve(), host.with_name("cache"))
    if lost == "output":
        shutil.rmtree(clerk.root / "output")
        shutil.rmtree(clerk.root / "site")
    shutil.copytree(copy, host / "case-copy")
    first_link = host / "case"

    def served_from_a_copy() -> None:
        first_link.unlink(missing_ok=True)
        (host / "case-copy").rename(first_link)

    with pytest.MonkeyPatch.context() as patch:
        ask = verification.find_former_pages

        def asking(base: str, paths: Any) -> Any:
            served_from_a_copy()  # what a cache goes on showing once the folder is empty
            return ask(base, paths)

        patch.setattr(verification, "find_former_pages", asking)
        first = clerk.runs("retire", "case", "--yes")
    key = (clerk.root / ".secrets/case.key").exists()
    shutil.rmtree(first_link)
    second = clerk.runs("retire", "case", "--yes")

    assert first.exit_code == 2
    assert "逐一核对了 6 个网址，还有 6 个打得开" in first.stderr
    assert key
    assert second.exit_code == 0, second.output
    assert "逐一核对了 6 个网址，都已打不开" in second.stdout


def test_without_the_key_it_is_reported_that_no_address_was_requested(
    clerk: Clerk, host: Path
) -> None:
    clerk.runs("publish", "case", "--to", str(host))
    (clerk.root / ".secrets/case.key").unlink()

    result = clerk.runs("retire", "case", "--yes")

    assert result.exit_code == 1
    assert "没有可用的钥匙，算不出卡的网址" in result.stderr
    assert pages(host) == []


def test_an_unreadable_record_stops_the_command(clerk: Clerk, place: Path, tmp_path: Path) -> None:
    """Once, a target that only this record named kept all cards without their key and records."""
    clerk.plan(bus="1号车")
    clerk.runs("publish", "case", "--to", str(tmp_path / "镜像"))
    (*_, last) = sorted((clerk.folder / "published").glob("*.json"))
    complete = last.read_bytes()
    last.write_bytes(complete[:200])

    stopped = clerk.runs("retire", "case", "--yes")
    remaining = (clerk.cards(place), (clerk.root / ".secrets/case.key").exists())
    last.write_bytes(complete)
    done = clerk.runs("retire", "case", "--yes")

    assert stopped.exit_code == 2
    assert f"无法读取的发布记录，无法知道来访曾发布到哪里：{last.name}" in stopped.stderr
    assert all(remaining)
    assert "case 已结束" in done.stdout
    assert not clerk.cards(tmp_path / "镜像")


def test_a_target_in_two_spellings_is_cleared_once(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.parent)
    clerk.plan(bus="1号车")
    clerk.runs("publish", "case", "--to", place.name)

    result = clerk.runs("retire", "case", "--yes")

    assert "case 已结束" in result.stdout, result.output


def test_a_target_that_was_published_to_meanwhile_is_cleared_too(
    clerk: Clerk, place: Path, tmp_path: Path
) -> None:
    """Once, it counted as empty: its cards stayed, without their key and records."""
    share = tmp_path / "共享"
    clerk.runs("publish", "case", "--to", str(share))
    share.rename(tmp_path / "收走")
    assert clerk.runs("retire", "case", "--yes").exit_code == 2
    clerk.plan(bus="1号车")
    assert clerk.runs("publish", "case", "--to", str(place)).exit_code == 0
    (tmp_path / "收走").rename(share)

    result = clerk.runs("retire", "case", "--yes")

    assert "case 已结束" in result.stdout, result.output
    assert (clerk.cards(place), clerk.cards(share)) == ({}, {})
