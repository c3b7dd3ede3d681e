"""A visit: its letter, people, schedule, costs and settings. References are objects."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, NewType
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from generator.model.assigned import Placement
from generator.model.audience import OFFICE, PUBLIC, SELF, STAFF
from generator.model.dining import Meal
from generator.model.enums import (
    MapService,
    Payer,
    Privacy,
    PublishTarget,
    Rank,
    SecondFactor,
    VisitKind,
)
from generator.model.lodging import Stay
from generator.model.marks import AttendanceMark
from generator.model.papers import Paper, PaperFile
from generator.model.parsing.labels import as_languages, as_member, member_named
from generator.model.parsing.phones import last_digits
from generator.model.parsing.values import Amount, Day, Number, StringList, YesNo, between
from generator.model.people import (
    Guest,
    Party,
    Person,
    Staff,
    StaffRef,
    UnnamedMembers,
    headcount,
    unnamed_members,
)
from generator.model.points import AgendaPoint, in_order
from generator.model.record import (
    OF_EVERY_RECORD,
    PersonId,
    Record,
    Words,
    json_schema,
)
from generator.model.schedule import Contact, DailyMatter, Notices, Routine, ScheduleItem
from generator.model.seating import Seating
from generator.model.standing import Limit, Standing, Venue
from generator.model.team import Preparation, Team
from generator.model.transport import Ride, Vehicle
from generator.model.views import view_for
from generator.model.wishes import Wish

Event = ScheduleItem | Meal | Ride


class Expense(Record):
    """A line of the statement, in yuan.

    `amount` is what was paid, `planned` what was planned, `voucher_amount` the voucher's amount.
    `quantity` counts the units of `price`, such as nights; without it, `people` are counted.
    """

    item: Annotated[str, OFFICE]
    day: Annotated[Day | None, OFFICE] = None
    place: Annotated[str | None, OFFICE] = None
    price: Annotated[Amount | None, OFFICE] = None
    quantity: Annotated[Number | None, OFFICE] = None
    planned: Annotated[Amount | None, OFFICE] = None
    amount: Annotated[Amount | None, OFFICE] = None
    people: Annotated[Number | None, OFFICE] = None
    payer: Annotated[Payer | None, as_member(Payer), OFFICE] = None
    voucher: Annotated[str | None, OFFICE] = None
    voucher_amount: Annotated[Amount | None, OFFICE] = None
    note: Annotated[str | None, OFFICE] = None


FORMAT = 1
"""The newest format of visit.yml that this program reads.

It reads every older format too, and rewrites no file. A file without a format is in format 1."""
WORK_SECRET_KINDS = {VisitKind.INSPECTION, VisitKind.FOREIGN}
"""The kinds that are work secrets where the rule page names none, or one that is unknown."""
LONGEST_KEPT = 36_500
"""The most days for which cards may be kept: a hundred years."""
STUB_FIELDS = ("format", "title", "host", "start", "end", "privacy", "papers_kept_by")
"""What the file of a classified visit may have: state secrets are not entered into this program."""
MOST_DECOYS = 1000
"""The most `decoys`: the number of cards is rounded up to a multiple, each decoy is a file."""


NOT_WRITTEN = frozenset(
    {"slug", "standing", "undated", "marks", "wishes", "accepted", "paper_files"}
)
"""Fields of a visit that have no key in visit.yml: the loader fills them in."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise PydanticCustomError("value.timezone", "zone", {"found": name}) from None
    return name


class Letter(Record):
    """The sender's official letter, without which there is no reception."""

    number: Annotated[str | None, STAFF] = None
    date: Annotated[Day | None, STAFF] = None
    unit: Annotated[str | None, STAFF] = None
    people: Annotated[Number | None, STAFF] = None
    names: Annotated[StringList, STAFF] = ()


