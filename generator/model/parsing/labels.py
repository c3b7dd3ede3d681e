"""Members of closed sets, written as their keys or as their labels in any language."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.enums import VehicleKind
from generator.model.parsing.context import Remark, note
from generator.model.parsing.values import normal, split_list
from generator.text import Text

_LONGEST_KIND = 12

E = TypeVar("E", bound=StrEnum)


def as_member(members: type[StrEnum]) -> BeforeValidator:
    """A validator that turns `会议`, `meeting` or a synonym into the member it names."""
    return BeforeValidator(lambda value: read_member(members, value))


def read_member(members: type[StrEnum], value: Any) -> Any:
    """The member that `value` names. Raises PydanticCustomError with all labels for another."""
    if not isinstance(value, str) or isinstance(value, members):
        return value
    member = member_named(members, value)
    if member is None:
        expected = "、".join(vocabulary.label(members.__name__, m.value) for m in members)
        raise PydanticCustomError("value.choice", "choice", {"found": value, "of": expected})
    return member


def member_named(members: type[E], text: str) -> E | None:
    """The member that `text` names, or None."""
    member = _members_by_word(members).get(normal(text).casefold())
    return member if isinstance(member, members) else None


def member_in(members: type[E], text: Text) -> E | None:
    """The member that is mentioned in a text, in any of its languages; None where none is."""
    versions = [version.casefold() for version in text.versions]
    for member in members:
        words = vocabulary.words_for(members.__name__, member.value)
        if any(word.casefold() in version for word in words for version in versions):
            return member
    return None


def is_member(members: type[StrEnum], text: str) -> bool:
    """Whether `text` names a member."""
    return member_named(members, text) is not None


def as_vehicle_kind(value: object, info: ValidationInfo) -> object:
    """A kind of vehicle by its label, by a label in a longer text (45座大巴), or else `OTHER`."""
    if not isinstance(value, str) or is_member(VehicleKind, value):
        return read_member(VehicleKind, value)
    word = normal(value).casefold()
    members = _members_by_word(VehicleKind)
    kinds = {members[label] for label in members if len(label) > 1 and label in word}
    if not re.search(r"[^\W\d]", word) or len(word) > _LONGEST_KIND:
        return read_member(VehicleKind, value)
    kind = kinds.pop() if len(kinds) == 1 else VehicleKind.OTHER
    note(info, (Remark.read_as(value, vocabulary.field_text("VehicleKind", kind)),))
    return kind


@cache
def _members_by_word(members: type[StrEnum]) -> dict[str, StrEnum]:
    words: dict[str, StrEnum] = {}
    for member in members:
        for word in (member.value, *vocabulary.words_for(members.__name__, member.value)):
            words.setdefault(normal(word).casefold(), member)
    return words


def read_language(value: Any) -> Any:
    """The code of a language by its name; any other text unchanged.

    The card of a person with an unknown language is in the visit's first language; the check
    `language.unknown` reports it.
    """
    return (
        _codes_by_word().get(normal(value).casefold(), value) if isinstance(value, str) else value
    )


@cache
def _codes_by_word() -> dict[str, str]:
    return {
        normal(word).casefold(): code
        for code in vocabulary.languages()
        for word in (code, vocabulary.catalog(code).name, *vocabulary.words_for("Language", code))
    }


def known_languages() -> str:
    """The names of the languages with a catalog, in one line."""
    return "、".join(vocabulary.label("Language", code) for code in vocabulary.languages())


def _read_languages(value: Any) -> Any:
    """The codes of a list of languages, each once.

    Raises PydanticCustomError with all known languages where one has no catalog, since no card
    could be in it.
    """
    written = split_list(value)
    if not isinstance(written, list):
        return written
    codes = [read_language(name) for name in written]
    for code in codes:
        if isinstance(code, str) and code not in vocabulary.languages():
            raise PydanticCustomError(
                "value.choice", "choice", {"found": code, "of": known_languages()}
            )
    return list(dict.fromkeys(codes)) if all(isinstance(code, str) for code in codes) else codes


as_language = BeforeValidator(read_language)
"""A validator that turns `英语`, `English` or `en` into `en`."""
as_languages = BeforeValidator(_read_languages)
"""A validator that turns `中文、英语` into `zh` and `en`."""
