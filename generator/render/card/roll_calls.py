"""The roll calls of a staff card, in the short form that its script reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator import vocabulary
from generator.agenda.views import Agenda, PersonCalled, RollCall
from generator.render.card.entries import caller_view
from generator.render.card.view import RollCallsView
from generator.render.words import Wording
from generator.render.words.days import short_day
from generator.render.words.events import entry_time, entry_title
from generator.render.words.lists import dotted, joined
from generator.render.words.places import seat_text, table_text, vehicle_text


def roll_calls_view(agenda: Agenda, words: Wording) -> RollCallsView:
    """The roll calls of an agenda in the words of its card.

    `people` has a list for each field, so that they compress well; a roll call has the positions of
    its people.
    """
    calls = agenda.roll_calls
    people = {person.code: person for call in calls for person in call.people}
    position = {code: number for number, code in enumerate(people)}
    liaisons = dict.fromkeys(liaison for call in calls for liaison in call.liaisons)
    return RollCallsView(
        word=vocabulary.words_under("roll", words.language),
        data={
            "visit": agenda.visit.slug,
            "people": _columns(words, people.values()),
            "calls": {call.code: _call(words, call, position) for call in calls},
        },
        liaisons=tuple(caller_view(words, liaison) for liaison in liaisons),
        others=tuple((call.code, _name(words, call)) for call in calls if not call.on_card),
    )


def _name(words: Wording, call: RollCall) -> str:
    """`5月18日 18:10-19:10 晚餐`."""
    event = call.event
    day = "" if event.open_time else short_day(event.start.date(), words.language)
    time = entry_time(event, words.language)
    return joined(day, time, entry_title(event, words.language))


def _columns(words: Wording, people: Iterable[PersonCalled]) -> Mapping[str, object]:
    people = list(people)
    return {
        "codes": "".join(person.code for person in people),
        "names": [words.name(person.name) for person in people],
        "parties": [words.text(person.party) for person in people],
        "phones": [person.phone or "" for person in people],
        "counts": _unusual(person.count for person in people),
    }


def _unusual(counts: Iterable[int]) -> Mapping[int, int]:
    """The counts other than one, by position."""
    return {number: count for number, count in enumerate(counts) if count != 1}


def _call(words: Wording, call: RollCall, position: Mapping[str, int]) -> Mapping[str, object]:
    """A roll call in the order of `position`, which is that of most of them."""
    people = sorted(call.people, key=lambda person: position[person.code])
    places = [_place(words, person) for person in people]
    return {
        **({} if call.on_card else {"name": _name(words, call)}),
        "who": [position[person.code] for person in people],
        **({"places": places} if any(places) else {}),
        **({"others": call.others} if call.others else {}),
    }


def _place(words: Wording, person: PersonCalled) -> str:
    """Where a person sits, and the train that brings or takes the person."""
    language, table, seat = words.language, person.table, person.seat
    return dotted(
        vehicle_text(person.vehicle, language) if person.vehicle else "",
        table_text(table.table, language, table.seat) if table else "",
        seat_text(seat.form, seat.side, seat.number, language) if seat else "",
        words.text(person.connection),
    )