class MeetingPapers(Record):
    """The papers that settle a meeting of the host's own, by number or as a remark.

    Source: 财行〔2016〕214号 art. 16. `sign_in` is the sign-in sheet, `bill` the itemised bill.
    """

    approval: Annotated[str | None, OFFICE] = None
    notice: Annotated[str | None, OFFICE] = None
    sign_in: Annotated[str | None, OFFICE] = None
    bill: Annotated[str | None, OFFICE] = None


class Publication(Record):
    """The approval to publish the visit's cards: by whom, when, and where to."""

    approved_by: Annotated[StaffRef, OFFICE]
    on: Annotated[Day, OFFICE]
    target: Annotated[PublishTarget, as_member(PublishTarget), OFFICE]


class Waiver(Record):
    """A finding that somebody accepts: which one, who accepts it, when and why."""

    code: Annotated[str, STAFF]
    where: Annotated[str | None, STAFF] = None
    by: Annotated[StaffRef, STAFF]
    on: Annotated[Day, STAFF]
    why: Annotated[str, STAFF] = Field(min_length=1)


class Appearance(Record):
    """The colour, the short emblem text and the maps of the visit's cards.

    Fields that a visit leaves out have the values of `appearance` in mkdocs.yml.
    """

    accent: Annotated[str, PUBLIC] = Field(default="#0b6e5f", pattern=r"^#[0-9a-fA-F]{6}$")
    emblem: Annotated[str | None, PUBLIC] = Field(default=None, max_length=2)
    maps: Annotated[MapService, as_member(MapService), PUBLIC] = MapService.AUTO

    def over(self, default: Appearance) -> Appearance:
        """This appearance, with the values of `default` for the fields that are not set."""
        fields = self.model_fields_set - OF_EVERY_RECORD
        return default.model_copy(update={name: getattr(self, name) for name in fields})


