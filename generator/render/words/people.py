"""People: their names, and their telephones as a link dials them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from generator.agenda.views import PhoneContact
from generator.model.companions import Companions, companions_text
from generator.model.people import Guest, Person, name_with_companions
from generator.render.words.lists import joined, listed
from generator.render.words.spelling import name_text, title_text


def name_list(people: Iterable[Person], language: str) -> str:
    """`张三、李四（随行2人）`."""
    return listed(name_with_companions(person, language) for person in people)


def companions_of(companions: Companions | None, language: str) -> str:
    """`随行2人（男1女1）`; empty where there are none."""
    return companions_text(companions, language) if companions else ""


def party_of(person: Person) -> str:
    """The names of a guest's parties; empty for others."""
    return listed(party.name for party in person.parties) if isinstance(person, Guest) else ""


def distinct_name(person: Person) -> str:
    """A person's name; with the unit where another person has the same name."""
    return person.id if person.id.startswith(f"{person.name}@") else person.name


def phone_contact(contact: PhoneContact, language: str) -> str:
    """`医疗 周医生 07175550101`: the contact's purpose, name and telephone."""
    what = title_text(contact.what, language)
    return joined(what, name_text(contact.name, language), contact.phone)


@lru_cache(maxsize=8192)
def dialled(phone: str) -> str:
    """A telephone number as a `tel:` link dials it; a comma is a pause before the extension."""
    number, _, extension = phone.partition("转")
    digits = "".join(c for c in number if c.isdecimal() or c == "+")
    return f"{digits},{extension.strip()}" if extension else digits
