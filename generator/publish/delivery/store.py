"""Delivers to an object store through fsspec: `s3://bucket/folder`, and `oss://` likewise.

A store has no exchange of whole trees: each card is one object, and objects go out cards first,
index after them, removals last, so that no address is dead in between. What the store holds already
is known by its checksums, so a delivery that was interrupted goes on where it stopped.
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
from typing import Any

from generator.publish.delivery.delivered import (
    Delivery,
    OnProgress,
    PublishError,
    ReleaseInfo,
    TargetState,
    release_info_from,
)
from generator.publish.delivery.tree import OURS, Tree, content_type, stages

AT_ONCE = 8
"""Objects under way together: most of the time goes into waiting for the store."""
TRIES = 3
PAUSE_SECONDS = 0.5
"""Before the second try; doubled before each further one."""
GIVE_UP_AFTER = 2 * AT_ONCE
"""So many objects failing in a row mean that the store is gone, not that a line was bad."""
MD5 = re.compile(r"[0-9a-f]{32}")

Pause = Callable[[float], None]


def deliver_to_store(
    tree: Tree,
    slug: str,
    target: str,
    watch: OnProgress,
    stamp: ReleaseInfo | None = None,
    expected: TargetState | None = None,
    pause: Pause = time.sleep,
) -> Delivery:
    """Make `target`/`slug` hold `tree`, and ask afterwards whether it does. Raises PublishError
    where the store cannot be asked, or where it no longer holds what is `expected`.
    """
    store = _Store(target, slug)
    held = store.held()
    if expected is not None and expected != (found := store.there(held)):
        at = found.stamp.at if found.stamp else "?"
        raise PublishError("changed_meanwhile", target, by="?", at=at)
    same = {path for path in tree if path in held and store.says(path, held[path], tree[path])}
    due = [path for path in tree if path not in same]
    missing = _send_all(store, tree, due, watch, pause)
    former = sorted(set(held) - set(tree))
    # Removals last, and only when all is there that replaces what goes.
    removed = [] if missing else [p for p, ok in _sending(former, store.remove, pause) if ok]
    sent = set(due) - set(missing)
    if stamp and not missing:
        # Whoever can read the bucket could read who publishes: the time alone is left there.
        _tried("", lambda _: store.put_stamp(replace(stamp, by="")), pause)
    if due and not missing:
        held_now = store.held()
        missing = sorted(
            path
            for path in due
            if path not in held_now or not store.says(path, held_now[path], tree[path])
        )
    return Delivery(
        target,
        added=tuple(sorted(sent - set(held))),
        changed=tuple(sorted(sent & set(held))),
        removed=tuple(removed),
        unchanged=len(same),
        missing=tuple(missing),
        left=tuple(path for path in former if path not in removed),
        why=store.refusal,
    )


def read_store(slug: str, target: str) -> TargetState:
    """What `target`/`slug` holds of ours. Raises PublishError where the store cannot be asked."""
    store = _Store(target, slug)
    return store.there(store.held())


def remove_from_store(slug: str, target: str, pause: Pause = time.sleep) -> tuple[str, ...]:
    """Take away what `target`/`slug` holds of ours; the paths that are gone. Raises PublishError
    when some of it stays.
    """
    store = _Store(target, slug)
    held = sorted(store.held())
    gone = tuple(path for path, ok in _sending(held, store.remove, pause) if ok)
    if len(gone) < len(held):
        raise PublishError("not_removed", target, n=len(held) - len(gone))
    store.remove_stamp()
    if rest := store.held():
        raise PublishError("not_removed", target, n=len(rest))
    return gone


def _send_all(
    store: _Store, tree: Tree, due: Sequence[str], watch: OnProgress, pause: Pause
) -> list[str]:
    """Send what is due, stage by stage; what did not arrive."""
    done = len(tree) - len(due)
    missing: list[str] = []
    for stage in stages(due):
        if missing:  # what leads to the cards waits until the cards are there
            missing += stage
            continue
        for path, sent in _sending(stage, lambda path: store.put(path, tree[path]), pause):
            done += 1
            watch(done, len(tree))
            missing += [] if sent else [path]
    return sorted(missing)


class _Store:
    """One visit's objects in a store."""

    def __init__(self, target: str, slug: str) -> None:
        self._target = target
        self.refusal = ""  # what the store said last of an object that did not go
        try:
            from fsspec.core import url_to_fs

            self._files, root = url_to_fs(_spoken(target), **_options(target))
        except (ImportError, ValueError) as problem:
            raise PublishError("no_way", target, why=str(problem)) from problem
        self._root = f"{root.rstrip('/')}/{slug}"
        self._stamp = f"{root.rstrip('/')}/.releases/{slug}.json"

    def held(self) -> Mapping[str, Mapping[str, Any]]:
        """What the store says of each of our objects, by path. Raises PublishError."""
        try:
            self._files.invalidate_cache()
            found = self._files.find(self._root, detail=True)
        except FileNotFoundError:
            found = {}
        except Exception as problem:  # each store raises errors of its own
            raise self._why(problem) from problem
        start = len(self._root.lstrip("/")) + 1
        named = {path.lstrip("/")[start:]: said for path, said in found.items()}
        return {path: said for path, said in named.items() if OURS.fullmatch(path)}

    def there(self, held: Mapping[str, Mapping[str, Any]]) -> TargetState:
        """What the store holds, as publishers compare it."""
        try:
            stamp = release_info_from(self._files.cat_file(self._stamp))
        except Exception:  # none there, or none that may be read
            stamp = None
        return TargetState({path: _digest(said) for path, said in held.items()}, stamp)

    def put_stamp(self, stamp: ReleaseInfo) -> None:
        """Leave a publication's stamp. Raises whatever the store does."""
        self._files.pipe_file(self._stamp, stamp.as_bytes())

    def remove_stamp(self) -> None:
        """Take the last publication's stamp away, where there is one."""
        with suppress(Exception):
            self._files.rm_file(self._stamp)

    def says(self, path: str, said: Mapping[str, Any], source: Any) -> bool:
        """Whether an object says just what a file does. By its checksum where the store gives an
        MD5; else it is read.
        """
        content = source.read_bytes()
        if said.get("size") != len(content):
            return False
        tag = str(said.get("ETag", "")).strip('"').lower()
        if MD5.fullmatch(tag):
            return bool(tag == hashlib.md5(content, usedforsecurity=False).hexdigest())
        try:
            return bool(self._files.cat_file(f"{self._root}/{path}") == content)
        except Exception:  # unreadable: sent again, which says what is wrong
            return False

    def put(self, path: str, source: Any) -> None:
        """Write one object. Raises whatever the store does."""
        headers = {"ContentType": content_type(path), "CacheControl": "no-cache"}
        where = f"{self._root}/{path}"
        with self._noting_refusals():
            self._files.pipe_file(
                where, source.read_bytes(), **(headers if self._has_headers else {})
            )

    def remove(self, path: str) -> None:
        """Take one object away. Raises whatever the store does."""
        with self._noting_refusals():
            self._files.rm_file(f"{self._root}/{path}")

    @contextmanager
    def _noting_refusals(self) -> Iterator[None]:
        try:
            yield
        except Exception as problem:
            self.refusal = _said_by(problem)
            raise

    @property
    def _has_headers(self) -> bool:
        return "s3" in self._files.protocol

    def _why(self, problem: Exception) -> PublishError:
        """Why the store cannot be asked, by the names that its library gives it and in the store's
        own words.
        """
        told = f"{type(problem).__name__} {problem}"
        for names, code in _WHY:
            if any(name in told for name in names):
                return PublishError(code, self._target, why=_said_by(problem))
        return PublishError("unreachable", self._target, why=_said_by(problem))


