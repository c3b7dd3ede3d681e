"""Brings a visit's built tree to where guests read it: a folder, or an object store."""

from __future__ import annotations

from pathlib import Path

from generator.publish.delivery.delivered import Delivery, PublishError, Stamp, There, Watch
from generator.publish.delivery.folder import (
    deliver_to_folder,
    look_at_folder,
    remove_from_folder,
)
from generator.publish.delivery.place_lock import publisher
from generator.publish.delivery.store import deliver_to_store, look_at_store, remove_from_store
from generator.publish.delivery.tree import Tree, read_tree

__all__ = ["Delivery", "PublishError", "Stamp", "There", "Tree", "Watch", "deliver", "is_store",
           "look_at", "publisher", "read_tree", "take_down"]  # fmt: skip


def deliver(
    folder: Path,
    slug: str,
    target: str,
    watch: Watch,
    stamp: Stamp | None = None,
    expected: There | None = None,
) -> Delivery:
    """Bring the built tree in `folder` to `target`, under `slug` there. `target` is a folder or an
    address such as `s3://bucket/visits`; `watch` is called with the files done and all of them.
    `stamp` is left there; `expected` is what `look_at` found, if nothing else may be overwritten.

    A delivery that did not end complete says what is missing; delivering again completes it.
    Raises PublishError when nothing could be delivered.
    """
    tree = read_tree(folder)
    if is_store(target):
        return deliver_to_store(tree, slug, target, watch, stamp, expected)
    return deliver_to_folder(tree, slug, Path(target), watch, stamp, expected)


def look_at(slug: str, target: str) -> There:
    """What `target` has under `slug` of ours. Raises PublishError."""
    return look_at_store(slug, target) if is_store(target) else look_at_folder(slug, Path(target))


def take_down(slug: str, target: str) -> tuple[str, ...]:
    """Remove what was delivered under `slug`, former releases too; the paths that are gone. Files
    that were not ours stay. Raises PublishError where the target cannot be asked, or where any of
    it stays.
    """
    if is_store(target):
        return remove_from_store(slug, target)
    return remove_from_folder(slug, Path(target))


def is_store(target: str) -> bool:
    """Whether a target is an object store's address and not a folder; `C:\\` is a folder."""
    scheme, separator, _ = target.partition("://")
    return bool(separator) and len(scheme) > 1
