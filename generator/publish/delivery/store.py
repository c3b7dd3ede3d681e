"""Delivers to an object store through fsspec: `s3://bucket/folder`, and `oss://` likewise.

A store cannot replace a whole tree in one step: each card is one object. Cards are sent first, the
index after them, removals last, so that no address is dead in between. The objects that a store has
already are recognized by their checksums, so that an interrupted delivery goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.publish.delivery.base import (
    MICROSITE_PATHS,
    Delivery,
    OnProgress,
    PublishError,
    ReleaseInfo,
    TargetState,
    Tree,
    content_type,
    release_info_from,
    stages,
)

WORKERS = 8
"""Objects sent at the same time: most of the time is spent waiting for the store."""
TRIES = 3
PAUSE_SECONDS = 0.5
"""Before the second try; doubled before each further one."""
GIVE_UP_AFTER = 2 * WORKERS
"""So many failures in a row mean that the store is gone, not that the line is bad."""
LONGEST_MESSAGE = 200
"""Characters of a store's error message."""
MD5 = re.compile(r"[0-9a-f]{32}")

Pause = Callable[[float], None]
Info = Mapping[str, Any]
"""A store's description of an object."""


def deliver_to_store(
    tree: Tree,
    slug: str,
    target: str,
    on_progress: OnProgress,
    release: ReleaseInfo | None = None,
    expected: TargetState | None = None,
    pause: Pause = time.sleep,
) -> Delivery:
    """Copy `tree` to `target`/`slug`, and ask the store afterwards what it has.

    Raises PublishError where the store cannot be reached, or where its state differs from
    `expected`.
    """
    store = _Store(target, slug)
    objects = store.objects()
    if expected is not None and expected != (state := store.state(objects)):
        at = state.release.at if state.release else "?"
        raise PublishError("changed_meanwhile", target, by="?", at=at)
    same = {p for p in tree if p in objects and store.has_content(p, objects[p], tree[p])}
    due = [path for path in tree if path not in same]
    missing = _send_all(store, tree, due, on_progress, pause)
    former = sorted(set(objects) - set(tree))
    # Removals last, and only where everything that replaces them is there.
    removed = [] if missing else [p for p, ok in _for_each(former, store.remove, pause) if ok]
    sent = set(due) - set(missing)
    if release and not missing:
        # Whoever can read the bucket could read who publishes: only the time is stored there.
        _tried("", lambda _: store.put_release_info(replace(release, by="")), pause)
    if due and not missing:
        current = store.objects()
        missing = sorted(
            path
            for path in due
            if path not in current or not store.has_content(path, current[path], tree[path])
        )
    return Delivery(
        target,
        added=tuple(sorted(sent - set(objects))),
        changed=tuple(sorted(sent & set(objects))),
        removed=tuple(removed),
        unchanged=len(same),
        missing=tuple(missing),
        left=tuple(path for path in former if path not in removed),
        why=store.last_error,
    )


def read_store(slug: str, target: str) -> TargetState:
    """Return the state of `target`/`slug`. Raises PublishError where it cannot be reached."""
    store = _Store(target, slug)
    return store.state(store.objects())


def remove_from_store(slug: str, target: str, pause: Pause = time.sleep) -> tuple[str, ...]:
    """Remove the microsite at `target`/`slug`; return the paths that were there.

    Raises PublishError where some of them stay.
    """
    store = _Store(target, slug)
    paths = sorted(store.objects())
    removed = tuple(path for path, ok in _for_each(paths, store.remove, pause) if ok)
    if len(removed) < len(paths):
        raise PublishError("not_removed", target, n=len(paths) - len(removed))
    store.remove_release_info()
    if left := store.objects():
        raise PublishError("not_removed", target, n=len(left))
    return removed


