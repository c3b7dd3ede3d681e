"""Cards issued and revoked before: the records of publications, and revisions.yml.

Both are beside visit.yml, and the program itself writes them. A record contains, for each person
whose card is new or differs, the name, the unit, a digest of the telephone number, and whether the
person is of the staff; a record of version 0.1.0 contains whole cards.
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

from pydantic_core import PydanticCustomError

from generator.findings import Finding, error
from generator.load.identities import KnownPerson
from generator.load.nodes import MappingNode, ScalarNode
from generator.load.yaml.reader import read_yaml
from generator.model.parsing.values import parse_number

PUBLISHED_FOLDER = "published"
REVISIONS_FILE = "revisions.yml"
_DIGEST_LENGTH = 3
_WITH_COUNTRY = 13

_Stored = tuple[str, str | None, str | None, bool | None]
"""Name, unit, digest of the telephone number, whether of the staff (None where unknown)."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The file of a record in its present state.

    A file that is written again differs in inode, time or size; all are 0 where it was deleted.
    """

    path: Path
    inode: int = 0
    modified: int = 0
    size: int = 0


def record_files(folder: Path) -> tuple[RecordFile, ...]:
    """The files of the records of the visit in `folder`, oldest first."""
    return tuple(map(_record_file, sorted((folder / PUBLISHED_FOLDER).glob("*.json"))))


def _record_file(path: Path) -> RecordFile:
    try:
        status = path.stat()
    except OSError:
        return RecordFile(path)
    return RecordFile(path, status.st_ino, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def record_content(file: RecordFile) -> Mapping[str, Any]:
    """The content of a record, read once a command; callers must not change it.

    Raises OSError, ValueError or RecursionError where it cannot be read.
    """
    content: Mapping[str, Any] = json.loads(file.path.read_text("utf-8"))
    return content


def phone_digest(slug: str, phone: str | None) -> str | None:
    """Twelve bits of a telephone number's digest; None where there is no number.

    They are enough to see that two people of similar names have one number, and too few to find
    the number.
    """
    digits = re.sub(r"\D", "", phone or "")
    if len(digits) == _WITH_COUNTRY:
        digits = digits.removeprefix("86")
    if not digits:
        return None
    return hashlib.sha256(f"{slug}|{digits}".encode()).hexdigest()[:_DIGEST_LENGTH]


def known_people(folder: Path) -> tuple[KnownPerson, ...]:
    """Everybody who ever had a card of the visit in `folder`; nobody before it was published.

    A record that cannot be read is skipped: the publication reports it.
    """
    return _people(folder.name, record_files(folder))


def record_slug(content: Mapping[str, Any]) -> str:
    """The slug of the visit that a record belongs to.

    Older records contain it only within a card; for one without cards it is empty.
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
            people, current = _people_and_current(content, slug, former)
            current_by_name[file.path.stem] = current
            everybody |= people
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
    return tuple(
        KnownPerson(person, name, unit, phone, staff, person in current)
        for person, (name, unit, phone, staff) in everybody.items()
    )


def _people_and_current(
    content: Mapping[str, Any], slug: str, before: set[str]
) -> tuple[dict[str, _Stored], set[str]]:
    """The people described in a record, and the ids of all who have a card after it.

    `before` are the ids of those who have one after the record that precedes it.
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
    """The people of a record of version 0.1.0.

    A guest's telephone number is on the card of the person who looks after the guest.
    """
    parts, contents = content["parts"], content["contents"]
    phones = {
        part["name"]: part.get("phone")
        for key, digest in parts
        if key.startswith("charge:") and isinstance(part := contents[digest], dict)
    }
    of_staff = ("duties:", "task:", "check:", "charge:")
    for person, card in content["people"].items():
        digests = dict(parts[number] for number in card["parts"])
        facts = contents[digests["person"]]
        staff = True if any(key.startswith(of_staff) for key in digests) else None
        phone = phone_digest(slug, phones.get(facts["name"]))
        yield person, (facts["name"], facts["unit"], phone, staff)


def read_revisions(folder: Path, shown: str) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """How often each person's card was revoked, by person id, and what is wrong with the file."""
    if not (folder / REVISIONS_FILE).exists():
        return {}, ()
    node, findings = read_yaml(folder / REVISIONS_FILE, f"{shown}/{REVISIONS_FILE}")
    revisions: dict[str, int] = {}
    problems = list(findings)
    for key, value in node.entries if isinstance(node, MappingNode) else ():
        try:
            revisions[key.text or ""] = parse_number(_scalar_text(value))
        except PydanticCustomError as problem:
            problems.append(error(problem.type, value.place, found=_scalar_text(value)))
    return revisions, tuple(problems)


def _scalar_text(value: object) -> str:
    return value.text or "" if isinstance(value, ScalarNode) else ""
