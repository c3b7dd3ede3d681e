"""Delivering to a folder: whole releases where there are links, whole files elsewhere."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from generator.publish.delivery import Delivery, PublishError, deliver, take_down
from tests.support.delivery import Built, address, unwatched
from tests.support.operations import watch


@pytest.fixture(params=["links", "no links"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to; the second time on a file system without symbolic links."""
    if request.param == "no links":

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(Path, "symlink_to", refuse)
    return tmp_path / "网站"


def shown(place: Path) -> dict[str, str]:
    """What a server would show of the visit."""
    there = place / "case"
    files = (path for path in there.rglob("*") if path.is_file())
    return {path.relative_to(there).as_posix(): path.read_text("utf-8") for path in files}


def test_a_first_delivery_shows_all_that_was_built(built: Built, place: Path) -> None:
    delivery = deliver(built(甲="一", 乙="二"), "case", str(place), unwatched)

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
        deliver(built(甲=word), "case", str(place), unwatched)
        times.append(card.stat().st_mtime)

    first, second, third, unchanged = times
    assert (second >= first + 1, third >= second + 1) == (True, True)
    assert unchanged == third


def test_what_changed_is_exchanged_and_what_is_gone_is_removed(built: Built, place: Path) -> None:
    deliver(built(甲="一", 乙="二", 丙="三"), "case", str(place), unwatched)
    kept = (place / "case" / address("乙")).stat().st_mtime_ns

    delivery = deliver(built(甲="新", 乙="二", 丁="四"), "case", str(place), unwatched)

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


def test_a_second_delivery_of_the_same_touches_nothing(built: Built, place: Path) -> None:
    deliver(built(甲="一"), "case", str(place), unwatched)
    before = (place / "case").resolve()

    delivery = deliver(built(甲="一"), "case", str(place), unwatched)

    assert (delivery.unchanged, delivery.added, delivery.changed) == (3, (), ())
    assert (place / "case").resolve() == before


def test_the_release_before_stays_for_requests_under_way(built: Built, tmp_path: Path) -> None:
    place = tmp_path / "网站"
    for word in ("一", "二", "三"):
        deliver(built(甲=word), "case", str(place), unwatched)

    releases = place / ".releases/case"
    assert {p.name: (p / address("甲")).read_text() for p in releases.iterdir()} == {
        "2": "二",
        "3": "三",
    }
    assert str((place / "case").readlink()) == ".releases/case/3"


def test_a_folder_may_be_mounted_elsewhere_on_the_server(built: Built, tmp_path: Path) -> None:
    deliver(built(甲="一"), "case", str(tmp_path / "网站"), unwatched)

    (tmp_path / "网站").rename(tmp_path / "srv")

    assert shown(tmp_path / "srv")[address("甲")] == "一"


def test_taking_down_leaves_nothing_and_other_visits_alone(built: Built, place: Path) -> None:
    for word in ("一", "二"):
        deliver(built(甲=word), "case", str(place), unwatched)
    deliver(built(甲="一"), "other", str(place), unwatched)

    gone = take_down("case", str(place))

    assert address("甲") in gone
    assert [p for p in place.rglob("*") if "case" in p.parts] == []
    assert (place / "other" / address("甲")).is_file()
    assert take_down("case", str(place)) == ()


def test_somebody_else_s_folder_is_left_alone(built: Built, place: Path) -> None:
    (place / "case").mkdir(parents=True)
    (place / "case/家谱.docx").write_text("别动", "utf-8")

    with pytest.raises(PublishError) as delivering:
        deliver(built(甲="一"), "case", str(place), unwatched)
    with pytest.raises(PublishError) as removing:
        take_down("case", str(place))

    assert delivering.value.finding.code == "publish.not_ours"
    assert "家谱.docx" in str(removing.value.finding.message)
    assert shown(place) == {"家谱.docx": "别动"}


def test_only_what_a_microsite_is_made_of_goes_out(built: Built, tmp_path: Path) -> None:
    folder = built(甲="一")
    (folder / "book.xlsx").write_bytes(b"PK")

    with pytest.raises(PublishError) as problem:
        deliver(folder, "case", str(tmp_path / "网站"), unwatched)

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
def test_a_refusing_disk_is_named_and_the_old_pages_stand(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    place = tmp_path / "网站"
    deliver(built(甲="一", 乙="一"), "case", str(place), unwatched)
    folder = built(甲="二", 乙="二")
    write = Path.write_bytes

    def refuse(self: Path, content: bytes) -> int:
        if self.name in address("乙"):
            raise OSError(number, os.strerror(number))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(PublishError) as problem:
        deliver(folder, "case", str(place), unwatched)
    monkeypatch.setattr(Path, "write_bytes", write)

    assert problem.value.finding.code == code
    assert shown(place)[address("甲")] == shown(place)[address("乙")] == "一"
    assert deliver(folder, "case", str(place), unwatched).complete
    assert shown(place)[address("乙")] == "二"


def test_a_delivery_killed_anywhere_shows_the_old_release_or_the_new(
    built: Built, tmp_path: Path
) -> None:
    place = tmp_path / "网站"
    deliver(built(甲="一", 乙="一"), "case", str(place), unwatched)
    before = shown(place)
    folder = built("再见", 甲="二", 丙="二")
    seen = []
    for step in range(1, 200):
        if not _killed_at(step, folder, place):
            break
        seen.append(shown(place))
    after = shown(place)

    assert len(seen) >= 15
    assert after == {"index.html": "再见", "sw.js": "//", address("甲"): "二", address("丙"): "二"}
    assert all(each in (before, after) for each in seen)
    assert before in seen


def _killed_at(step: int, folder: Path, place: Path) -> bool:
    """Deliver in a child that is killed before its n-th operation on the disk; whether it was."""

    def kill(number: int) -> None:
        if number == step:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        watch(place, kill)
        deliver(folder, "case", str(place), unwatched)
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL
