"""The papers of an item or of a point of its agenda: files beside visit.yml, and links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from generator.model.audience import SELF, STAFF
from generator.model.parsing.context import EntrySource, WrittenMapping
from generator.model.people import NOBODY, PeopleRef
from generator.model.record import PersonId, Record, Words, json_schema
from generator.text import Text

FOLDER = "papers"
"""The folder beside visit.yml with the files."""
LARGEST = 20 * 1024 * 1024
"""The most bytes of a file: a phone has to load it whole before it can be decrypted."""
KINDS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "ofd": "application/ofd",
}
"""The kinds of files by their endings. None of them can run a script on the page that opens it."""
_WITH_AUDIENCE = re.compile(
    r"(?P<what>.*?\S)\s*[（(]\s*(?P<audience>(?:[^（()）]|[（(][^（()）]*[)）])+?)\s*[)）]",
    re.DOTALL,
)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_TITLED_LINK = re.compile(r"(?:(?P<title>.*\S)\s*[:： ]\s*)?(?P<link>https?://\S+)", re.I | re.S)
# A list mark inside of a name is none: it follows the ending of a file, or a bracket.
_BETWEEN = re.compile(r"\s*[;；\n]\s*|(?<=[A-Za-z0-9)）])\s*[、，]\s*")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file in the visit's folder: its name there, its size in bytes, and its SHA-256."""

    name: str
    size: int
    digest: str
    path: Path = field(repr=False, compare=False)

    @property
    def ending(self) -> str:
        """The ending of its name, such as `pdf`."""
        return ending_of(self.name)

    @property
    def media_type(self) -> str:
        """Its media type, by the ending of its name."""
        return KINDS[self.ending]


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, without the dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def _as_file(value: object) -> object:
    """The name of a file below `papers/`, with forward slashes, of a kind that is published."""
    if not isinstance(value, str) or not value.strip():
        return value
    name = value.strip().replace("\\", "/").removeprefix("./")
    name = name.removeprefix(f"{FOLDER}/")
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name:
        raise PydanticCustomError("paper.outside", "path", {"found": value})
    if ending_of(name) not in KINDS:
        raise PydanticCustomError(
            "paper.kind", "kind", {"found": value, "known": "、".join(sorted(KINDS))}
        )
    return name


def _as_link(value: str | None) -> str | None:
    if value is not None and not _LINK.fullmatch(value):
        raise PydanticCustomError("paper.link", "link", {"found": value})
    return value


class Paper(Record):
    """A file or a link for the readers of an item.

    `participants` are written under the key `for`; without it, they are everybody on whose card
    the item is. Others do not see that there is such a paper: nobody does where it is for a group
    that has no members, or for people who are still to be decided.
    """

    title: Annotated[Words | None, SELF] = None
    file: Annotated[str | None, BeforeValidator(_as_file), SELF] = None
    link: Annotated[str | None, AfterValidator(_as_link), SELF] = None
    participants: Annotated[PeopleRef, STAFF] = Field(default=NOBODY, alias="for")

    @model_validator(mode="before")
    @classmethod
    def _has_file_or_link(cls, value: Any) -> Any:
        """Refuse a paper that has neither a file nor a link, or both."""
        if (
            isinstance(value, dict)
            and len([key for key in ("file", "link") if value.get(key)]) != 1
        ):
            raise PydanticCustomError("paper.neither", "?", {"found": _shown(value)})
        return value

    @property
    def name(self) -> Text:
        """Its title; by default the name of its file without the ending, or the link's host."""
        if self.title:
            return self.title
        if self.file:
            return Text(PurePosixPath(self.file).stem)
        return Text((self.link or "").partition("//")[2].partition("/")[0])

    @property
    def readers(self) -> frozenset[PersonId] | None:
        """The people who may see it; None for everybody on whose card the item is."""
        is_for_some = self.participants.named or self.undecided_in("participants")
        if self.participants.everyone or not is_for_some:
            return None
        return frozenset(person.id for person in self.participants.people)


def _shown(value: Mapping[str, object]) -> str:
    return str(next((value[key] for key in ("title", "file", "link") if value.get(key)), ""))


def _papers(value: object, info: ValidationInfo) -> object:
    """A list of papers from a text: `汇报.pdf（工作人员）；县情简介：https://…`."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        return value
    source = info.data.get("source")
    place = EntrySource(source, info.field_name or "") if source else None
    papers: list[object] = []
    for text in texts:
        if not isinstance(text, str):
            papers.append(text)
            continue
        parts = (part.strip() for part in _BETWEEN.split(text))
        papers += [WrittenMapping(_paper(part), place) for part in parts if part]
    return papers


def _paper(text: str) -> dict[str, str]:
    """A paper as it is written in one cell: title, file or link, and in brackets for whom."""
    audience = _WITH_AUDIENCE.fullmatch(text)
    what = audience["what"] if audience else text
    given = {"for": audience["audience"]} if audience else {}
    if link := _TITLED_LINK.fullmatch(what):
        return {**given, **{key: found for key, found in link.groupdict().items() if found}}
    title, mark, file = what.replace("：", ":").rpartition(":")
    if mark and title.strip() and file.strip():
        return {**given, "title": title.strip(), "file": file.strip()}
    if ending_of(what):
        return {**given, "file": what}
    return {**given, "title": what}


_ONE_PAPER = {"anyOf": [{"type": "string"}, {"type": "object"}]}
Papers = Annotated[
    tuple[Paper, ...],
    BeforeValidator(_papers),
    json_schema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": _ONE_PAPER}],
            "examples": ["汇报.pdf（工作人员）；县情简介：https://example.org/"],
        }
    ),
]
