"""Brings a visit's built tree to where guests read it: a folder, or an object store."""

from __future__ import annotations

from pathlib import Path

from generator.publish.delivery.delivered import (
    Delivery,
    OnProgress,
    PublishError,
    ReleaseInfo,
    TargetState,
)
from generator.publish.delivery.folder import (
    deliver_to_folder,
    read_folder,
    remove_from_folder,
)
from generator.publish.delivery.place_lock import publisher_name
from generator.publish.delivery.store import deliver_to_store, read_store, remove_from_store
from generator.publish.delivery.tree import Tree, read_tree

__all__ = [
    "Delivery",
    "OnProgress",
    "PublishError",
    "ReleaseInfo",
    "TargetState",
    "Tree",
    "deliver",
    "is_store",
    "publisher_name",
    "read_target",
    "read_tree",
    "remove_delivery",
]  # fmt: skip


def deliver(
    folder: Path,
    slug: str,
    target: str,
    watch: OnProgress,
    stamp: ReleaseInfo | None = None,
    expected: TargetState | None = None,
) -> Delivery:
    """Copy the built tree in `folder` to `target`, under `slug`.

    `target` is a folder or an address such as `s3://bucket/visits`; `watch` is called with the
    number of files done and of all files. `stamp` is stored beside the tree. Where `expected` is
    given and differs from the state of the target, nothing is written.

    The result of an incomplete delivery lists the missing files; delivering again completes it.
    Raises PublishError where nothing could be delivered.
    """
    tree = read_tree(folder)
    if is_store(target):
        return deliver_to_store(tree, slug, target, watch, stamp, expected)
    return deliver_to_folder(tree, slug, Path(target), watch, stamp, expected)


def read_target(slug: str, target: str) -> TargetState:
    """What `target` has under `slug` of ours. Raises PublishError."""
    return read_store(slug, target) if is_store(target) else read_folder(slug, Path(target))


def remove_delivery(slug: str, target: str) -> tuple[str, ...]:
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
