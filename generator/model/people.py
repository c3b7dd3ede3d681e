"""Guests and staff. Both are persons, and each person has a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.audience import DIETS, NEEDS, OFFICE, SELF, STAFF
from generator.model.companions import Companions, CompanionsWritten, companions_text
from generator.model.enums import Rank, SecondFactor, Sex, VehicleKind
from generator.model.parsing.context import Remark, context_of, note
from generator.model.parsing.exclusions import exclusion_in
from generator.model.parsing.labels import as_language, as_member
from generator.model.parsing.references import (
    list_of,
    names_in,
    one_name,
    participants_in,
    reference_to,
    several_names,
)
from generator.model.parsing.values import (
    Number,
    Phone,
    StringList,
    When,
    YesNo,
    between,
    normal,
)
from generator.model.record import PersonId, Record
from generator.model.standing import Location, Role
from generator.text import Text

RoleRef = Annotated[Role, reference_to("role"), one_name("coordination")]
RoleList = Annotated[tuple[RoleRef, ...], list_of("role"), several_names("会务组")]


MOST_REVISIONS = 99
"""The most revisions of a card: the microsite keeps a page, with a notice, for each former card."""


class Person(Record):
    """Somebody with a card.

    `id` is unique in the visit; the loader makes it from the name when none is written.
    `revision` rises when a lost card is revoked. The visit's second factor applies to whoever has
    no `second_factor`.
    """

    id: Annotated[PersonId, OFFICE]
    name: Annotated[str, SELF] = Field(min_length=1)
    pinyin: Annotated[str | None, SELF] = None
    sex: Annotated[Sex | None, as_member(Sex), STAFF] = None
    unit: Annotated[str | None, SELF] = None
    post: Annotated[str | None, SELF] = None
    rank: Annotated[Rank | None, as_member(Rank), STAFF] = None
    phone: Annotated[Phone | None, SELF] = None
    language: Annotated[str | None, as_language, SELF] = None
    diet: Annotated[StringList, STAFF, DIETS] = ()
    revision: Annotated[Number, between(0, MOST_REVISIONS), OFFICE] = 0
    second_factor: Annotated[SecondFactor | None, as_member(SecondFactor), SELF] = None
    note: Annotated[str | None, OFFICE] = None

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def headcount(self) -> int:
        """How many people are counted for this person: those without a name are counted too."""
        return 1

    @property
    def sexes(self) -> tuple[Sex | None, ...]:
        """The sex of everybody who is counted for this person; None where it is not known."""
        return (self.sex,)


class Staff(Person):
    """A member of the team that hosts. `roles` are the roles of the person's working groups."""

    roles: Annotated[RoleList, SELF] = ()
    trained: Annotated[StringList, STAFF] = ()


StaffRef = Annotated[Staff, reference_to("staff"), one_name("李四")]
StaffList = Annotated[tuple[StaffRef, ...], list_of("staff"), several_names("李四、王五")]


MOST_PEOPLE = 20_000
"""The most people of one party."""


class Party(Record):
    """A named set of guests, and the staff member who looks after them (`liaison`).

    `lead` is the name of the guest who leads it, as written: guests are read after their parties.
    `people` are all of a party of which not everybody is named, such as a class; `children` are
    some of them.
    """

    name: Annotated[str, SELF] = Field(min_length=1)
    lead: Annotated[str | None, SELF] = None
    people: Annotated[Number | None, between(1, MOST_PEOPLE), STAFF] = None
    children: Annotated[Number | None, between(0, MOST_PEOPLE), STAFF] = None
    liaison: Annotated[StaffRef | None, SELF] = None
    note: Annotated[str | None, STAFF] = None


def _party_names(value: object, info: ValidationInfo) -> object:
    """The names of parties in a text; a name with a comma or 、 of its own is one name."""
    if isinstance(value, Party):
        return (value,)
    references = context_of(info).references
    if isinstance(value, str) and references and references.is_listed("party", value):
        return (value,)
    return names_in(value, "party", references)


