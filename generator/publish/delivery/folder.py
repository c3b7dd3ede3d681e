"""Delivers to a folder: a web server's, an intranet share, a USB stick.

Where the file system has symbolic links, the visit's name there is a link to its newest release,
replaced in one step. Elsewhere files are replaced one by one; each card is one file, so no phone
gets a mix of two releases there either.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from generator.build.manifest import digest_of_bytes
from generator.files import FileInUseError, move, path_in_errors, set_later_time, sync, write_file
from generator.publish.delivery.base import (
    MICROSITE_PATHS,
    MOST_NAMED,
    Delivery,
    OnProgress,
    PublishError,
    ReleaseInfo,
    TargetState,
    Tree,
    files_below,
    release_info_from,
    stages,
)
from generator.publish.delivery.target_lock import TargetLock, lock_files, target_lock

RELEASES = ".releases"
"""Beside the visits' links; the shipped server configurations refuse names with a leading dot."""
RELEASE = re.compile(r"[0-9a-f]{32}|[0-9]{1,9}")
"""A release's name: random, so that no two publishers choose the same and no reader guesses it.
Until November 2026 releases were numbered."""
NO_LINK = "current"
"""The name of the release where the file system has no links."""
NO_JEKYLL = ".nojekyll"
"""Makes hosts that run Jekyll serve files whose names begin with `_`, as some tokens do."""
MOST_FAILURES_NAMED = 3
"""How many files that could not be removed a message names."""


@dataclass(frozen=True)
class _Site:
    """A visit's microsite in the target folder."""

    target: Path
    slug: str

    @property
    def link(self) -> Path:
        """What readers open: a link to a release, or a folder where there are no links."""
        return self.target / self.slug

    @property
    def releases(self) -> Path:
        return self.target / RELEASES / self.slug

    @property
    def current(self) -> str | None:
        """The name of the release that readers get; None where there is no link."""
        link = self.link
        return os.readlink(link).rpartition("/")[2] if link.is_symlink() else None  # noqa: PTH115

    @property
    def info_path(self) -> Path:
        """The file of the current release's ReleaseInfo."""
        return self.releases / f"{self.current or NO_LINK}.json"


def deliver_to_folder(
    tree: Tree,
    slug: str,
    target: Path,
    on_progress: OnProgress,
    release: ReleaseInfo | None = None,
    expected: TargetState | None = None,
) -> Delivery:
    """Copy `tree` to `target`/`slug`, and read back what is there.

    Raises PublishError; the former release then stays as it was. So it does where the state of the
    target differs from `expected`.
    """
    site = _Site(target, slug)
    _require_other_folder(tree, site.link)
    with _explained(target):
        target.mkdir(parents=True, exist_ok=True)
        with target_lock(target, slug) as lock:
            return _deliver(tree, site, on_progress, release, expected, lock)


def read_folder(slug: str, target: Path) -> TargetState:
    """Return the state of `target`/`slug`. Raises PublishError."""
    site = _Site(target, slug)
    with _explained(target):
        _require_own_link(site)
        return TargetState(_digests(site.link), _release_info(site))


def remove_from_folder(slug: str, target: Path) -> tuple[str, ...]:
    """Remove `target`/`slug` and all its releases; return the paths that were there.

    Raises PublishError where the target is not there, or where some of the files stay.
    """
    if not target.is_dir():
        raise PublishError("away", target)
    site = _Site(target, slug)
    with _explained(target):
        _require_own_link(site)
        if site.link.is_dir() and not site.link.is_symlink():
            _require_no_foreign_files(site.link)
        paths = (site.link, site.releases, *lock_files(target, slug))
        if not any(os.path.lexists(path) for path in paths):
            return ()
        with target_lock(target, slug):
            # An interrupted removal leaves releases without a link to them.
            removed = sorted(_digests(site.link)) or sorted(_paths_below(site.releases))
            failed = [*_remove(site.link), *_remove(site.releases)]
        if failed:
            named = "、".join(f"{path}（{why}）" for path, why in failed[:MOST_FAILURES_NAMED])
            raise PublishError("left_behind", target, n=len(failed), found=named)
        _remove_helper_files(site)
        return tuple(removed)


# Delivering


