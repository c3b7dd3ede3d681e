"""Delivers to a folder: a web server's, an intranet share, a USB stick.

Where the file system has symbolic links, the visit's name there is a link to its newest release,
exchanged in one step. Elsewhere single files are exchanged; each card is one file, so a phone never
gets a mix there either.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from generator.publish.delivery.delivered import Delivery, PublishError, Watch
from generator.publish.delivery.tree import OURS, Tree, stages
from generator.publish.tree import date_later, write_file

RELEASES = ".releases"
"""Beside the visits' links, unseen: the shipped server configurations refuse names with a dot."""
KEPT = 2
"""Releases that stay: the one that is read, and the one that a slow request may still read."""


def deliver_to_folder(tree: Tree, slug: str, place: Path, watch: Watch) -> Delivery:
    """Make `place`/`slug` show `tree`. Raises PublishError; what was there then stays as it was."""
    _require_another_place(tree, place / slug)
    try:
        place.mkdir(parents=True, exist_ok=True)
        there = place / slug
        before = _files_in(there)
        delivery = _delivery(tree, str(place), before)
        if _has_links(place) and (there.is_symlink() or not there.exists()):
            if delivery.unchanged < len(tree) or delivery.removed:
                _release(tree, slug, place, watch)
        else:
            _require_ours(there)
            _write_each(tree, there, watch)
        return delivery
    except OSError as problem:
        raise _why(problem, place) from problem


def remove_from_folder(slug: str, place: Path) -> tuple[str, ...]:
    """Take `place`/`slug` away, and all its releases; the paths that are gone. Raises
    PublishError."""
    there = place / slug
    try:
        gone = tuple(sorted(_files_in(there)))
        if there.is_symlink():
            there.unlink()
        elif there.is_dir():
            _require_ours(there)
            shutil.rmtree(there)
        shutil.rmtree(place / RELEASES / slug, ignore_errors=True)
        return gone
    except OSError as problem:
        raise _why(problem, place) from problem


def _release(tree: Tree, slug: str, place: Path, watch: Watch) -> None:
    """Write a whole release beside the others, and lead the link to it."""
    link, releases = place / slug, place / RELEASES / slug
    releases.mkdir(parents=True, exist_ok=True)
    current = int(os.readlink(link).rpartition("/")[2]) if link.is_symlink() else 0  # noqa: PTH115
    for number in _numbers(releases):
        if number > current:  # a publication that was stopped before anybody could read it
            shutil.rmtree(releases / str(number))
    fresh = releases / str(current + 1)
    fresh.mkdir()
    for done, (path, source) in enumerate(sorted(tree.items()), start=1):
        _put(source, releases / str(current) / path, fresh / path)
        watch(done, len(tree))
    if hasattr(os, "sync"):
        os.sync()  # the link must not reach the disk before what it shows
    _lead(link, f"{RELEASES}/{slug}/{current + 1}")
    for number in sorted(_numbers(releases))[:-KEPT]:
        shutil.rmtree(releases / str(number))


def _put(source: Path, former: Path, target: Path) -> None:
    """Write one file of a release; the former release's file where it says the same, so that its
    time, by which servers know it, stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if former.is_file() and former.read_bytes() == content:
        try:
            os.link(former, target)
        except OSError:
            shutil.copy2(former, target)
        return
    target.write_bytes(content)
    date_later(target, former)


def _lead(link: Path, where: str) -> None:
    """Make `link` lead to `where` in one step. The link is relative: the folder may be mounted
    elsewhere on the server."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(where, target_is_directory=True)
    fresh.replace(link)


def _write_each(tree: Tree, there: Path, watch: Watch) -> None:
    """Exchange the files that differ one by one, removals last."""
    done = 0
    for stage in stages(tree):
        for path in stage:
            write_file(there / path, tree[path].read_bytes())
            done += 1
            watch(done, len(tree))
    for path in _files_in(there):
        if path not in tree:
            (there / path).unlink()
    for rest in there.rglob(".*.new"):
        rest.unlink()


def _delivery(tree: Tree, target: str, before: dict[str, bytes]) -> Delivery:
    """What delivering a tree makes of what was there before."""
    added = tuple(sorted(path for path in tree if path not in before))
    same = {path for path in tree if before.get(path) == tree[path].read_bytes()}
    return Delivery(
        target,
        added=added,
        changed=tuple(sorted(path for path in tree if path in before and path not in same)),
        removed=tuple(sorted(path for path in before if path not in tree)),
        unchanged=len(same),
    )


def _files_in(there: Path) -> dict[str, bytes]:
    """What a delivered folder holds of ours, by path; empty where there is none."""
    files = (path for path in there.rglob("*") if path.is_file())
    named = ((path.relative_to(there).as_posix(), path) for path in files)
    return {name: path.read_bytes() for name, path in named if OURS.fullmatch(name)}


def _numbers(releases: Path) -> list[int]:
    return [int(each.name) for each in releases.iterdir() if each.name.isdigit()]


def _has_links(place: Path) -> bool:
    """Whether the file system has symbolic links, tried out: neither a stick nor Windows tells."""
    trial = place / f".{os.getpid()}.trial"
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


def _why(problem: OSError, place: Path) -> PublishError:
    code = _WHY.get(problem.errno or 0, "failed")
    return PublishError(code, place, why=problem.strerror or type(problem).__name__)