class Visit(Record):
    """A visit. `start` and `end` are its first and last day.

    By `reply_by` the sending units return their lists of guests.
    `approval` is the number of the form by which the reception was approved beforehand, where the
    office settles with it. `undated` are the events whose day is still to be decided: they are in
    no plan yet, whatever their `day` is. `marks` are those of roll calls, of attended.csv. `wishes`
    are those of the roster with the people whom they name. `accepted` are the lines of assigned.csv
    that are used in `stays`, `meals`, `rides` and `seating`.
    """

    format: Annotated[Number, between(1, FORMAT), PUBLIC] = 1
    slug: Annotated[str, PUBLIC]
    title: Annotated[Words, PUBLIC]
    host: Annotated[Words, PUBLIC]
    sender: Annotated[Words | None, SELF] = None
    start: Annotated[Day, PUBLIC]
    end: Annotated[Day, PUBLIC]
    timezone: Annotated[str, AfterValidator(_known_zone), PUBLIC] = "Asia/Shanghai"
    kind: Annotated[VisitKind, as_member(VisitKind), STAFF] = VisitKind.OTHER
    rank: Annotated[Rank | None, as_member(Rank), STAFF] = None
    meeting_class: Annotated[Number | None, STAFF] = None
    privacy: Annotated[Privacy, as_member(Privacy), OFFICE] = Privacy.SEALED
    papers_kept_by: Annotated[str | None, STAFF] = None
    work_secret: Annotated[YesNo | None, OFFICE] = None
    languages: Annotated[StringList, as_languages, PUBLIC] = ("zh",)
    right_first: Annotated[YesNo | None, STAFF] = None
    retention_days: Annotated[Number | None, between(0, LONGEST_KEPT), OFFICE] = None
    decoys: Annotated[Number, between(0, MOST_DECOYS), OFFICE] = 0
    second_factor: Annotated[SecondFactor, as_member(SecondFactor), SELF] = SecondFactor.NONE
    appearance: Annotated[Appearance, PUBLIC] = Appearance()
    purpose: Annotated[str | None, STAFF] = None
    greeting: Annotated[Words | None, PUBLIC] = None
    venues: Annotated[tuple[Venue, ...], STAFF] = ()
    letter: Annotated[Letter | None, STAFF] = None
    reply_by: Annotated[Day | None, SELF] = None
    approval: Annotated[str | None, OFFICE] = None
    meeting_papers: Annotated[MeetingPapers | None, OFFICE] = None
    team: Annotated[Team, STAFF] = Team()
    preparation: Annotated[Preparation | None, STAFF] = None
    publish: Annotated[Publication | None, OFFICE] = None
    parties: Annotated[tuple[Party, ...], STAFF] = ()
    guests: Annotated[tuple[Guest, ...], STAFF] = ()
    schedule: Annotated[tuple[ScheduleItem, ...], STAFF] = ()
    points: Annotated[tuple[AgendaPoint, ...], STAFF] = ()
    routine: Annotated[tuple[Routine, ...], SELF] = ()
    stays: Annotated[tuple[Stay, ...], STAFF] = ()
    meals: Annotated[tuple[Meal, ...], STAFF] = ()
    vehicles: Annotated[tuple[Vehicle, ...], STAFF] = ()
    rides: Annotated[tuple[Ride, ...], STAFF] = ()
    undated: Annotated[tuple[Event, ...], STAFF] = Field(default=(), exclude=True)
    seating: Annotated[tuple[Seating, ...], STAFF] = ()
    budget: Annotated[Amount | None, OFFICE] = None
    expenses: Annotated[tuple[Expense, ...], OFFICE] = ()
    notices: Notices = ()
    contacts: Annotated[tuple[Contact, ...], SELF] = ()
    waivers: Annotated[tuple[Waiver, ...], STAFF] = ()
    marks: Annotated[tuple[AttendanceMark, ...], OFFICE, json_schema({})] = Field(
        default=(), exclude=True
    )
    wishes: Annotated[tuple[Wish, ...], OFFICE, json_schema({})] = Field(default=(), exclude=True)
    accepted: Annotated[tuple[Placement, ...], OFFICE, json_schema({})] = Field(
        default=(), exclude=True
    )
    standing: Annotated[Standing, STAFF, json_schema({})] = Field(default=Standing(), exclude=True)
    paper_files: Annotated[dict[str, PaperFile], OFFICE, json_schema({})] = Field(
        default_factory=dict, exclude=True
    )

    @property
    def zone(self) -> ZoneInfo:
        """The visit's time zone: every time in the visit is on its clock."""
        return ZoneInfo(self.timezone)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the visit."""
        return tuple(
            self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1)
        )

    @property
    def known_venues(self) -> tuple[Venue, ...]:
        """The visit's own venues, then those of the host that none of these replaces."""
        own = {venue.id for venue in self.venues}
        return (*self.venues, *(venue for venue in self.standing.venues if venue.id not in own))

    @property
    def events(self) -> tuple[Event, ...]:
        """The items of the schedule, then the meals, then the rides."""
        return (*self.schedule, *self.meals, *self.rides)

    @cached_property
    def daily_matters(self) -> tuple[DailyMatter, ...]:
        """The matters of the timetable that have a day, on each of their days."""
        used_ids: Counter[str] = Counter()
        matters = []
        for matter in (matter for line in self.routine for matter in line.on_days):
            used_ids[matter.id] += 1
            number = used_ids[matter.id]
            # 叫早 is at one time for one group, and at another for the next.
            id_ = matter.id if number == 1 else f"{matter.id} #{number}"
            matters.append(matter.model_copy(update={"id": id_}))
        return tuple(matters)

    @property
    def seats_right_first(self) -> bool:
        """Whether the right hand is the place of honour: by default for foreign guests alone."""
        if self.right_first is not None:
            return self.right_first
        return self.kind is VisitKind.FOREIGN

    @property
    def is_classified(self) -> bool:
        """Whether the visit has state secrets, so that this program has its stub alone."""
        return self.privacy is Privacy.CLASSIFIED

    def limit(self, rule: str, name: str) -> Limit | None:
        """The limit `name` of `rule` that applies to the visit's kind on its first day."""
        page = self.standing.rule(rule)
        if page is None or not page.applies_to(self.kind, self.start, [name]):
            return None
        return page.limit(name, self.start)

    @property
    def expects_letter(self) -> bool:
        """Whether the visit has a letter, or needs one by the office's rules."""
        return self.letter is not None or self.limit("letter", "required_fields") is not None

    @property
    def is_work_secret(self) -> bool | None:
        """Whether the visit's plan is a work secret; None where nobody answered.

        For the kinds of visit that the rule page names, it is one unless somebody answered no.
        """
        if self.work_secret is not None:
            return self.work_secret
        limit = self.limit("confidentiality", "work_secret_kinds")
        named = {member_named(VisitKind, word) for word in limit.words} if limit else {None}
        kinds = named | WORK_SECRET_KINDS if None in named else named
        return True if self.kind in kinds else None

    @property
    def is_for_internet(self) -> bool:
        """Whether the visit's cards are approved for the internet."""
        return self.publish is not None and self.publish.target is PublishTarget.INTERNET

    @property
    def staff(self) -> tuple[Staff, ...]:
        """The team's people."""
        return self.team.staff

    @cached_property
    def guest_count(self) -> int:
        """How many guests come, companions and members without names included."""
        return headcount((*self.guests, *self.unnamed))

    @cached_property
    def unnamed(self) -> tuple[UnnamedMembers, ...]:
        """The members of parties who are only counted."""
        members = (unnamed_members(party, self._named_in(party)) for party in self.parties)
        return tuple(unnamed for unnamed in members if unnamed)

    def party_size(self, party: Party) -> int:
        """How many people a party has, those without names included."""
        return max(party.people or 0, self._named_in(party))

    def _named_in(self, party: Party) -> int:
        return headcount(self.party_members(party))

    def second_factor_of(self, person: Person) -> SecondFactor:
        """The second factor of a person's card: the person's own setting, or else the visit's."""
        return person.second_factor or self.second_factor

    def opening_digits_of(self, person: Person) -> str | None:
        """The digits that the card of `person` asks for; None where it asks for none.

        A number with too few digits, and a card that is not sealed, are errors of the checks:
        with them no card is built.
        """
        if self.second_factor_of(person) is not SecondFactor.PHONE:
            return None
        return last_digits(person.phone)

    @cached_property
    def people(self) -> dict[PersonId, Person]:
        """Every person with a card, guests first, by id."""
        return {person.id: person for person in (*self.guests, *self.staff)}

    @cached_property
    def staff_view(self) -> StaffView:
        """The visit without the fields for the office alone: for pages and sheets of staff."""
        return StaffView(view_for(self, STAFF))

    def points_of(self, item: ScheduleItem) -> tuple[AgendaPoint, ...]:
        """The points of an item's agenda, in their order."""
        return self._points.get(item.id, ())

    @cached_property
    def _points(self) -> dict[str, tuple[AgendaPoint, ...]]:
        """The points of each item, by its id."""
        points: dict[str, list[AgendaPoint]] = {}
        for point in self.points:
            points.setdefault(point.item.id, []).append(point)
        return {item: in_order(of_item) for item, of_item in points.items()}

    def papers_of(self, item: ScheduleItem) -> tuple[Paper, ...]:
        """The papers of an item, then those of its points."""
        return (*item.papers, *(paper for point in self.points_of(item) for paper in point.papers))

    def party_members(self, party: Party) -> tuple[Guest, ...]:
        """The guests of `party`, in the order of the roster."""
        return self._members.get(party.name, ())

    @cached_property
    def _members(self) -> dict[str, tuple[Guest, ...]]:
        """The guests of each party, by its name."""
        members: dict[str, list[Guest]] = {}
        for guest in self.guests:
            for party in guest.parties:
                members.setdefault(party.name, []).append(guest)
        return {name: tuple(guests) for name, guests in members.items()}


StaffView = NewType("StaffView", Visit)
"""A visit without what is for the office alone: made by `Visit.staff_view`, and nowhere else."""
