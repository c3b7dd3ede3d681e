"""Delivers a visit's built tree to where guests read it: a folder, or an object store."""

from __future__ import annotations

from pathlib import Path

from generator.publish.delivery.base import (
    Delivery,
    OnProgress,
    PublishError,
    ReleaseInfo,
    TargetState,
    Tree,
    read_tree,
)
from generator.publish.delivery.folder import deliver_to_folder, read_folder, remove_from_folder
from generator.publish.delivery.store import deliver_to_store, read_store, remove_from_store
from generator.publish.delivery.target_lock import publisher_name

__all__ = ["Delivery", "OnProgress", "PublishError", "ReleaseInfo", "TargetState", "Tree",
           "deliver", "is_store", "publisher_name", "read_target", "read_tree",
           "remove_delivery"]  # fmt: skip


def deliver(
    folder: Path,
    slug: str,
    target: str,
    on_progress: OnProgress,
    release: ReleaseInfo | None = None,
    expected: TargetState | None = None,
) -> Delivery:
    """Copy the built tree in `folder` to `target`, under `slug`.

    `target` is a folder or an address such as `s3://bucket/visits`. `release` is stored beside the
    tree. Where `expected` is given and differs from the state of the target, nothing is written.

    The result of an incomplete delivery lists the missing files; delivering again completes it.
    Raises PublishError where nothing could be delivered.
    """
    tree = read_tree(folder)
    if is_store(target):
        return deliver_to_store(tree, slug, target, on_progress, release, expected)
    return deliver_to_folder(tree, slug, Path(target), on_progress, release, expected)


def read_target(slug: str, target: str) -> TargetState:
    """Return the state of the microsite under `slug` at `target`. Raises PublishError."""
    return read_store(slug, target) if is_store(target) else read_folder(slug, Path(target))


def remove_delivery(slug: str, target: str) -> tuple[str, ...]:
    """Remove the microsite under `slug` at `target`, former releases included; return its paths.

    Files that belong to somebody else stay. Raises PublishError where the target cannot be reached
    or where some of the files stay.
    """
    if is_store(target):
        return remove_from_store(slug, target)
    return remove_from_folder(slug, Path(target))


def is_store(target: str) -> bool:
    r"""Whether a target is an object store's address and not a folder; `C:\` is a folder."""
    scheme, separator, _ = target.partition("://")
    return bool(separator) and len(scheme) > 1
