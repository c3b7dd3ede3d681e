"""Decides for each received file which unit it is from, whether it is kept, and what changes.

Nothing is written here. A file that cannot be kept without doubt is refused with a finding.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from generator.files import file_name_of
from generator.findings import Finding, Place, Severity, error, errors_in, notice, warning
from generator.load.nodes import MappingNode
from generator.load.replies import (
    Reply,
    ReplyFile,
    read_reply,
    rows_with_unit,
    units_in,
)
from generator.load.sheets.person_names import rows_of_one_person
from generator.load.tables.workbook import OLE, ZIP
from generator.model.parsing.normalisation import normal
from generator.names.index import name_key
from generator.replies.differences import ReplyChanges, changes_between

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")
_CORE = "docProps/core.xml"
_MOST_CORE = 100_000
_SAVED = re.compile(rb"<dcterms:modified[^>]*>([^<]{10,40})</dcterms:modified>")
_NUMBER = re.compile(r"\d{7,}")
_GENERIC = re.compile(
    r"附件?[\d一二三四五六七八九十]*|参会|参加|参训|来访|来宾|人员|嘉宾|代表|报名|会议|活动|名单|登记|信息|[\W_]"
)
"""Words of a title that name no visit."""
_FEWEST_CHARACTERS = 4
"""A title has at least so many characters besides those words if it names some visit."""


class Outcome(StrEnum):
    """What becomes of a received file."""

    NEW = "new"
    LATER = "later"
    SAME = "same"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True)
class ReceivedReply:
    """One received file, or one kept file that is removed.

    `kept_as` is its name under replies/, `people` the number of its rows, `changes` the differences
    from the unit's former reply, `doubts` are the findings on the file. `refusal` is why a file is
    not kept. `former` are the unit's files that it replaces.
    """

    source: Path
    shown: str
    outcome: Outcome
    unit: str = ""
    kept_as: str = ""
    people: int = 0
    changes: ReplyChanges = field(default_factory=ReplyChanges)
    doubts: tuple[Finding, ...] = ()
    refusal: Finding | None = None
    former: tuple[Path, ...] = ()
    content: bytes = field(default=b"", repr=False)

    @property
    def is_kept(self) -> bool:
        """Whether the file is to be written under replies/."""
        return self.outcome in {Outcome.NEW, Outcome.LATER}

    @property
    def is_error(self) -> bool:
        """Whether the file is refused and the office has to do something about it."""
        return self.refusal is not None and self.refusal.severity is Severity.ERROR


@dataclass(frozen=True)
class KnownVisits:
    """The visit that the replies are for, and the titles of all visits by their slug."""

    slug: str
    titles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    start: date | None = None
    language: str = "zh"

    def other_visit(self, reply: Reply) -> Finding | None:
        """The error of a reply that was written for another visit; None where it was not."""
        own = " / ".join(self.titles.get(self.slug, ()))
        if (code := reply.code) and code.text:
            if code.text == self.slug:
                return None
            other = " / ".join(self.titles.get(code.text, (code.text,)))
            return error("reply.other_visit", code.place, found=other, own=own)
        if not reply.title or self._names(self.slug, reply.title.text or ""):
            return None
        others = (slug for slug in self.titles if slug != self.slug)
        if any(self._names(slug, reply.title.text or "") for slug in others):
            values = {"found": reply.title.text, "own": own}
            return error("reply.other_visit", reply.title.place, **values)
        return None

    def unknown_title(self, reply: Reply, unit: str) -> Finding | None:
        """The warning on a title that names neither the visit nor the unit; None without one."""
        own = " / ".join(self.titles.get(self.slug, ()))
        title = reply.title
        if title is None or reply.code or self._names(self.slug, title.text or ""):
            return None
        part = _specific_part(title.text or "")
        if len(part) < _FEWEST_CHARACTERS or part in normal(unit) or normal(unit) in part:
            return None
        return warning("reply.other_title", title.place, found=title.text, own=own)

    def _names(self, slug: str, title: str) -> bool:
        """Whether a title above a list is that of the visit `slug`, or a part of it."""
        part = _specific_part(title)
        names = filter(None, map(_specific_part, self.titles.get(slug, ())))
        return any(
            name in part or (part in name and len(part) >= _FEWEST_CHARACTERS) for name in names
        )


def _specific_part(title: str) -> str:
    """A title without the words that name no visit."""
    return _GENERIC.sub("", normal(title))


@dataclass(frozen=True)
class _KeptContent:
    """A reply under replies/: its bytes, and its rows as the roster has them."""

    file: ReplyFile
    content: bytes
    rows: tuple[MappingNode, ...]


@dataclass(frozen=True)
class _Incoming:
    """A received file that was read."""

    source: Path
    shown: str
    content: bytes
    reply: Reply
    unit: str = ""
    refusal: Finding | None = None
    doubt: Finding | None = None


def received_replies(
    files: Sequence[tuple[Path, str]],
    kept: Sequence[ReplyFile],
    visits: KnownVisits,
    unit: str | None = None,
) -> tuple[ReceivedReply, ...]:
    """The outcome for each of `files` (with its name for findings), in their order.

    `kept` are the replies that the visit already has. `unit` is that of all `files` if the office
    names it.
    """
    former = [_read_kept(file, visits) for file in kept]
    incoming = [_read(path, shown, former, visits, unit) for path, shown in files]
    chosen = _one_file_per_unit(incoming)
    return tuple(_received(file, former, visits) for file in chosen)


def removed_reply(file: ReplyFile, visits: KnownVisits) -> ReceivedReply:
    """The kept reply of a unit that is taken out of the roster."""
    rows = _read_kept(file, visits).rows
    return ReceivedReply(
        file.path,
        file.shown,
        Outcome.REMOVED,
        file.unit,
        people=len(rows),
        changes=changes_between(rows, (), visits.start),
        former=(file.path,),
    )


def replies_after(
    kept: Sequence[ReplyFile], received: Iterable[ReceivedReply]
) -> tuple[ReplyFile, ...]:
    """The replies of the visit if those `received` are kept, each at its present path."""
    changing = [file for file in received if file.is_kept or file.outcome is Outcome.REMOVED]
    gone = {path for file in changing for path in file.former}
    files = [file for file in kept if file.path not in gone]
    files += [
        ReplyFile(file.source, file.shown, file_name_of(file.unit))
        for file in changing
        if file.is_kept
    ]
    return tuple(sorted(files, key=lambda file: file.unit))


def with_doubts(
    received: Iterable[ReceivedReply], findings: Iterable[Finding]
) -> tuple[ReceivedReply, ...]:
    """The files `received`, each with its own of the `findings` on the visit that reads them."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.place.file].append(finding)
    return tuple(replace(file, doubts=(*file.doubts, *by_file[file.shown])) for file in received)