def _each_once(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple({party.name: party for party in parties}.values())


PartyRef = Annotated[Party, reference_to("party"), one_name("第一组")]
PartyList = Annotated[
    tuple[PartyRef, ...],
    BeforeValidator(_party_names),
    AfterValidator(_each_once),
    several_names("第一组、考察组"),
]


def _stop(value: object, info: ValidationInfo) -> object:
    """The place that a text names; one that nothing lists is used as written, with a notice."""
    references = context_of(info).references
    if not isinstance(value, str) or references is None:
        return value
    location, is_new = references.stop(value)
    if is_new:
        note(info, (Remark.notice("guest.stop_unlisted", found=location.venue.name),))
    return location


StopRef = Annotated[Location, BeforeValidator(_stop), one_name("高铁站/东出口")]


@lru_cache(maxsize=4096)
def is_by_car(by: str | None) -> bool:
    """Whether a guest who travels `by` this drives a car of their own."""
    return any(word in (by or "").casefold() for word in _own_cars())


@cache
def _own_cars() -> tuple[str, ...]:
    words = vocabulary.words_for("VehicleKind", VehicleKind.OWN)
    return tuple(normal(word).casefold() for word in words)


class Guest(Person):
    """A guest of the visit.

    `arrival_by` and `departure_by` are trains or flights, `arrival_at` and `departure_at` the
    stations, airports, terminals and exits of these.

    `parties` are written under the key `party`. The first is the one that lists are ordered by.
    `companions` have no names and no card. They are counted with the guest, unless the plan gives
    them a place of their own.

    The wishes `share_with`, `not_with`, `ride_with`, `not_ride_with` and `table_with` are names of
    people or parties, as written: guests may name one another. `generator.names.wishes` reads them.
    """

    ethnicity: Annotated[str | None, STAFF] = None
    parties: Annotated[PartyList, SELF] = Field(default=(), alias="party")
    part: Annotated[str | None, SELF] = None
    companions: Annotated[CompanionsWritten, SELF] = None
    liaison: Annotated[StaffRef | None, SELF] = None
    arrival: Annotated[When | None, SELF] = None
    arrival_by: Annotated[str | None, SELF] = None
    arrival_at: Annotated[StopRef | None, SELF] = None
    departure: Annotated[When | None, SELF] = None
    departure_by: Annotated[str | None, SELF] = None
    departure_at: Annotated[StopRef | None, SELF] = None
    needs_room: Annotated[YesNo, STAFF] = True
    shares_bed: Annotated[YesNo, STAFF] = False
    single_room: Annotated[YesNo, OFFICE] = False
    share_with: Annotated[StringList, OFFICE] = ()
    not_with: Annotated[StringList, OFFICE] = ()
    ride_with: Annotated[StringList, OFFICE] = ()
    not_ride_with: Annotated[StringList, OFFICE] = ()
    table_with: Annotated[StringList, OFFICE] = ()
    needs: Annotated[StringList, STAFF, NEEDS] = ()

    @property
    def comes_by_car(self) -> bool:
        """Whether the guest comes in a car of their own."""
        return is_by_car(self.arrival_by)

    @property
    def party(self) -> Party | None:
        """The first of the guest's parties."""
        return self.parties[0] if self.parties else None

    @property
    def looked_after_by(self) -> Staff | None:
        """The guest's own liaison, or else the first party's that has one."""
        liaisons = self.liaisons
        return liaisons[0][0] if liaisons else None

    @property
    def liaisons(self) -> tuple[tuple[Staff, Party | None], ...]:
        """The guest's own liaison in place of the first party's, then those of the other parties.

        Each once, with the party that has the liaison; None for the guest's own.
        """
        own = ((self.liaison, None),) if self.liaison else ()
        others = self.parties[1:] if own else self.parties
        liaisons: dict[PersonId, tuple[Staff, Party | None]] = {}
        for staff, party in (*own, *((party.liaison, party) for party in others)):
            if staff:
                liaisons.setdefault(staff.id, (staff, party))
        return tuple(liaisons.values())

    @property
    def guest_id(self) -> PersonId:
        """The guest's id, also of companions who have a place of their own."""
        return self.id

    @property
    def headcount(self) -> int:
        """The guest, and the companions."""
        return 1 + (self.companions.count if self.companions else 0)

    @property
    def sexes(self) -> tuple[Sex | None, ...]:
        """The sex of the guest, and of each companion."""
        return (self.sex, *(self.companions.sexes if self.companions else ()))


# They are made by the program, so that nothing is ever read as one: pydantic builds no schema.
class CompanionsApart(Guest, defer_build=True):
    """Companions who have a place of their own in the plan: a room, a table, a vehicle.

    They are written as `胡一随行2人`, which is their name and their id. The fields are those of the
    `guest`; `companions` are these people alone.
    """

    guest: Annotated[Guest, STAFF]

    @property
    def guest_id(self) -> PersonId:
        """The id of the guest whose companions these are."""
        return self.guest.id

    @property
    def headcount(self) -> int:
        """These companions, without the guest."""
        return self.companions.count if self.companions else 0

    @property
    def sexes(self) -> tuple[Sex | None, ...]:
        """The sex of each of these companions."""
        return self.companions.sexes if self.companions else ()


class UnnamedMembers(CompanionsApart):
    """The people of a party who are only counted: they ride, eat and sleep, and have no card.

    They are one guest of the plan, with the party's name and their number as name and id.
    """


def unnamed_members(party: Party, named: int) -> UnnamedMembers | None:
    """The people of a party beside the `named` ones; None where nobody is."""
    count = (party.people or 0) - named
    if count <= 0:
        return None
    language = "zh" if _HAN.search(party.name) else "en"
    name = vocabulary.word("participants.counted", language, party=party.name, n=count)
    whole = Guest.model_construct(id=PersonId(name), name=name, parties=(party,))
    return UnnamedMembers.model_construct(
        id=whole.id,
        name=name,
        parties=whole.parties,
        guest=whole,
        companions=Companions.model_construct(count=count),
    )


_HAN = re.compile("[\u3400-\u9fff]")


def companions_apart(guest: Guest, companions: Companions) -> CompanionsApart:
    """`companions` of `guest` with a place of their own: named, met and looked after as theirs."""
    language = _language_of(guest)
    text = companions_text(companions, language)
    named = {
        field: vocabulary.word("companions.apart", language, name=name, companions=text)
        for field, name in (("id", guest.id), ("name", guest.name))
    }
    # A view for staff lacks some fields.
    fields = {
        field: guest.__dict__[field] for field in Guest.model_fields if field in guest.__dict__
    }
    own = {"guest": guest, "companions": companions, "sex": None, "phone": None, "diet": ()}
    return CompanionsApart.model_construct(**fields | named | own)


def _language_of(guest: Guest) -> str:
    """The language of the words that are added to a guest's name."""
    return "zh" if _HAN.search(guest.name) else "en"


def name_with_companions(person: Person, language: str) -> str:
    """`胡一（随行2人）`; the name alone of somebody who is counted once."""
    companions = person.companions if isinstance(person, Guest) else None
    if companions is None or isinstance(person, CompanionsApart):
        return person.name
    number = vocabulary.word("companions.count", language, n=companions.count)
    return vocabulary.word("companions.with", language, name=person.name, companions=number)


def one_by_one(person: Person) -> Iterator[Person]:
    """A person, then each companion: for a plan in which everybody has a seat."""
    if isinstance(person, CompanionsApart):
        yield from (person for _ in person.sexes)
        return
    yield person
    if isinstance(person, Guest) and person.companions:
        for sex in person.companions.sexes:
            one = Companions(count=1, men=sex is Sex.MALE, women=sex is Sex.FEMALE)
            name = vocabulary.word("companions.one", _language_of(person), name=person.name)
            yield companions_apart(person, one).model_copy(update={"name": name})


def headcount(people: Iterable[Person], of: type[Person] = Person) -> int:
    """How many people these are, companions included; `of` counts only guests, or only staff.

    Whoever counts people counts them here: `len()` leaves out companions.
    """
    return sum(person.headcount for person in people if isinstance(person, of))


GuestRef = Annotated[Guest, reference_to("guest"), one_name("张伟")]
PersonRef = Annotated[Person, reference_to("person"), one_name("张伟")]


def _person_or_name(value: object, info: ValidationInfo) -> object:
    references = context_of(info).references
    if not isinstance(value, (str, Person)):
        raise PydanticCustomError("string_type", "a name")
    return references.somebody(value) if isinstance(value, str) and references else value


PersonOrName = Annotated[Person | str, BeforeValidator(_person_or_name), one_name("张伟")]
"""A person of the visit, or the name of somebody without a card."""


def name_of(person: Person | str) -> str:
    """The name of a person, or of somebody who is known by name alone."""
    return person.name if isinstance(person, Person) else person


@dataclass(frozen=True, slots=True)
class Participants:
    """The people something is for.

    `named` are the words they were named by (`全体`, `第一组`, `全体来宾（除张伟）`), so that pages
    can show these. `everyone` is whether all guests are meant.
    """

    named: tuple[Text, ...] = ()
    people: tuple[Person, ...] = ()
    everyone: bool = False

    @classmethod
    def of(cls, people: Iterable[Person]) -> Participants:
        """These people, each by name."""
        those = tuple(people)
        return cls(tuple(Text(person.name) for person in those), those)

    def __bool__(self) -> bool:
        return bool(self.people)

    @property
    def headcount(self) -> int:
        """How many people these are, companions included."""
        return headcount(self.people)


AMBIGUOUS_NAMES = frozenset(
    {"所有人", "全体人员", "所有人员", "全部人员", "全员", "大家", "everyone", "everybody"}
)
"""Words that mean all guests here, but may have been meant for the staff too."""


def remarks_on_everyone(written: list[object]) -> list[Remark]:
    """A warning for each word that may mean all guests, or all guests and staff."""
    remarks = []
    for name in written:
        group = (exclusion_in(name) or (name, []))[0] if isinstance(name, str) else ""
        if normal(group).casefold() in AMBIGUOUS_NAMES:
            remarks.append(Remark.warning("name.everyone", found=group))
    return remarks


def _participants(value: object, info: ValidationInfo) -> object:
    references = context_of(info).references
    written = participants_in(value, references)
    if isinstance(written, list):
        note(info, remarks_on_everyone(written))
    if references is None or not isinstance(written, list):
        return value
    if not all(isinstance(name, str) for name in written):
        return value  # pydantic refuses it by its type
    names = dict.fromkeys(written)
    groups: list[Participants] = [references.participants(name) for name in names]
    if len(groups) == 1:
        return groups[0]
    people = {person.id: person for group in groups for person in group.people}
    return Participants(
        named=tuple(text for group in groups for text in group.named),
        people=tuple(people.values()),
        everyone=any(group.everyone for group in groups),
    )


PeopleRef = Annotated[Participants, BeforeValidator(_participants), several_names("第一组、张伟")]
NOBODY = Participants()
