"""Delivery to a folder: complete releases where there are links, complete files elsewhere."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from generator.publish.delivery import (
    Delivery,
    PublishError,
    deliver,
    folder,
    remove_delivery,
    target_lock,
)
from tests.support.delivery import Built, address, ignore_progress
from tests.support.disk_operations import watch


@pytest.fixture(params=["links", "no links"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The target folder: on a file system with symbolic links, and on one without."""
    if request.param == "no links":

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(Path, "symlink_to", refuse)
    return tmp_path / "网站"


def shown(place: Path) -> dict[str, str]:
    """The files of the visit that a server would send."""
    site = place / "case"
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in files}


def test_a_first_delivery_shows_all_that_was_built(built: Built, place: Path) -> None:
    delivery = deliver(built(甲="一", 乙="二"), "case", str(place), ignore_progress)

    assert shown(place) == {
        "index.html": "你好",
        "sw.js": "//",
        address("甲"): "一",
        address("乙"): "二",
    }
    assert (len(delivery.added), delivery.changed, delivery.unchanged) == (4, (), 0)
    assert delivery.complete


def test_a_card_delivered_again_within_the_second_is_dated_a_second_later(
    built: Built, place: Path
) -> None:
    card = place / "case" / address("甲")
    times = []
    for word in ("一", "二", "三", "三"):
        deliver(built(甲=word), "case", str(place), ignore_progress)
        times.append(card.stat().st_mtime)

    first, second, third, unchanged = times
    assert (second >= first + 1, third >= second + 1) == (True, True)
    assert unchanged == third


def test_changed_files_are_replaced_and_former_ones_removed(built: Built, place: Path) -> None:
    deliver(built(甲="一", 乙="二", 丙="三"), "case", str(place), ignore_progress)
    kept = (place / "case" / address("乙")).stat().st_mtime_ns

    delivery = deliver(built(甲="新", 乙="二", 丁="四"), "case", str(place), ignore_progress)

    assert delivery == Delivery(
        str(place),
        added=(address("丁"),),
        changed=(address("甲"),),
        removed=(address("丙"),),
        unchanged=3,
    )
    assert shown(place)[address("甲")] == "新"
    assert address("丙") not in shown(place)
    assert (place / "case" / address("乙")).stat().st_mtime_ns == kept


def test_a_second_delivery_of_the_same_tree_writes_nothing(built: Built, place: Path) -> None:
    deliver(built(甲="一"), "case", str(place), ignore_progress)
    before = (place / "case").resolve()

    delivery = deliver(built(甲="一"), "case", str(place), ignore_progress)

    assert (delivery.unchanged, delivery.added, delivery.changed) == (3, (), ())
    assert (place / "case").resolve() == before


def test_the_former_release_stays_for_requests_under_way_with_the_new_content(
    built: Built, tmp_path: Path
) -> None:
    """Former releases had revoked cards at addresses that could be guessed."""
    place = tmp_path / "网站"
    deliver(built(甲="一", 乙="一"), "case", str(place), ignore_progress)
    deliver(built(甲="二", 乙="一"), "case", str(place), ignore_progress)
    under_way = (place / "case").resolve()

    deliver(built("再见", 甲="已停用", 丙="三"), "case", str(place), ignore_progress)

    releases = sorted(path for path in (place / ".releases/case").iterdir() if path.is_dir())
    assert len(releases) == 2
    assert under_way in releases
    shown_now = {"index.html": "再见", "sw.js": "//", address("甲"): "已停用", address("丙"): "三"}
    for release in releases:
        files = (path for path in release.rglob("*") if path.is_file())
        assert {p.relative_to(release).as_posix(): p.read_text() for p in files} == shown_now


