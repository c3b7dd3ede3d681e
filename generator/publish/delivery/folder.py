"""Delivers to a folder: a web server's, an intranet share, a USB stick.

Where the file system has symbolic links, the visit's name there is a link to its newest release,
exchanged in one step. Elsewhere single files are exchanged; each card is one file, so a phone never
gets a mix there either.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from generator.build.manifest import digest_of_bytes
from generator.files import path_in_errors, set_later_time, sync, write_file
from generator.publish.delivery.delivered import (
    Delivery,
    OnProgress,
    PublishError,
    ReleaseInfo,
    TargetState,
    release_info_from,
)
from generator.publish.delivery.place_lock import PlaceLock, lock_files, place_lock
from generator.publish.delivery.tree import OURS, Tree, stages

RELEASES = ".releases"
"""Beside the visits' links, unseen: the shipped server configurations refuse names with a dot."""
RELEASE = re.compile(r"[0-9a-f]{32}|[0-9]{1,9}")
"""A release's name: random, so that no two publishers choose the same and no reader guesses it;
until November 2026 they were numbered."""
NO_JEKYLL = ".nojekyll"
"""Tells hosts that run Jekyll to serve files whose names begin with `_`, as some tokens do."""
MOST_NAMED = 3
"""How many files a message names."""


def deliver_to_folder(
    tree: Tree,
    slug: str,
    place: Path,
    watch: OnProgress,
    stamp: ReleaseInfo | None = None,
    expected: TargetState | None = None,
) -> Delivery:
    """Make `place`/`slug` show `tree`, and read back whether it does. Raises PublishError; what was
    there then stays as it was. So it does where the place is no longer as `expected`.
    """
    _require_another_place(tree, place / slug)
    with _explained(place):
        place.mkdir(parents=True, exist_ok=True)
        with place_lock(place, slug) as lock:
            return _deliver(tree, slug, place, watch, stamp, expected, lock)


def read_folder(slug: str, place: Path) -> TargetState:
    """What is at `place`/`slug`. Raises PublishError."""
    with _explained(place):
        _require_own_link(place, slug)
        return TargetState(_digests(place / slug), _stamp(place, slug))


def remove_from_folder(slug: str, place: Path) -> tuple[str, ...]:
    """Take `place`/`slug` away, and all its releases; the paths that are gone. Raises PublishError
    where the place is away, or something stays.
    """
    if not place.is_dir():
        raise PublishError("away", place)
    with _explained(place):
        _require_own_link(place, slug)
        there, releases = place / slug, place / RELEASES / slug
        if there.is_dir() and not there.is_symlink():
            _require_ours(there)
        if not any(os.path.lexists(path) for path in (there, releases, *lock_files(place, slug))):
            return ()
        with place_lock(place, slug):
            # After a removal that was stopped, releases are left that nothing leads to.
            gone = tuple(sorted(_digests(there)) or sorted(_files_below(releases)))
            failed = [*_remove(there), *_remove(releases)]
        if failed:
            named = "、".join(f"{path}（{why}）" for path, why in failed[:MOST_NAMED])
            raise PublishError("left_behind", place, n=len(failed), found=named)
        _tidy(slug, place)
        return gone


def _deliver(
    tree: Tree,
    slug: str,
    place: Path,
    watch: OnProgress,
    stamp: ReleaseInfo | None,
    expected: TargetState | None,
    lock: PlaceLock,
) -> Delivery:
    """Deliver to a place that is locked for us."""
    link = place / slug
    there = read_folder(slug, place)
    if expected is not None and there != expected:
        raise _published_meanwhile(place, there)
    wanted = {path: digest_of_bytes(source.read_bytes()) for path, source in tree.items()}
    delivery = _delivery(wanted, str(place), there.files)
    rests = _clear_former(slug, place)
    if not (_has_links(place) and (link.is_symlink() or not link.exists())):
        _require_ours(link)
        _write_each(tree, link, watch)
    elif there.files != wanted:
        rests += _release(tree, slug, place, watch, stamp, lock)
    if stamp:
        shown = _current(link) or "current"
        write_file(place / RELEASES / slug / f"{shown}.json", stamp.as_bytes())
    if not (place / NO_JEKYLL).exists():
        (place / NO_JEKYLL).touch()
    lock.require()
    delivery = _read_back(delivery, wanted, _digests(link))
    return replace(delivery, left=(*delivery.left, *rests))


