"""The content of a card as HTML: the inside of the page that `envelope` makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, Template
from jinja2.ext import Extension
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from generator import vocabulary
from generator.agenda.views import Agenda
from generator.model.visit import Appearance
from generator.render.card.composing import card_view, page_words
from generator.render.card.view import (
    CallerView,
    CardView,
    ChangeView,
    DayView,
    EntryView,
    RoutineView,
    VisitView,
)
from generator.render.templates import html_templates
from generator.render.whole_names import with_whole_names

_SEATS = Markup("<!--seats-->")
"""Marks the place of the reader's own seats in the HTML that many cards share."""
_NOW_WORDS = (
    "now", "next", "first", "then", "also", "done", "leaving", "last", "ended", "in_minutes",
    "days_left", "tomorrow", "tomorrow_morning", "be_there", "today",
)  # fmt: skip
"""The phrases that the card's script chooses by the clock, as `data-` attributes."""


@dataclass(frozen=True, slots=True)
class CardContent:
    """A card's inner HTML, and what its envelope shows: nothing that names a person.

    `staff` is whether the envelope has the styles and scripts of staff cards.
    """

    language: str
    direction: str
    appearance: Appearance
    html: str
    staff: bool = False


def card_content(
    agenda: Agenda,
    *,
    as_of: datetime,
    version: str,
    calendar: str | None = None,
    marks: Mapping[str, int] | None = None,
    changes: Mapping[str, Sequence[ChangeView]] | None = None,
    papers: tuple[tuple[str, str], ...] = (),
) -> CardContent:
    """The card of one person, in each of the visit's languages, the person's own first.

    A staff card is in its reader's language alone: twice the length would not fit one request.
    `as_of` is aware: when the plan last changed. `calendar` is the person's days as iCalendar.
    `marks` has until when (seconds since 1970) entries, by key, and rooms, as `stay:<date>`, are
    marked as changed. `changes` are those of the last day's publications, by language. `papers`
    are the addresses of files, by their names.
    """
    own_language = agenda.language
    known = vocabulary.languages()
    others = () if agenda.staff else agenda.visit.languages
    languages = [own_language, *(code for code in others if code != own_language)]
    shown = [code for code in languages if code in known] or ["zh"]
    views = [
        card_view(agenda, code, as_of, version, marks or {}, (changes or {}).get(code, ()), papers)
        for code in shown
    ]
    html = _template().render(
        views=views,
        entries=_entries,
        around=_around,
        party=_party,
        changes=_changes,
        json=_json,
        calendar=calendar,
        said=agenda.language_is_chosen,
    )
    return CardContent(
        language=shown[0],
        direction=vocabulary.catalog(shown[0]).direction,
        appearance=agenda.visit.appearance,
        html=with_whole_names(html.replace(">\n<", "><").replace("\r\n", "\n")),
        staff=agenda.staff,
    )


class _ShortHtml(Extension):
    """Leaves out of a template what the HTML standard lets out: a card is one small file.

    That is the end tag of an entry in a list, and that of a paragraph before a block.
    """

    _END_TAG = re.compile(
        r"</(?:dt|dd|li)>|</p>(?=<(?:p|div|dl|ul|ol|section|details|footer|h\d)\b"
        r"|</(?:div|section|details|footer|article)>)"
    )

    def preprocess(self, source: str, _name: str | None, _filename: str | None = None) -> str:
        """Return the source of a template, shortened."""
        return self._END_TAG.sub("", source)


@cache
def environment() -> Environment:
    """The templates of cards, which are shortened."""
    return html_templates("generator.render.card", "templates", _ShortHtml)


def _entries(day: DayView, language: str) -> Markup:
    """The entries of a day as HTML, each with its reader's own seats."""
    word = vocabulary.words_under("card", language)
    html: list[str] = []
    for entry, seats in day.entries:
        before, after = _rendered_entry(entry, language)
        html += (before, _parts().own_seats(seats, word), after) if seats else (before, after)
    return Markup("".join(html))


def _changes(changes: tuple[tuple[ChangeView, str], ...]) -> list[dict[str, object]]:
    """Changes as the card's script reads them: it joins them by what was acknowledged."""
    return [asdict(change) | {"place": place} for change, place in changes]


def _json(value: object) -> Markup:
    """A value for an attribute in single quotes: htmlsafe_json_dumps escapes what could end it."""
    return htmlsafe_json_dumps(value, json.dumps, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1 << 15)
def _rendered_entry(entry: EntryView, language: str) -> tuple[str, str]:
    """An entry's HTML before and after the reader's own seats, rendered once for all its cards."""
    word = vocabulary.words_under("card", language)
    before, _, after = str(_parts().entry(entry, _SEATS, word)).partition(_SEATS)
    return before, after


@dataclass(frozen=True, slots=True)
class _Around:
    """The parts of a card in which nothing is the reader's own, in their order."""

    top: Markup
    notes: Markup
    now: Markup
    tools: Markup


def _around(view: CardView, views: Sequence[CardView], calendar: str | None) -> _Around:
    """What is around the reader's own part of a card."""
    others = tuple((v.language, v.language_name) for v in views if v.language != view.language)
    return _rendered_around(
        view.visit, view.language, others, staff=view.staff, calendar=bool(calendar)
    )


@lru_cache(maxsize=256)
def _rendered_around(
    visit: VisitView,
    language: str,
    others: tuple[tuple[str, str], ...],
    *,
    staff: bool,
    calendar: bool,
) -> _Around:
    """The same, rendered once for all cards of a visit."""
    parts, word = _parts(), page_words(language, staff=staff)
    return _Around(
        top=Markup(parts.top(visit, word, staff, others)),
        notes=Markup(parts.notes(word)),
        now=Markup(parts.now(visit, word, _NOW_WORDS)),
        tools=Markup(parts.all_tools(word, calendar)),
    )


@lru_cache(maxsize=4096)
def _party(
    routine: tuple[RoutineView, ...],
    contacts: tuple[CallerView, ...],
    notices: tuple[str, ...],
    language: str,
) -> Markup:
    """The end of a card, which is the same for a party and rendered once for all of it."""
    word = vocabulary.words_under("card", language)
    return Markup(_parts().party(routine, contacts, notices, word))


@cache
def _parts() -> Any:
    """The macros that render parts of a card."""
    return environment().get_template("parts.html.j2").module


@cache
def _template() -> Template:
    return environment().get_template("content.html.j2")
