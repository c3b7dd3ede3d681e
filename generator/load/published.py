"""The files of a visit's records of publications, and the people who had a card by them.

A record has, of each person whose card is new or differs in this, the name, the unit, a mark of the
telephone number, and whether the person is of the staff; of version 0.1.0, whole cards.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.load.identities import KnownPerson

FOLDER = "published"
_MARK_LENGTH = 3
_WITH_COUNTRY = 13

_Stored = tuple[str, str | None, str | None, bool | None]
"""Name, unit, mark of the telephone number, whether of the staff (None where it is not known)."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The file of a record as it is now: a file written again differs in its number, time or size,
    which are zero where it is gone.
    """

    path: Path
    inode: int = 0
    modified: int = 0
    size: int = 0


def record_files(folder: Path) -> tuple[RecordFile, ...]:
    """The files of the records of the visit in `folder`, oldest first."""
    return tuple(map(_record_file, sorted((folder / FOLDER).glob("*.json"))))


def _record_file(path: Path) -> RecordFile:
    try:
        status = path.stat()
    except OSError:
        return RecordFile(path)
    return RecordFile(path, status.st_ino, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def record_content(file: RecordFile) -> Mapping[str, Any]:
    """The content of a record, read once a command; not to be changed. Raises OSError, ValueError
    or RecursionError where it cannot be read.
    """
    content: Mapping[str, Any] = json.loads(file.path.read_text("utf-8"))
    return content


def phone_mark(slug: str, phone: str | None) -> str | None:
    """Twelve bits of a telephone number's digest: enough to see that two people of like names have
    one number, and too little to tell what it is.
    """
    digits = re.sub(r"\D", "", phone or "")
    if len(digits) == _WITH_COUNTRY:
        digits = digits.removeprefix("86")
    if not digits:
        return None
    return hashlib.sha256(f"{slug}|{digits}".encode()).hexdigest()[:_MARK_LENGTH]


def known_people(folder: Path) -> tuple[KnownPerson, ...]:
    """Everybody who ever had a card of the visit in `folder`; nobody before it was published. A
    record that cannot be read is left out: whoever needs it reports it.
    """
    return _people(folder.name, record_files(folder))


def record_slug(content: Mapping[str, Any]) -> str:
    """Whose record it is. One of before this was written down says it where a card tells of its
    visit; of one without a card it is not known, and it is nobody's.
    """
    if "slug" in content:
        return str(content["slug"])
    facts = (part for part in content["contents"].values() if isinstance(part, dict))
    return next((part["slug"] for part in facts if {"slug", "timezone"} <= part.keys()), "")


@lru_cache(maxsize=16)
def _people(slug: str, files: tuple[RecordFile, ...]) -> tuple[KnownPerson, ...]:
    everybody: dict[str, _Stored] = {}
    current: set[str] = set()
    current_by_name: dict[str, set[str]] = {}
    for file in files:
        try:
            content = record_content(file)
            if record_slug(content) != slug:
                continue
            former = current_by_name[content["after"]] if content.get("after") else set()
            people, current = _read(content, slug, former)
            current_by_name[file.path.stem] = current
            everybody |= people
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
    return tuple(
        KnownPerson(person, name, unit, phone, staff, person in current)
        for person, (name, unit, phone, staff) in everybody.items()
    )


def _read(
    content: Mapping[str, Any], slug: str, before: set[str]
) -> tuple[dict[str, _Stored], set[str]]:
    """The people of whom a record says something, and all who have a card by it; `before` are those
    who have one by the record that it names.
    """
    if content["form"] == 1:
        people = dict(_first_form(content, slug))
        return people, set(people)
    people = {
        str(person): (str(name), unit, phone, bool(staff))
        for person, (name, unit, phone, staff) in content["people"].items()
    }
    return people, before - {*content["gone"]} | {*content["cards"]}


def _first_form(content: Mapping[str, Any], slug: str) -> Iterator[tuple[str, _Stored]]:
    """The people of a record of version 0.1.0. A guest's telephone is on the card of who looks
    after him.
    """
    parts, contents = content["parts"], content["contents"]
    phones = {
        part["name"]: part.get("phone")
        for key, digest in parts
        if key.startswith("charge:") and isinstance(part := contents[digest], dict)
    }
    of_staff = ("duties:", "task:", "check:", "charge:")
    for person, card in content["people"].items():
        own = dict(parts[number] for number in card["parts"])
        facts = contents[own["person"]]
        staff = True if any(key.startswith(of_staff) for key in own) else None
        mark = phone_mark(slug, phones.get(facts["name"]))
        yield person, (facts["name"], facts["unit"], mark, staff)
