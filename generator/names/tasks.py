"""Which task a clerk means: by its number in the list, its whole text, or the text's beginning."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.parsing.normalisation import normal
from generator.model.team import Task
from generator.names.index import name_key
from generator.names.nearest import nearest_words


def tasks_named(tasks: Sequence[Task], text: str) -> list[int]:
    """The numbers, from 0, of the tasks that `text` may mean.

    A number counts from 1. A whole text goes before the beginning of others.
    """
    written = normal(text)
    if written.isdecimal() and 1 <= int(written) <= len(tasks):
        return [int(written) - 1]
    key = name_key(text)
    keys = [name_key(task.what) for task in tasks]
    same = [n for n, other in enumerate(keys) if other == key]
    return same or [n for n, other in enumerate(keys) if key and other.startswith(key)]


def tasks_like(tasks: Sequence[Task], text: str) -> list[int]:
    """The numbers, from 0, of the tasks whose text contains `text`, or else is nearest to it."""
    key = name_key(text)
    keys = [name_key(task.what) for task in tasks]
    if containing := [n for n, other in enumerate(keys) if key and key in other]:
        return containing
    nearest = set(nearest_words(key, keys))
    return [n for n, other in enumerate(keys) if other in nearest]