def unit_key(unit: str) -> str:
    """A unit for comparing, as its name and as that of a file."""
    return name_key(file_name_of(unit))


def _read(
    path: Path,
    shown: str,
    kept: Sequence[_KeptContent],
    visits: KnownVisits,
    unit: str | None,
) -> _Incoming:
    reply = read_reply(path, shown, visits.language)
    if refusal := _unusable(reply, shown) or visits.other_visit(reply):
        return _Incoming(path, shown, b"", reply, refusal=refusal)
    above = reply.unit.text if reply.unit else None
    units = (unit or above or "",) if unit or above else units_in(reply)
    name = units[0] if len(units) == 1 else ""
    if not file_name_of(name) or _NUMBER.search(name):
        key = "reply.several_units" if len(units) > 1 else "reply.no_unit"
        refusal = error(key, Place(shown), found="、".join(units))
    elif not unit:
        refusal = _known_by_another_name(reply, name, shown, kept)
    doubt = visits.unknown_title(reply, name)
    return _Incoming(path, shown, _bytes(path), reply, name, refusal, doubt)


def _read_kept(file: ReplyFile, visits: KnownVisits) -> _KeptContent:
    rows = _rows(read_reply(file.path, file.shown, visits.language), file)
    return _KeptContent(file, _bytes(file.path), tuple(rows))


