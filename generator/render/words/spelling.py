"""What the office wrote in Chinese, for readers of another language.

A version in the reader's language comes first, then the one in English, then a usual term, then
pinyin. A Chinese reader gets every text as it was written, and so does everybody whose text has
no Chinese in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from generator import vocabulary
from generator.agenda.views import AgendaLocation
from generator.model.companions import companions_text, parse_companions
from generator.model.standing import Location, Room
from generator.names.latin import has_chinese, is_name_of_person, latin_name, latin_text
from generator.names.terms import term_for, translation_of
from generator.render.words.lists import joined
from generator.text import DEFAULT_LANGUAGE, PersonName, Text

_NAME_AND_UNIT = re.compile(r"(?P<name>[^（(]+)[（(](?P<unit>.+)[）)]")
_COMPANIONS = re.compile(r"(?P<name>[^（(]+)(?P<companions>随行\d+人(?:（.+）)?)")
_COUNTED = re.compile(r"(?P<n>\d+)人")
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][·\s]?[A-Z0-9]{4,6}[\u4e00-\u9fff]?")


def name_text(name: str | Text | None, language: str) -> str:
    """`Li Si 李四`: a person's name in pinyin, and as it is written; empty for None.

    A Text is a word for a name that is still to be decided.
    """
    if isinstance(name, Text):
        return title_text(name, language)
    if not name or language == DEFAULT_LANGUAGE:
        return name or ""
    pinyin = name.pinyin if isinstance(name, PersonName) else ""
    return _beside(pinyin or _latin_name(str(name), language), str(name))


def _latin_name(name: str, language: str) -> str:
    """A name in pinyin; of somebody from elsewhere with the unit, which is in brackets.

    Of companions with a place of their own the name of their guest, and how many they are.
    """
    if apart := _COMPANIONS.fullmatch(name):
        companions = parse_companions(apart["companions"])
        count = companions_text(companions, language) if companions else ""
        guest = latin_name(apart["name"])
        return vocabulary.word("companions.apart", language, name=guest, companions=count)
    match = _NAME_AND_UNIT.fullmatch(name)
    if match is None:
        return latin_name(name)
    if counted := _COUNTED.fullmatch(match["unit"]):
        party = _both(match["name"], language)[0]
        return vocabulary.word("participants.counted", language, party=party, n=int(counted["n"]))
    return f"{latin_name(match['name'].strip())} ({_both(match['unit'], language)[0]})"


def name_lines(name: str | Text | None, language: str) -> str:
    """The result of `name_text` with the original on its own line: for cards and badges."""
    text = name_text(name, language)
    original = str(name or "")
    return text.removesuffix(f" {original}") + f"\n{original}" if text != original else text


def proper_text(text: Text | str | None, language: str) -> str:
    """`East Gate 东门`: a unit, a post, a party or a place, and as it is written."""
    latin, original = _both(text, language)
    return _beside(latin, original)


def title_text(text: Text | str | None, language: str) -> str:
    """`Discussion Meeting`: a title, translated where that is possible; else in pinyin too."""
    if language == DEFAULT_LANGUAGE:
        return text.in_(language) if isinstance(text, Text) else str(text or "")
    latin, original = _both(text, language)
    return latin if _is_translated(text, language) else _beside(latin, original)


def note_text(text: Text | str | None, language: str) -> str:
    """A note or another sentence, translated where that is possible; else as it is.

    Nobody understands the pinyin of a sentence.
    """
    latin, original = _both(text, language)
    return latin if _is_translated(text, language) else original


def who_text(text: Text, language: str) -> str:
    """A group, a party or a person, as a list of people names them; also all but some of them."""
    match = _all_but(language).fullmatch(text.in_(language))
    if match and language != DEFAULT_LANGUAGE:
        whole = _latin_who(match["whole"], language)
        those = ", ".join(_latin_who(name, language) for name in match["those"].split("、"))
        latin = vocabulary.word("participants.but", language, whole=whole, those=those)
        return _beside(latin, str(text))
    is_person = is_name_of_person(str(text)) and not term_for(str(text), language)
    if is_person or _COMPANIONS.fullmatch(str(text)):
        return name_text(str(text), language)
    return proper_text(text, language)


def _latin_who(name: str, language: str) -> str:
    """A group, a party or a person, without the original."""
    if is_name_of_person(name) and not term_for(name, language):
        return latin_name(name)
    return _both(name, language)[0]


@cache
def _all_but(language: str) -> re.Pattern[str]:
    """The pattern of `All guests (except 第一组)`."""
    wording = vocabulary.word("participants.but", language, whole="WHOLE", those="THOSE")
    pattern = re.escape(wording).replace("WHOLE", "(?P<whole>.+)")
    return re.compile(pattern.replace("THOSE", "(?P<those>.+)"))


def place_text(place: AgendaLocation | Location | None, language: str, *spots: Text) -> str:
    """`Meeting Room 1, Yunlai Hotel`: a place in short; the original beside pinyin alone.

    `spots` are spots within it.
    """
    if place and not (isinstance(place, AgendaLocation) and place.undecided):
        parts = (*_parts_of(place), *spots)
        if all(_is_translated(part, language) for part in parts):
            return _latin_place(parts, language)
    return full_place_text(place, language, *spots)


def full_place_text(place: AgendaLocation | Location | None, language: str, *spots: Text) -> str:
    """`East Gate, Yunlai Hotel 云来宾馆 东门`: a place to go to, as the signs there write it too.

    `spots` are spots within it. In Chinese the larger comes first. What is still to be decided
    comes last.
    """
    if isinstance(place, AgendaLocation) and place.undecided:
        known = None if place.is_open else replace(place, undecided=None)
        shown = full_place_text(known, language, *spots)
        return with_undecided(shown, place.undecided, language)
    parts = (*_parts_of(place), *spots) if place else spots
    original = joined(*(_both(part, language)[1] for part in parts))
    return _beside(_latin_place(parts, language), original)


def with_undecided(known: str, undecided: Text | None, language: str) -> str:
    """What is known, and that the rest is still to be decided: `云来宾馆 待定`."""
    if not known or undecided is None:
        return known or (undecided.in_(language) if undecided else "")
    words = undecided.in_(language)
    return vocabulary.word("undecided.beside", language, known=known, undecided=words)


def _latin_place(parts: Sequence[Text], language: str) -> str:
    """The parts of a place: the smallest first, but the number of a room last."""
    latin = [_both(part, language)[0] for part in parts]
    if language == DEFAULT_LANGUAGE or (latin and latin[-1][:1].isdecimal()):
        return joined(*latin)
    return joined(*reversed(latin), separator=", ")


def _is_translated(text: Text | str | None, language: str) -> bool:
    """Whether no part of a text has to be written in pinyin."""
    if not text or language == DEFAULT_LANGUAGE or not _is_foreign(str(text)):
        return True
    translation = translation_of(text, language)
    return translation is not None and not translation.has_name


def _parts_of(place: AgendaLocation | Location) -> tuple[Text, ...]:
    """The venue, and the room in it."""
    if isinstance(place, AgendaLocation):
        return (place.venue, place.space) if place.space else (place.venue,)
    space = place.space
    if space is None:
        return (place.venue.name,)
    return place.venue.name, Text(space.number) if isinstance(space, Room) else space.name


def _beside(latin: str, original: str) -> str:
    """A text in Latin letters and the original, where that is Chinese and differs."""
    if latin == original or not has_chinese(original):
        return latin
    return f"{latin} {original}"


@lru_cache(maxsize=1 << 14)
def _both(text: Text | str | None, language: str) -> tuple[str, str]:
    """A text for readers of a language, and as it was written."""
    original = str(text) if text else ""
    if language == DEFAULT_LANGUAGE or not _is_foreign(original):
        version = text.in_(language) if isinstance(text, Text) else original
        return version, version if language == DEFAULT_LANGUAGE else original
    translation = translation_of(text or "", language)
    return translation.text if translation else latin_text(original), original


def _is_foreign(text: str) -> bool:
    """Whether a text has Chinese characters, and is no number plate."""
    return has_chinese(text) and _PLATE.fullmatch(text) is None
