"""The words of `render.words` in the handbook's one language, as staff may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from generator.agenda.reader import Reader
from generator.model.audience import Audience
from generator.model.parsing.values import Moment
from generator.model.people import Participants, Person, name_with_companions
from generator.model.record import Record
from generator.names.latin import name_reading
from generator.render.words import Wording
from generator.render.words.days import day_with_weekday, full_range, moment_text
from generator.render.words.lists import joined, listed
from generator.render.words.people import name_list

LANGUAGE = "zh"
READER = Reader(Audience.STAFF)
"""Whoever reads the handbook is staff: fields for the office alone are not shown."""
WORDS = Wording(LANGUAGE, "handbook")

see = READER.see
"""`see(record, field)`: the field's value, or None where it is not for staff."""
phrase, phrases = WORDS.phrase, WORDS.phrases
label, labels, member = WORDS.label, WORDS.labels, WORDS.member
text, place = WORDS.text, WORDS.place


def name(person: Person | None) -> str:
    """A person's name, with the number of companions; a dash for None."""
    return name_with_companions(person, LANGUAGE) if person else "—"


def names(people: Iterable[Person]) -> str:
    """`张三、李四（随行2人）`."""
    return name_list(people, LANGUAGE)


def readings(people: Iterable[Person]) -> str:
    """The names of people in pinyin, with commas between them: `huang li xin,yang wen bo`."""
    return ",".join(filter(None, (name_reading(person.name) for person in people)))


def usual(values: Iterable[str]) -> str:
    """The value of more than half of a list, which the list then need not repeat; else empty."""
    counts = Counter(values)
    value, count = counts.most_common(1)[0] if counts else ("", 0)
    return value if count > 1 and 2 * count > counts.total() else ""


def beside(known: object, record: Record, field: str) -> str:
    """What is known of a field, and that it is still to be decided."""
    undecided = READER.undecided(record, field)
    if undecided is None:
        return str(known) if known else ""
    return joined(known, text(undecided))


def name_in(record: Record, field: str) -> str:
    """The name of the person in a field; that there is yet to be one; a dash for None."""
    person = see(record, field)
    return beside(name(person) if person else "", record, field) or "—"


def place_in(record: Record, field: str) -> str:
    """The place in a field, or that it is still to be decided."""
    return beside(place(see(record, field)), record, field)


def text_in(record: Record, field: str) -> str:
    """The text in a field, or that it is still to be decided."""
    return beside(text(see(record, field)), record, field)


def moment_in(record: Record, field: str) -> str:
    """The moment in a field, or that it is still to be decided."""
    return beside(moment(see(record, field)), record, field)


def whom(participants: Participants) -> str:
    """The people something is for, as they were named."""
    return listed(map(text, participants.named))


def day(value: date | None) -> str:
    """`5月18日周一`; empty for None."""
    return day_with_weekday(value, LANGUAGE) if value else ""


def dates(first: date, last: date) -> str:
    """`2026年5月18日周一 – 5月20日周三`."""
    return full_range(first, last, LANGUAGE, weekdays=True)


def moment(value: Moment | None) -> str:
    """`5月18日周一 10:20`; empty for None."""
    return moment_text(value, LANGUAGE, weekday=True)
