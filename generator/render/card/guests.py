"""The guests in a staff member's care in words: what they share once, then what differs.

A liaison of 25 guests does not read one train 25 times. Special needs come first, in a strip of
their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator import vocabulary
from generator.agenda.views import AgendaLocation, GuestInCare, When
from generator.render.card.view import AttentionView, GuestInCareView
from generator.render.words import Wording
from generator.render.words.days import moment_text
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.people import companions_of, dialled
from generator.render.words.places import vehicle_text
from generator.render.words.spelling import full_place_text

NAMED_EXCEPTIONS = 6
"""More exceptions than this are counted: the list below has them by name."""
NAMED_NEEDS = 4
"""As many guests the strip names, so that it leaves room for what is now."""


def special_needs(
    words: Wording, guests: Sequence[GuestInCare], most: int = NAMED_NEEDS
) -> Iterator[AttentionView]:
    """`2 人需留意`: those with needs first, then those with a diet alone; nothing of no guest.

    More than `most` and one are counted.
    """
    having = sorted(
        (guest for guest in guests if guest.needs or guest.diet),
        key=lambda guest: not guest.needs,
    )
    if having:
        named = having if len(having) <= most + 1 else having[:most]
        texts = [joined(words.name(guest.name), _needs(words, guest)) for guest in named]
        if others := len(having) - len(named):
            texts.append(_phrase(words, "others_in_list", n=others))
        text = vocabulary.word("diff.then", words.language).join(texts)
        yield AttentionView(_phrase(words, "need_attention", n=len(having)), text)


def guests_in_care(
    words: Wording, guests: Sequence[GuestInCare]
) -> tuple[tuple[str, ...], tuple[GuestInCareView, ...]]:
    """Sentences with what most of the guests share, and each guest with what differs."""
    values = {
        key: [value(words, guest) for guest in guests] for key, value in _SHARED_FACTS.items()
    }
    shared = {key: most for key, column in values.items() if (most := _shared_by_most(column))}
    rows = tuple(
        _row(words, guest, {key: column[number] for key, column in values.items()}, shared)
        for number, guest in enumerate(guests)
    )
    return tuple(_sentences(words, guests, values, shared)), rows


def _shared_by_most(column: Sequence[str]) -> str:
    """The value that more than half have, and at least two; empty where there is none."""
    value, count = Counter(column).most_common(1)[0] if column else ("", 0)
    return value if count > 1 and count * 2 > len(column) else ""


def _sentences(
    words: Wording,
    guests: Sequence[GuestInCare],
    values: Mapping[str, Sequence[str]],
    shared: Mapping[str, str],
) -> Iterator[str]:
    """`13 人均住云来宾馆，乘1号车`, then each fact that has exceptions, with their names."""
    total = sum(guest.headcount for guest in guests)
    facts = {key: _phrase(words, f"shared_{key}", value=value) for key, value in shared.items()}
    exceptions = {
        key: [
            words.name(guest.name)
            for guest, value in zip(guests, values[key], strict=True)
            if value != most
        ]
        for key, most in shared.items()
    }
    of_all = [fact for key, fact in facts.items() if not exceptions[key]]
    if of_all:
        yield _phrase(
            words, "shared_by_all", n=total, facts=_phrase(words, "between_facts").join(of_all)
        )
    for key, fact in facts.items():
        names = exceptions[key]
        if len(names) > NAMED_EXCEPTIONS:
            yield _phrase(words, "shared_but_for_some", n=total, facts=fact, others=len(names))
        elif names:
            listed = enumerated(names, words.language)
            yield _phrase(words, "shared_but", n=total, facts=fact, names=listed)


def _row(
    words: Wording, guest: GuestInCare, values: Mapping[str, str], shared: Mapping[str, str]
) -> GuestInCareView:
    """A guest, with the facts that are not shared; one that most have and this guest lacks, too."""
    own = {key: value for key, value in values.items() if value != shared.get(key, "")}
    journeys = (
        joined(words.label("Guest", key), own[key])
        for key in ("arrival", "departure")
        if own.get(key)
    )
    lacking = (
        _phrase(words, "not_known", what=_phrase(words, f"fact_{key}"))
        for key, value in own.items()
        if not value
    )
    rooms = enumerated(
        (
            _room(words, room, is_shared="hotel" in shared and "hotel" not in own)
            for room in guest.rooms
        ),
        words.language,
    )
    about = (own.get("unit", ""), words.proper(guest.post), own.get("party", ""))
    companions = companions_of(guest.companions, words.language)
    return GuestInCareView(
        name=words.name(guest.name),
        about=dotted(*about, companions, rooms, own.get("vehicles", "")),
        needs=_needs(words, guest),
        phone=guest.phone or "",
        dial=dialled(guest.phone or ""),
        lines=(*journeys, *lacking),
    )


def _needs(words: Wording, guest: GuestInCare) -> str:
    return enumerated(map(words.text, (*guest.needs, *guest.diet)), words.language)


def _room(words: Wording, room: AgendaLocation, *, is_shared: bool) -> str:
    """A room; without its hotel where most of the guests are in that."""
    if is_shared and (room.space or room.undecided):
        return words.text(room.space or room.undecided)
    return words.place(room)


def _hotel(words: Wording, guest: GuestInCare) -> str:
    hotels = dict.fromkeys(words.text(room.venue) for room in guest.rooms)
    return enumerated(hotels, words.language)


def _vehicles(words: Wording, guest: GuestInCare) -> str:
    vehicles = (vehicle_text(number, words.language) for number in guest.vehicles)
    return enumerated(vehicles, words.language)


def _parties(words: Wording, guest: GuestInCare) -> str:
    return dotted(*map(words.proper, guest.parties))


def _journey(words: Wording, moment: When | None, by: str | None, at: AgendaLocation | None) -> str:
    if not moment and not at:
        return ""
    place = full_place_text(at, words.language)
    return joined(moment_text(moment, words.language), words.text(by), place)


_SHARED_FACTS: Mapping[str, Callable[[Wording, GuestInCare], str]] = {
    "unit": lambda words, guest: words.proper(guest.unit),
    "party": _parties,
    "hotel": _hotel,
    "vehicles": _vehicles,
    "arrival": lambda words, guest: _journey(
        words, guest.arrival, guest.arrival_by, guest.arrival_at
    ),
    "departure": lambda words, guest: _journey(
        words, guest.departure, guest.departure_by, guest.departure_at
    ),
}
"""What guests may share, each as a text by which it is compared."""


def _phrase(words: Wording, key: str, **values: object) -> str:
    return vocabulary.word(f"staff_card.{key}", words.language, **values)