def _digest(said: Mapping[str, Any]) -> str:
    """What tells an object's content: its MD5 where the store gives one."""
    tag = str(said.get("ETag", "")).strip('"').lower()
    return f"md5:{tag}" if MD5.fullmatch(tag) else f"{tag} {said.get('size')}"


_WHY = (
    (("NoCredentials", "PartialCredentials", "InvalidAccessKeyId"), "no_credentials"),
    (("NoSuchBucket", "bucket does not exist"), "no_bucket"),
    (("PermissionError", "AccessDenied", "SignatureDoesNotMatch", "Forbidden"), "refused"),
)


LONGEST_REFUSAL = 200


def _said_by(problem: Exception) -> str:
    """A store's own message, in one line; the error's name where it has none."""
    known = problem.strerror if isinstance(problem, OSError) else None
    said = " ".join((known or str(problem)).split()) or type(problem).__name__
    return said if len(said) <= LONGEST_REFUSAL else f"{said[:LONGEST_REFUSAL]}…"


def _spoken(target: str) -> str:
    """Alibaba's store speaks S3's tongue."""
    return f"s3://{target.removeprefix('oss://')}" if target.startswith("oss://") else target


def _options(target: str) -> dict[str, Any]:
    """What the store's library has to be told: keys and the address come from the environment. Its
    own tries are turned off, lest they multiply with ours. Checksums only where an operation needs
    one: else botocore sends bodies in aws-chunked pieces with a trailing checksum over https, which
    OSS and other stores refuse with 400 (botocore 1.36 and newer).
    """
    once = {
        "retries": {"total_max_attempts": 1},
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
    }
    if target.startswith("oss://"):
        return {
            "key": os.environ.get("OSS_ACCESS_KEY_ID"),
            "secret": os.environ.get("OSS_ACCESS_KEY_SECRET"),
            "endpoint_url": os.environ.get("OSS_ENDPOINT"),
            "config_kwargs": {**once, "s3": {"addressing_style": "virtual"}},
        }
    if target.startswith("s3://"):
        return {"endpoint_url": os.environ.get("AWS_ENDPOINT_URL"), "config_kwargs": once}
    return {}


def _sending(
    paths: Iterable[str], send: Callable[[str], None], pause: Pause
) -> Iterator[tuple[str, bool]]:
    """Send some paths, several at once and each tried a few times; each path as it is done, and
    whether it went. Gives up on the rest when too many fail in a row.
    """
    failed_in_a_row = 0

    def attempt(path: str) -> bool:
        return failed_in_a_row < GIVE_UP_AFTER and _tried(path, send, pause)

    every = tuple(paths)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        for path, sent in zip(every, workers.map(attempt, every), strict=True):
            failed_in_a_row = 0 if sent else failed_in_a_row + 1
            yield path, sent


def _tried(path: str, send: Callable[[str], None], pause: Pause) -> bool:
    for number in range(TRIES):
        if number:
            pause(PAUSE_SECONDS * 2 ** (number - 1))
        try:
            send(path)
        except Exception:
            continue
        return True
    return False