def test_names_of_releases_cannot_be_guessed(built: Built, tmp_path: Path) -> None:
    for word in ("一", "二"):
        deliver(built(甲=word), "case", str(tmp_path), ignore_progress)

    names = [path.name for path in (tmp_path / ".releases/case").iterdir()]
    assert len(set(names)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


@pytest.mark.parametrize("other", ["2", "7", "²", "笔记"])
def test_a_target_with_numbered_releases_of_november_is_updated(
    built: Built, tmp_path: Path, other: str
) -> None:
    """`²` is a digit but no number in Python: it ended in a traceback."""
    releases = tmp_path / ".releases/case"
    for number in ("3", other):
        (releases / number / "g").mkdir(parents=True)
        (releases / number / address("甲")).write_text("旧", "utf-8")
    (tmp_path / "case").symlink_to(".releases/case/3")

    delivery = deliver(built(甲="新"), "case", str(tmp_path), ignore_progress)

    assert delivery.complete
    assert shown(tmp_path)[address("甲")] == "新"
    assert (releases / "3" / address("甲")).read_text("utf-8") == "新"
    assert (releases / other).exists() is (other in ("²", "笔记"))  # of somebody else


@pytest.mark.parametrize("where", ["../elsewhere", "/etc", ".releases/case/²", ".releases/other/1"])
def test_a_link_that_no_publication_made_is_refused(
    built: Built, tmp_path: Path, where: str
) -> None:
    (tmp_path / "case").symlink_to(where)

    with pytest.raises(PublishError) as delivering:
        deliver(built(甲="一"), "case", str(tmp_path), ignore_progress)
    with pytest.raises(PublishError) as removing:
        remove_delivery("case", str(tmp_path))

    assert delivering.value.finding.code == removing.value.finding.code == "publish.foreign_link"
    assert where in str(delivering.value.finding.message)
    assert str((tmp_path / "case").readlink()) == where


def test_hosts_that_run_jekyll_serve_every_token(built: Built, place: Path) -> None:
    """12 of 870 tokens begin with `_`, and files of such names were dropped."""
    deliver(built(甲="一"), "case", str(place), ignore_progress)
    delivered = (place / ".nojekyll").read_bytes()
    remove_delivery("case", str(place))

    assert delivered == b""
    assert list(place.iterdir()) == []


def test_a_target_that_differs_from_what_was_sent_is_incomplete(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = folder._point

    def tampered_with(link: Path, where: str) -> None:
        point(link, where)
        (link / address("甲")).write_text("别的", "utf-8")
        (link / address("乙")).unlink()

    monkeypatch.setattr(folder, "_point", tampered_with)

    delivery = deliver(built(甲="一", 乙="一"), "case", str(tmp_path), ignore_progress)

    assert not delivery.complete
    assert delivery.missing == tuple(sorted((address("甲"), address("乙"))))


def test_a_former_release_that_cannot_be_removed_is_not_reported_as_gone(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for word in ("一", "二"):
        deliver(built(甲=word), "case", str(tmp_path), ignore_progress)
    tree = built(甲="三")
    undeletable(monkeypatch, address("甲").partition("/")[2])

    delivery = deliver(tree, "case", str(tmp_path), ignore_progress)
    with pytest.raises(PublishError) as removing:
        remove_delivery("case", str(tmp_path))

    assert not delivery.complete
    assert [path.startswith(".releases/case/") for path in delivery.left] == [True]
    assert removing.value.finding.code == "publish.left_behind"
    assert address("甲") in str(removing.value.finding.message)


def undeletable(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Files of that name cannot be deleted, as where another user owns them."""
    remove = os.unlink

    def refuse(path: Any, *arguments: Any, **named: Any) -> None:
        if Path(os.fsdecode(path)).name == name:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
        remove(path, *arguments, **named)

    monkeypatch.setattr(os, "unlink", refuse)


def test_a_missing_share_is_named_when_a_visit_is_removed(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as problem:
        remove_delivery("case", str(tmp_path / "share"))

    assert problem.value.finding.code == "publish.away"
    assert str(tmp_path / "share") in str(problem.value.finding.message)


def test_a_folder_may_be_mounted_elsewhere_on_the_server(built: Built, tmp_path: Path) -> None:
    deliver(built(甲="一"), "case", str(tmp_path / "网站"), ignore_progress)

    (tmp_path / "网站").rename(tmp_path / "srv")

    assert shown(tmp_path / "srv")[address("甲")] == "一"


def test_removal_leaves_only_other_visits(built: Built, place: Path) -> None:
    for word in ("一", "二"):
        deliver(built(甲=word), "case", str(place), ignore_progress)
    deliver(built(甲="一"), "other", str(place), ignore_progress)

    removed = remove_delivery("case", str(place))

    assert address("甲") in removed
    assert [p for p in place.rglob("*") if "case" in p.parts] == []
    assert (place / "other" / address("甲")).is_file()
    assert remove_delivery("case", str(place)) == ()


def test_somebody_else_s_folder_is_left_alone(built: Built, place: Path) -> None:
    (place / "case").mkdir(parents=True)
    (place / "case/家谱.docx").write_text("别动", "utf-8")

    with pytest.raises(PublishError) as delivering:
        deliver(built(甲="一"), "case", str(place), ignore_progress)
    with pytest.raises(PublishError) as removing:
        remove_delivery("case", str(place))

    assert delivering.value.finding.code == "publish.not_ours"
    assert "家谱.docx" in str(removing.value.finding.message)
    assert shown(place) == {"家谱.docx": "别动"}


def test_only_files_of_a_microsite_are_delivered(built: Built, tmp_path: Path) -> None:
    tree = built(甲="一")
    (tree / "book.xlsx").write_bytes(b"PK")

    with pytest.raises(PublishError) as problem:
        deliver(tree, "case", str(tmp_path / "网站"), ignore_progress)

    assert problem.value.finding.code == "publish.foreign"
    assert not (tmp_path / "网站").exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "publish.full"),
        (errno.EACCES, "publish.forbidden"),
        (errno.EROFS, "publish.read_only"),
        (errno.EIO, "publish.failed"),
    ],
)
def test_a_disk_error_is_named_and_the_old_pages_stay(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    place = tmp_path / "网站"
    deliver(built(甲="一", 乙="一"), "case", str(place), ignore_progress)
    tree = built(甲="二", 乙="二")
    write = Path.write_bytes

    def refuse(self: Path, content: bytes) -> int:
        if self.name in address("乙"):
            raise OSError(number, os.strerror(number))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(PublishError) as problem:
        deliver(tree, "case", str(place), ignore_progress)
    monkeypatch.setattr(Path, "write_bytes", write)

    assert problem.value.finding.code == code
    assert shown(place)[address("甲")] == shown(place)[address("乙")] == "一"
    assert deliver(tree, "case", str(place), ignore_progress).complete
    assert shown(place)[address("乙")] == "二"


def test_a_killed_delivery_leaves_the_old_release_or_the_new(built: Built, tmp_path: Path) -> None:
    place = tmp_path / "网站"
    deliver(built(甲="一", 乙="一"), "case", str(place), ignore_progress)
    before = shown(place)
    tree = built("再见", 甲="二", 丙="二")
    seen = []
    for step in range(1, 200):
        if not _killed_at(step, tree, place):
            break
        seen.append(shown(place))
    after = shown(place)

    assert len(seen) >= 15
    assert after == {"index.html": "再见", "sw.js": "//", address("甲"): "二", address("丙"): "二"}
    assert all(state in (before, after) for state in seen)
    assert before in seen


def _killed_at(step: int, tree: Path, place: Path) -> bool:
    """Deliver in a process that is killed before its n-th disk operation; whether it was."""

    def kill(number: int) -> None:
        if number == step:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        watch(place, kill)
        deliver(tree, "case", str(place), ignore_progress)
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def test_an_interrupted_removal_leaves_no_lock_file(built: Built, tmp_path: Path) -> None:
    deliver(built(甲="一"), "case", str(tmp_path / "网站"), ignore_progress)
    shutil.rmtree(tmp_path / "网站/.releases/case")
    (tmp_path / "网站/case").unlink()
    (tmp_path / "网站/.releases/case.publisher").write_text("{}", "utf-8")
    os.utime(tmp_path / "网站/.releases/case.publisher")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(target_lock, "STALE_AFTER", 0.1)
        assert remove_delivery("case", str(tmp_path / "网站")) == ()

    assert list((tmp_path / "网站").iterdir()) == []
