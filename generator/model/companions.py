"""Companions: people without names who come with a guest, and are counted wherever the guest is."""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.audience import SELF
from generator.model.enums import Sex
from generator.model.parsing.context import WrittenMapping
from generator.model.parsing.normalisation import normal
from generator.model.parsing.values import Number, between
from generator.model.record import Record, json_schema

MOST_COMPANIONS = 500

_CHINESE_NUMBERS = {"两": 2} | {word: n for n, word in enumerate("一二三四五六七八九十", start=1)}
_NUMBER = rf"(?:\d+|[{''.join(_CHINESE_NUMBERS)}])"
_COUNT = re.compile(
    r"(?:(?:随行|随员|同行|携|带|companions?)\s*(?:人员|人数)?\s*)?\+?\s*"
    rf"(?P<count>{_NUMBER})?\s*(?:个人|[人名位个]|people|persons?|companions?)?"
    r"\s*(?:随行|随员|同行)?"
)
_MALE = r"男[性士]?|men|man|male"
_FEMALE = r"女[性士]?|women|woman|female"
_SEX = rf"(?:{_MALE}|{_FEMALE})"
_SEX_FIRST = re.compile(rf"(?P<sex>{_SEX})\s*(?P<n>{_NUMBER})\s*[人名位个]?")
_NUMBER_FIRST = re.compile(rf"(?P<n>{_NUMBER})\s*[人名位个]?\s*(?P<sex>{_SEX})")
_PUNCTUATION = re.compile(r"[\s、,;:/()和]+|其中|含|共|计|and")


class Companions(Record):
    """People who come with a guest and have no names yet.

    Of `count` people, `men` and `women` are those whose sex is known. They have no card until
    they are named in rows of their own.
    """

    count: Annotated[Number, between(1, MOST_COMPANIONS), SELF]
    men: Annotated[Number, between(0, MOST_COMPANIONS), SELF] = 0
    women: Annotated[Number, between(0, MOST_COMPANIONS), SELF] = 0

    @model_validator(mode="before")
    @classmethod
    def _add_up(cls, value: Any) -> Any:
        """Read {men: 1, women: 1} as two people."""
        if not isinstance(value, WrittenMapping) or "count" in value:
            return value
        sexes = [str(value[key]) for key in ("men", "women") if key in value]
        if not sexes or not all(map(str.isdecimal, sexes)):
            return value
        return WrittenMapping({**value, "count": str(sum(map(int, sexes)))}, value.source)

    @model_validator(mode="after")
    def _at_most_all(self) -> Companions:
        if self.men + self.women > self.count:
            raise _too_many_sexes(self.count, self.men + self.women)
        return self

    @property
    def sexes(self) -> tuple[Sex | None, ...]:
        """The sex of each of them; None where it is not known."""
        unknown = self.count - self.men - self.women
        return (Sex.MALE,) * self.men + (Sex.FEMALE,) * self.women + (None,) * unknown

    def without(self, others: Companions) -> Companions | None:
        """Those who are left when `others`, some of them, are elsewhere; None where nobody is."""
        count = self.count - others.count
        if count <= 0:
            return None
        men, women = max(self.men - others.men, 0), max(self.women - others.women, 0)
        # Of those who left without a sex, anybody may be one whose sex is known.
        known = others.men + others.women == others.count
        return Companions(count=count, men=men * known, women=women * known)


def parse_companions(text: str) -> Companions | None:
    """Companions from `2`, `随行2人`, `2人（男1女1）`, `1男1女`; None from `0`.

    Raises PydanticCustomError for another text, such as names.
    """
    plain = normal(text).casefold()
    for pattern in (_SEX_FIRST, _NUMBER_FIRST):
        counted = _COUNT.fullmatch(_PUNCTUATION.sub(" ", pattern.sub(" ", plain)).strip())
        sexes: Counter[str] = Counter()
        for match in pattern.finditer(plain):
            sexes["men" if re.fullmatch(_MALE, match["sex"]) else "women"] += _int(match["n"])
        if counted and (counted["count"] or sexes):
            return _companions(_int(counted["count"] or str(sexes.total())), sexes)
    raise PydanticCustomError("companions.unread", "companions", {"found": text})


def companions_text(companions: Companions, language: str, form: str = "count") -> str:
    """`随行2人（男1女1）`: how many companions these are, as it is read again.

    `form` is `cell` in the roster's column of companions, where the number is enough.
    """
    text = vocabulary.word(f"companions.{form}", language, n=companions.count)
    known = (("male", companions.men), ("female", companions.women))
    words = [vocabulary.word(f"companions.{sex}", language, n=n) for sex, n in known if n]
    if not words:
        return text
    sexes = vocabulary.word("companions.and", language).join(words)
    return vocabulary.word("companions.sexes", language, count=text, sexes=sexes)


def _companions(count: int, sexes: Counter[str]) -> Companions | None:
    if sexes.total() > count:
        raise _too_many_sexes(count, sexes.total())
    return Companions(count=count, **sexes) if count else None


def _too_many_sexes(count: int, sexes: int) -> PydanticCustomError:
    return PydanticCustomError("companions.sum", "sum", {"count": count, "sexes": sexes})


def _int(number: str) -> int:
    return _CHINESE_NUMBERS.get(number) or int(number)


def _read(value: object) -> object:
    return parse_companions(value) if isinstance(value, str) else value


def _without_source(companions: Companions | None) -> Companions | None:
    """Companions as they are compared: where they were written is no part of them."""
    return companions.model_copy(update={"source": None}) if companions else None


CompanionsWritten = Annotated[
    Companions | None,
    BeforeValidator(_read),
    AfterValidator(_without_source),
    json_schema(
        {
            "anyOf": [
                {"type": "integer"},
                {"type": "string", "examples": ["2", "2（男1女1）"]},
                {
                    "type": "object",
                    "properties": {
                        key: {"type": ["integer", "string"]} for key in ("count", "men", "women")
                    },
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
