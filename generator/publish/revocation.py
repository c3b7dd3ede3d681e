"""Revokes cards: the next build gives the person a new one and makes the old page a notice."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from generator.files import write_file
from generator.load.issued_cards import REVISIONS_FILE, read_revisions
from generator.model.people import Person
from generator.project import LoadedVisit


def revoke_card(loaded: LoadedVisit, person: Person) -> int:
    """Record in revisions.yml that a person's card is revoked; return the new revision.

    Raises OSError.
    """
    revisions, _ = read_revisions(loaded.folder, "")
    revisions[person.id] = person.revision + 1
    write_file(loaded.folder / REVISIONS_FILE, _revisions_text(revisions).encode("utf-8"))
    return revisions[person.id]


def _revisions_text(revisions: Mapping[str, int]) -> str:
    """Return the text of revisions.yml: a remark, then a line for each person."""
    lines = yaml.safe_dump(dict(sorted(revisions.items())), allow_unicode=True)
    return f"# 每换一次卡加一；由 handbook revoke 写入，请勿改小。\n{lines}"
