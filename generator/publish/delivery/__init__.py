"""Brings a visit's built tree to where guests read it: a folder, or an object store."""

from __future__ import annotations

from pathlib import Path

from generator.publish.delivery.delivered import Delivery, PublishError, Watch
from generator.publish.delivery.folder import deliver_to_folder, remove_from_folder
from generator.publish.delivery.store import deliver_to_store, remove_from_store
from generator.publish.delivery.tree import read_tree

__all__ = ["Delivery", "PublishError", "Watch", "deliver", "take_down"]


def deliver(folder: Path, slug: str, target: str, watch: Watch) -> Delivery:
    """Bring the built tree in `folder` to `target`, under `slug` there. `target` is a folder or an
    address such as `s3://bucket/visits`; `watch` is called with the files done and all of them.

    A delivery that did not end complete says what is missing; delivering again completes it.
    Raises PublishError when nothing could be delivered.
    """
    tree = read_tree(folder)
    if is_store(target):
        return deliver_to_store(tree, slug, target, watch)
    return deliver_to_folder(tree, slug, Path(target), watch)


def take_down(slug: str, target: str) -> tuple[str, ...]:
    """Remove what was delivered under `slug`, former releases too; the paths that are gone. Files
    that were not ours stay. Raises PublishError."""
    if is_store(target):
        return remove_from_store(slug, target)
    return remove_from_folder(slug, Path(target))


def is_store(target: str) -> bool:
    """Whether a target is an object store's address and not a folder; `C:\\` is a folder."""
    scheme, separator, _ = target.partition("://")
    return bool(separator) and len(scheme) > 1