def _deliver(
    tree: Tree,
    site: _Site,
    on_progress: OnProgress,
    release: ReleaseInfo | None,
    expected: TargetState | None,
    lock: TargetLock,
) -> Delivery:
    state = read_folder(site.slug, site.target)
    if expected is not None and state != expected:
        raise _published_meanwhile(site.target, state)
    built = {path: digest_of_bytes(source.read_bytes()) for path, source in tree.items()}
    delivery = _planned(built, str(site.target), state.files)
    left = _clear_former_releases(site)
    if not (_has_links(site.target) and (site.link.is_symlink() or not site.link.exists())):
        _require_no_foreign_files(site.link)
        _replace_files(tree, site.link, on_progress)
    elif state.files != built:
        left += _add_release(tree, site, on_progress, release, lock)
    if release:
        write_file(site.info_path, release.as_bytes())
    if not (site.target / NO_JEKYLL).exists():
        (site.target / NO_JEKYLL).touch()
    lock.require()
    delivery = _read_back(delivery, built, _digests(site.link))
    return replace(delivery, left=(*delivery.left, *left))


def _published_meanwhile(target: Path, state: TargetState) -> PublishError:
    release = state.release or ReleaseInfo("", "?", "?")
    return PublishError("changed_meanwhile", target, by=release.by or "?", at=release.at or "?")


def _planned(built: Mapping[str, str], target: str, former: Mapping[str, str]) -> Delivery:
    """The delivery of files, by their digests, over the former ones."""
    same = {path for path in built if former.get(path) == built[path]}
    return Delivery(
        target,
        added=tuple(sorted(built.keys() - former.keys())),
        changed=tuple(sorted(path for path in built if path in former and path not in same)),
        removed=tuple(sorted(former.keys() - built.keys())),
        unchanged=len(same),
    )


def _read_back(
    delivery: Delivery, built: Mapping[str, str], delivered: Mapping[str, str]
) -> Delivery:
    """A delivery with the files that readers get and that differ from those that were built."""
    missing = tuple(sorted(path for path in built if delivered.get(path) != built[path]))
    return replace(delivery, missing=missing, left=tuple(sorted(delivered.keys() - built.keys())))


def _add_release(
    tree: Tree,
    site: _Site,
    on_progress: OnProgress,
    release: ReleaseInfo | None,
    lock: TargetLock,
) -> tuple[str, ...]:
    """Write a new release, and make the link point to it; return the files that stayed old.

    The former release stays for requests under way, but with the new content: no page that was
    changed, revoked or removed can be read there. Files that could not be replaced are returned.
    """
    site.releases.mkdir(parents=True, exist_ok=True)
    current = site.current
    fresh = site.releases / secrets.token_hex(16)
    fresh.mkdir()
    for done, (path, source) in enumerate(sorted(tree.items()), start=1):
        _put(source, site.releases / current / path if current else None, fresh / path)
        on_progress(done, len(tree))
    if release:
        write_file(site.releases / f"{fresh.name}.json", release.as_bytes())
    if hasattr(os, "sync"):
        os.sync()  # the link must not reach the disk before the release
    lock.require()
    _point(site.link, f"{RELEASES}/{site.slug}/{fresh.name}")
    sync(site.target)
    former = site.releases / current if current else None
    if former is None or not former.is_dir():
        return ()
    return tuple(path.relative_to(site.target).as_posix() for path in _overwrite(former, fresh))


def _put(source: Path, former: Path | None, target: Path) -> None:
    """Write one file of a release.

    Where the former release has the same content, its file is used: so it keeps its time, by which
    servers recognize it.
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


def _overwrite(former: Path, fresh: Path) -> Iterator[Path]:
    """Give a former release the content of the fresh one; yield the files where that fails.

    It is for readers who opened the former release before the link moved.
    """
    old = {path.relative_to(former) for path in files_below(former)}
    new = {path.relative_to(fresh) for path in files_below(fresh)}
    for name in sorted(old | new):
        try:
            if name not in new:
                (former / name).unlink()
            elif name not in old or not (former / name).samefile(fresh / name):
                _replace_file(fresh / name, former / name)
        except OSError:
            yield former / name


def _replace_file(source: Path, target: Path) -> None:
    """Replace a file by another in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_name(f".{target.name}.new")
    staged.unlink(missing_ok=True)
    _link_or_copy(source, staged)
    move(staged, target)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _point(link: Path, path: str) -> None:
    """Make `link` point to `path` in one step.

    The link is relative, since the folder may be mounted elsewhere on the server.
    """
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(path, target_is_directory=True)
    fresh.replace(link)


def _replace_files(tree: Tree, folder: Path, on_progress: OnProgress) -> None:
    """Replace the files that differ one by one, removals last."""
    done = 0
    for stage in stages(tree):
        for path in stage:
            write_file(folder / path, tree[path].read_bytes())
            done += 1
            on_progress(done, len(tree))
    for path in _digests(folder):
        if path not in tree:
            (folder / path).unlink()
    for staged in folder.rglob(".*.new"):
        staged.unlink()