def _bytes(path: Path) -> bytes:
    """A file's content; nothing where it can no longer be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _unusable(reply: Reply, shown: str) -> Finding | None:
    """Why a file is no reply, or must not be kept: it has numbers of identity cards."""
    errors = errors_in(reply.findings)
    identity = (finding for finding in errors if finding.code == "heading.identity")
    if found := next(identity, None):
        return found
    if not reply.rows:
        return errors[0] if errors else error("reply.empty", Place(shown))
    return None


def _known_by_another_name(
    reply: Reply, unit: str, shown: str, kept: Sequence[_KeptContent]
) -> Finding | None:
    """The finding on a unit whose people are mostly in the reply of another unit."""
    if any(unit_key(former.file.unit) == unit_key(unit) for former in kept):
        return None
    names = _names_in(reply.rows)
    for former in kept:
        known = names & _names_in(former.rows)
        if len(known) * 2 > len(names):
            values = {"unit": unit, "other": former.file.unit, "n": len(known), "of": len(names)}
            return error("reply.other_unit", Place(shown), (Place(former.file.shown),), **values)
    return None


def _names_in(rows: Iterable[MappingNode]) -> set[str]:
    return {name_key(row.stripped("name") or "") for row in rows}


def _one_file_per_unit(incoming: Sequence[_Incoming]) -> list[_Incoming]:
    """The files, with a refusal for those of a unit that has sent a later one, or two at once."""
    by_unit: dict[str, list[_Incoming]] = defaultdict(list)
    for file in incoming:
        if not file.refusal:
            by_unit[unit_key(file.unit)].append(file)
    return [
        file if file.refusal else _unless_superseded(file, by_unit[unit_key(file.unit)])
        for file in incoming
    ]


def _unless_superseded(file: _Incoming, of_unit: Sequence[_Incoming]) -> _Incoming:
    different: dict[bytes, _Incoming] = {}
    for other in of_unit:
        different.setdefault(other.content, other)
    if len(different) == 1:
        first = of_unit[0]
        if file is first:
            return file
        refusal = notice("reply.same_file", Place(file.shown), other=first.shown)
        return replace(file, refusal=refusal)
    saved = {content: saved_at(content) for content in different}
    names = "、".join(other.shown for other in different.values())
    times = [time for time in saved.values() if time]
    if len(set(times)) < len(different):
        values = {"unit": file.unit, "names": names}
        return replace(file, refusal=error("reply.two_of_unit", Place(file.shown), **values))
    last = max(times)
    latest = next(other for content, other in different.items() if saved[content] == last)
    if file is latest:
        return file
    values = {"unit": file.unit, "other": latest.shown}
    return replace(file, refusal=notice("reply.superseded", Place(file.shown), **values))


def _received(file: _Incoming, kept: Sequence[_KeptContent], visits: KnownVisits) -> ReceivedReply:
    result = ReceivedReply(file.source, file.shown, Outcome.REFUSED, file.unit)
    if file.refusal:
        return replace(result, refusal=file.refusal)
    former = [other for other in kept if unit_key(other.file.unit) == unit_key(file.unit)]
    current = ReplyFile(file.source, file.shown, file_name_of(file.unit))
    rows = _rows(file.reply, current)
    result = replace(
        result,
        outcome=Outcome.LATER if former else Outcome.NEW,
        kept_as=current.unit + _suffix(file.source, file.content),
        people=len(rows),
        doubts=(file.doubt,) if file.doubt else (),
        former=tuple(other.file.path for other in former),
        content=file.content,
    )
    if [other.content for other in former] == [file.content]:
        return replace(result, outcome=Outcome.SAME)
    if later := _later_than(file.content, [other.content for other in former]):
        values = {"unit": file.unit, "at": f"{later:%Y-%m-%d %H:%M}"}
        place = Place(former[0].file.shown)
        refusal = error("reply.older", Place(file.shown), (place,), **values)
        return replace(result, outcome=Outcome.REFUSED, refusal=refusal)
    before = [row for other in former for row in other.rows]
    return replace(result, changes=changes_between(before, rows, visits.start))


def _rows(reply: Reply, file: ReplyFile) -> list[MappingNode]:
    """The rows of a reply as the roster has them: with their unit, and names without titles."""
    rows, _ = rows_with_unit(reply, file)
    return rows_of_one_person(rows, with_companions=True)[0]


def _suffix(source: Path, content: bytes) -> str:
    """The ending of a kept file: its own where a list may have it."""
    own = source.suffix.lower()
    if own in _SUFFIXES:
        return own
    if content.startswith(ZIP):
        return ".xlsx"
    return ".xls" if content.startswith(OLE) else ".csv"


def _later_than(content: bytes, former: Sequence[bytes]) -> datetime | None:
    """When a former version was saved that is later than `content`; None where none is known."""
    saved = saved_at(content)
    times = [time for time in map(saved_at, former) if time]
    return max(times) if saved and times and max(times) > saved else None


def saved_at(content: bytes) -> datetime | None:
    """When the program that wrote an .xlsx last saved it (aware); None where it is not known."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(_CORE).file_size > _MOST_CORE:
                return None
            match = _SAVED.search(archive.read(_CORE))
        saved = datetime.fromisoformat(match[1].decode("ascii")) if match else None
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return saved if saved is None or saved.tzinfo else saved.replace(tzinfo=UTC)