def _published_meanwhile(place: Path, there: TargetState) -> PublishError:
    stamp = there.stamp or ReleaseInfo("", "?", "?")
    return PublishError("changed_meanwhile", place, by=stamp.by or "?", at=stamp.at or "?")


def _read_back(delivery: Delivery, wanted: Mapping[str, str], found: Mapping[str, str]) -> Delivery:
    """A delivery with what readers really find where it differs from what was sent."""
    missing = tuple(sorted(path for path in wanted if found.get(path) != wanted[path]))
    return replace(delivery, missing=missing, left=tuple(sorted(found.keys() - wanted.keys())))


def _release(
    tree: Tree,
    slug: str,
    place: Path,
    watch: OnProgress,
    stamp: ReleaseInfo | None,
    lock: PlaceLock,
) -> tuple[str, ...]:
    """Write a whole release beside the others, and lead the link to it. The former release stays
    for requests under way, with what is published now: no page of it that was changed, revoked or
    taken away opens any more; but for those returned, which could not be replaced.
    """
    link, releases = place / slug, place / RELEASES / slug
    releases.mkdir(parents=True, exist_ok=True)
    current = _current(link)
    fresh = releases / secrets.token_hex(16)
    fresh.mkdir()
    for done, (path, source) in enumerate(sorted(tree.items()), start=1):
        _put(source, releases / current / path if current else None, fresh / path)
        watch(done, len(tree))
    if stamp:
        write_file(releases / f"{fresh.name}.json", stamp.as_bytes())
    if hasattr(os, "sync"):
        os.sync()  # the link must not reach the disk before what it shows
    lock.require()
    _lead(link, f"{RELEASES}/{slug}/{fresh.name}")
    sync(place)
    former = releases / current if current else None
    if former is None or not former.is_dir():
        return ()
    return tuple(rest.relative_to(place).as_posix() for rest in _show_instead(former, fresh))


def _put(source: Path, former: Path | None, target: Path) -> None:
    """Write one file of a release; the former release's file where it says the same, so that its
    time, by which servers know it, stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if former and former.is_file() and former.read_bytes() == content:
        _link_or_copy(former, target)
        return
    with path_in_errors(target):
        target.write_bytes(content)
    if former:
        set_later_time(target, former)


def _show_instead(former: Path, fresh: Path) -> Iterator[Path]:
    """Make a former release show what the fresh one does, file by file, for readers who found their
    way into it before the link moved; the files that cannot be made to.
    """
    there = {path.relative_to(former) for path in former.rglob("*") if path.is_file()}
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for name in sorted(there | wanted):
        try:
            if name not in wanted:
                (former / name).unlink()
            elif name not in there or not (former / name).samefile(fresh / name):
                _put_instead(fresh / name, former / name)
        except OSError:
            yield former / name


def _put_instead(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_name(f".{target.name}.new")
    staged.unlink(missing_ok=True)
    _link_or_copy(source, staged)
    staged.replace(target)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _clear_former(slug: str, place: Path) -> tuple[str, ...]:
    """Remove every release but the one that is shown: the one before it, and what a publication
    left that was stopped. What cannot be removed is returned, by its path.
    """
    releases = place / RELEASES / slug
    current = _current(place / slug)
    rests: list[str] = []
    for path in sorted(releases.iterdir()) if releases.is_dir() else ():
        name = path.name.removesuffix(".json")
        if name not in (current, "current") and (RELEASE.fullmatch(name) or name[0] == "."):
            rests += [rest.relative_to(place).as_posix() for rest, _ in _remove(path)]
    return tuple(rests)


def _lead(link: Path, where: str) -> None:
    """Make `link` lead to `where` in one step. The link is relative: the folder may be mounted
    elsewhere on the server.
    """
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(where, target_is_directory=True)
    fresh.replace(link)


def _write_each(tree: Tree, there: Path, watch: OnProgress) -> None:
    """Exchange the files that differ one by one, removals last."""
    done = 0
    for stage in stages(tree):
        for path in stage:
            write_file(there / path, tree[path].read_bytes())
            done += 1
            watch(done, len(tree))
    for path in _digests(there):
        if path not in tree:
            (there / path).unlink()
    for rest in there.rglob(".*.new"):
        rest.unlink()


def _delivery(wanted: Mapping[str, str], target: str, before: Mapping[str, str]) -> Delivery:
    """What delivering files makes of what was there before."""
    same = {path for path in wanted if before.get(path) == wanted[path]}
    return Delivery(
        target,
        added=tuple(sorted(wanted.keys() - before.keys())),
        changed=tuple(sorted(path for path in wanted if path in before and path not in same)),
        removed=tuple(sorted(before.keys() - wanted.keys())),
        unchanged=len(same),
    )


def _digests(there: Path) -> dict[str, str]:
    """What a delivered folder holds of ours, by path; empty where there is none."""
    files = (path for path in there.rglob("*") if path.is_file())
    named = ((path.relative_to(there).as_posix(), path) for path in files)
    return {
        name: digest_of_bytes(path.read_bytes()) for name, path in named if OURS.fullmatch(name)
    }


def _files_below(folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]


def _stamp(place: Path, slug: str) -> ReleaseInfo | None:
    """The stamp of what is shown."""
    name = _current(place / slug) or "current"
    try:
        return release_info_from((place / RELEASES / slug / f"{name}.json").read_bytes())
    except OSError:
        return None


def _current(link: Path) -> str | None:
    """The name of the release that a link leads to; None where there is no link."""
    return os.readlink(link).rpartition("/")[2] if link.is_symlink() else None  # noqa: PTH115


def _require_own_link(place: Path, slug: str) -> None:
    """Raise PublishError where the visit's name is a link that no publication made."""
    link = place / slug
    if not link.is_symlink():
        return
    where = os.readlink(link)  # noqa: PTH115
    folder, _, name = where.rpartition("/")
    if folder != f"{RELEASES}/{slug}" or not RELEASE.fullmatch(name):
        raise PublishError("foreign_link", link, found=where)