# Reading


def _digests(folder: Path) -> dict[str, str]:
    """The digests of a delivered microsite's files, by path; empty where there is none."""
    named = ((path.relative_to(folder).as_posix(), path) for path in files_below(folder))
    return {
        name: digest_of_bytes(path.read_bytes())
        for name, path in named
        if MICROSITE_PATHS.fullmatch(name)
    }


def _paths_below(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_below(folder)]


def _release_info(site: _Site) -> ReleaseInfo | None:
    try:
        return release_info_from(site.info_path.read_bytes())
    except OSError:
        return None


# Removing


def _clear_former_releases(site: _Site) -> tuple[str, ...]:
    """Remove all releases but the current one: the one before, and those of stopped publications.

    Return the paths of those that cannot be removed.
    """
    current = site.current
    left: list[str] = []
    for path in sorted(site.releases.iterdir()) if site.releases.is_dir() else ():
        name = path.name.removesuffix(".json")
        if name not in (current, NO_LINK) and (RELEASE.fullmatch(name) or name[0] == "."):
            left += [failed.relative_to(site.target).as_posix() for failed, _ in _remove(path)]
    return tuple(left)


def _remove(path: Path) -> Iterator[tuple[Path, str]]:
    """Remove a file, a link or a folder as far as possible; yield the paths that stay, and why."""
    failed: dict[Path, str] = {}

    def note(_: object, name: str, raised: tuple[object, BaseException, object]) -> None:
        problem = raised[1]
        if not isinstance(problem, FileNotFoundError) and not _is_not_empty(problem):
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


def _is_not_empty(problem: BaseException) -> bool:
    """Whether a folder could not be removed only because one of its files could not."""
    return isinstance(problem, OSError) and problem.errno == errno.ENOTEMPTY


def _remove_helper_files(site: _Site) -> None:
    """Remove the lock files of a visit; the files for all visits where it was the last one."""
    for path in lock_files(site.target, site.slug):
        path.unlink(missing_ok=True)
    with suppress(OSError):  # other visits' releases are there
        (site.target / RELEASES).rmdir()
    no_jekyll = site.target / NO_JEKYLL
    names = [path.name for path in site.target.iterdir()]
    if names == [NO_JEKYLL] and not no_jekyll.stat().st_size:
        no_jekyll.unlink()


# Conditions


def _has_links(target: Path) -> bool:
    """Whether the file system has symbolic links, by an attempt: no other test works everywhere.

    Windows needs a privilege for them, and cannot replace one that leads to a folder in one step.
    """
    if os.name == "nt":
        return False
    trial = target / f".{secrets.token_hex(8)}.trial"
    try:
        trial.symlink_to(".")
        trial.unlink()
    except (OSError, NotImplementedError):
        return False
    return True


def _require_other_folder(tree: Tree, folder: Path) -> None:
    """Raise PublishError where the target is the built tree itself."""
    parents = {source.parent for source in tree.values()}
    if any(parent.resolve().is_relative_to(folder.resolve()) for parent in parents):
        raise PublishError("own_tree", folder)


def _require_own_link(site: _Site) -> None:
    """Raise PublishError where the visit's name is a link that no publication made."""
    if not site.link.is_symlink():
        return
    path = os.readlink(site.link)  # noqa: PTH115
    folder, _, name = path.rpartition("/")
    if folder != f"{RELEASES}/{site.slug}" or not RELEASE.fullmatch(name):
        raise PublishError("foreign_link", site.link, found=path)


def _require_no_foreign_files(folder: Path) -> None:
    """Raise PublishError where a folder has files that no publication puts there."""
    paths = (path for path in _paths_below(folder) if not path.endswith(".new"))
    foreign = sorted(path for path in paths if not MICROSITE_PATHS.fullmatch(path))
    if foreign:
        raise PublishError("not_ours", folder, found="、".join(foreign[:MOST_NAMED]))


_CODES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "read_only",
    errno.ENOTDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",
}


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Turn an OSError into a PublishError that names the path."""
    try:
        yield
    except OSError as problem:
        raise _publish_error(problem, target) from problem


def _publish_error(problem: OSError, target: Path) -> PublishError:
    in_use = isinstance(problem, FileInUseError)
    code = "in_use" if in_use else _CODES.get(problem.errno or 0, "failed")
    named = Path(os.fsdecode(problem.filename)) if problem.filename else target
    path = target if named.is_relative_to(target) else named
    return PublishError(code, path, why=problem.strerror or type(problem).__name__)