class _Store:
    """One visit's objects in a store."""

    def __init__(self, target: str, slug: str) -> None:
        self._target = target
        self.last_error = ""  # the store's message about the last object that failed
        try:
            from fsspec.core import url_to_fs

            self._files, root = url_to_fs(_s3_address(target), **_options(target))
        except (ImportError, ValueError) as problem:
            raise PublishError("no_way", target, why=str(problem)) from problem
        self._root = f"{root.rstrip('/')}/{slug}"
        self._release_info = f"{root.rstrip('/')}/.releases/{slug}.json"

    def objects(self) -> Mapping[str, Info]:
        """The microsite's objects by path. Raises PublishError."""
        try:
            self._files.invalidate_cache()
            found = self._files.find(self._root, detail=True)
        except FileNotFoundError:
            found = {}
        except Exception as problem:  # each store raises errors of its own
            raise self._publish_error(problem) from problem
        start = len(self._root.lstrip("/")) + 1
        named = {path.lstrip("/")[start:]: info for path, info in found.items()}
        return {path: info for path, info in named.items() if MICROSITE_PATHS.fullmatch(path)}

    def state(self, objects: Mapping[str, Info]) -> TargetState:
        """The state of the target, which publishers compare."""
        try:
            release = release_info_from(self._files.cat_file(self._release_info))
        except Exception:  # there is none, or it may not be read
            release = None
        return TargetState({path: _digest(info) for path, info in objects.items()}, release)

    def put_release_info(self, release: ReleaseInfo) -> None:
        """Store a release's info. Raises the store's own errors."""
        self._files.pipe_file(self._release_info, release.as_bytes())

    def remove_release_info(self) -> None:
        """Remove the last release's info, where there is one."""
        with suppress(Exception):
            self._files.rm_file(self._release_info)

    def has_content(self, path: str, info: Info, source: Path) -> bool:
        """Whether an object has the content of a file: by its MD5, else by reading it."""
        content = source.read_bytes()
        if info.get("size") != len(content):
            return False
        tag = _tag(info)
        if MD5.fullmatch(tag):
            return bool(tag == hashlib.md5(content, usedforsecurity=False).hexdigest())
        try:
            return bool(self._files.cat_file(f"{self._root}/{path}") == content)
        except Exception:  # unreadable: it is sent again, which reports the error
            return False

    def put(self, path: str, source: Path) -> None:
        """Write one object. Raises the store's own errors."""
        headers = {"ContentType": content_type(path), "CacheControl": "no-cache"}
        options = headers if "s3" in self._files.protocol else {}
        with self._noting_errors():
            self._files.pipe_file(f"{self._root}/{path}", source.read_bytes(), **options)

    def remove(self, path: str) -> None:
        """Remove one object. Raises the store's own errors."""
        with self._noting_errors():
            self._files.rm_file(f"{self._root}/{path}")

    @contextmanager
    def _noting_errors(self) -> Iterator[None]:
        try:
            yield
        except Exception as problem:
            self.last_error = _message(problem)
            raise

    def _publish_error(self, problem: Exception) -> PublishError:
        """Why the store cannot be reached, by the error names of its library."""
        text = f"{type(problem).__name__} {problem}"
        for names, code in _CODES:
            if any(name in text for name in names):
                return PublishError(code, self._target, why=_message(problem))
        return PublishError("unreachable", self._target, why=_message(problem))


_CODES = (
    (("NoCredentials", "PartialCredentials", "InvalidAccessKeyId"), "no_credentials"),
    (("NoSuchBucket", "bucket does not exist"), "no_bucket"),
    (("PermissionError", "AccessDenied", "SignatureDoesNotMatch", "Forbidden"), "refused"),
)


def _digest(info: Info) -> str:
    """A digest of an object's content: its MD5 where the store reports one."""
    tag = _tag(info)
    return f"md5:{tag}" if MD5.fullmatch(tag) else f"{tag} {info.get('size')}"


def _tag(info: Info) -> str:
    return str(info.get("ETag", "")).strip('"').lower()


def _message(problem: Exception) -> str:
    """A store's own message in one line; the error's name where it has none."""
    known = problem.strerror if isinstance(problem, OSError) else None
    text = " ".join((known or str(problem)).split()) or type(problem).__name__
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"


def _s3_address(target: str) -> str:
    """A target's address for fsspec: Alibaba's store has the same interface as S3."""
    return f"s3://{target.removeprefix('oss://')}" if target.startswith("oss://") else target


def _options(target: str) -> dict[str, Any]:
    """The options of the store's library; keys and addresses come from the environment.

    Its own retries are turned off, since they would multiply with ours. Checksums only where an
    operation needs one: else botocore sends bodies in aws-chunked pieces with a trailing checksum
    over https, which OSS and other stores refuse with 400 (botocore 1.36 and newer).
    """
    config = {
        "retries": {"total_max_attempts": 1},
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
    }
    if target.startswith("oss://"):
        return {
            "key": os.environ.get("OSS_ACCESS_KEY_ID"),
            "secret": os.environ.get("OSS_ACCESS_KEY_SECRET"),
            "endpoint_url": os.environ.get("OSS_ENDPOINT"),
            "config_kwargs": {**config, "s3": {"addressing_style": "virtual"}},
        }
    if target.startswith("s3://"):
        return {"endpoint_url": os.environ.get("AWS_ENDPOINT_URL"), "config_kwargs": config}
    return {}


# Sending


def _send_all(
    store: _Store, tree: Tree, due: Sequence[str], on_progress: OnProgress, pause: Pause
) -> list[str]:
    """Send files stage by stage; return those that failed."""
    done = len(tree) - len(due)
    missing: list[str] = []
    for stage in stages(due):
        if missing:  # no page may link to cards that are not there
            missing += stage
            continue
        for path, sent in _for_each(stage, lambda path: store.put(path, tree[path]), pause):
            done += 1
            on_progress(done, len(tree))
            missing += [] if sent else [path]
    return sorted(missing)


def _for_each(
    paths: Iterable[str], act: Callable[[str], None], pause: Pause
) -> Iterator[tuple[str, bool]]:
    """Call `act` with each path, several at a time; yield each path and whether it succeeded.

    Each is tried a few times; after too many failures in a row the others are not tried.
    """
    failures_in_a_row = 0

    def attempt(path: str) -> bool:
        return failures_in_a_row < GIVE_UP_AFTER and _tried(path, act, pause)

    paths = tuple(paths)
    with ThreadPoolExecutor(WORKERS) as workers:
        for path, succeeded in zip(paths, workers.map(attempt, paths), strict=True):
            failures_in_a_row = 0 if succeeded else failures_in_a_row + 1
            yield path, succeeded


def _tried(path: str, act: Callable[[str], None], pause: Pause) -> bool:
    for number in range(TRIES):
        if number:
            pause(PAUSE_SECONDS * 2 ** (number - 1))
        try:
            act(path)
        except Exception:
            continue
        return True
    return False