def _remove(path: Path) -> Iterator[tuple[Path, str]]:
    """Remove a file, a link or a whole folder, as far as it can be; what stays, and why."""
    failed: dict[Path, str] = {}

    def note(_: object, name: str, raised: tuple[object, BaseException, object]) -> None:
        problem = raised[1]
        if not isinstance(problem, FileNotFoundError) and not _is_only_full(problem):
            failed[Path(name)] = getattr(problem, "strerror", None) or str(problem)

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, onerror=note)
    else:
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            failed[path] = problem.strerror or str(problem)
    yield from failed.items()
    if os.path.lexists(path) and not failed:
        yield path, "?"


def _is_only_full(problem: BaseException) -> bool:
    """Whether a folder only could not be removed because something in it could not."""
    return isinstance(problem, OSError) and problem.errno == errno.ENOTEMPTY


def _tidy(slug: str, place: Path) -> None:
    """Remove what a visit that is gone needs no more; the rest where no visit is left."""
    releases = place / RELEASES
    for path in lock_files(place, slug):
        path.unlink(missing_ok=True)
    with suppress(OSError):  # other visits' releases are there
        releases.rmdir()
    sign = place / NO_JEKYLL
    if [path.name for path in place.iterdir()] == [NO_JEKYLL] and not sign.stat().st_size:
        sign.unlink()


def _has_links(place: Path) -> bool:
    """Whether the file system has symbolic links, tried out: neither a stick nor Windows tells."""
    trial = place / f".{secrets.token_hex(8)}.trial"
    try:
        trial.symlink_to(".")
        trial.unlink()
    except (OSError, NotImplementedError):
        return False
    return True


def _require_another_place(tree: Tree, there: Path) -> None:
    """Raise PublishError where the target is the very tree that is to be delivered."""
    if any(there.resolve() in source.resolve().parents for source in tree.values()):
        raise PublishError("own_tree", there)


def _require_ours(there: Path) -> None:
    """Raise PublishError where a folder holds what no publication puts there."""
    files = (path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file())
    foreign = sorted(p for p in files if not OURS.fullmatch(p) and not p.endswith(".new"))
    if foreign:
        raise PublishError("not_ours", there, found="、".join(foreign[:5]))


_WHY = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "read_only",
    errno.ENOTDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",
}


@contextmanager
def _explained(place: Path) -> Iterator[None]:
    """Within it, what the system refuses becomes a PublishError that names where."""
    try:
        yield
    except OSError as problem:
        raise _why(problem, place) from problem


def _why(problem: OSError, place: Path) -> PublishError:
    code = _WHY.get(problem.errno or 0, "failed")
    named = Path(os.fsdecode(problem.filename)) if problem.filename else place
    where = place if named.is_relative_to(place) else named
    return PublishError(code, where, why=problem.strerror or type(problem).__name__)
