"""The plan (接待方案) as one document, in the sections that the rule page lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.model.attendance import attendees
from generator.model.enums import ItemKind, PlanSection, VenueKind
from generator.model.lodging import rooms_booked
from generator.model.parsing.labels import is_member, read_member
from generator.model.parsing.values import Moment
from generator.model.people import Guest, Staff, headcount
from generator.model.schedule import ScheduleItem
from generator.model.standing import Venue
from generator.model.transport import Ride
from generator.model.visit import StaffView, Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Facts,
    Remark,
    Rows,
    Section,
    cells,
    facts,
    phone,
    points,
    short,
)
from generator.render.handbook.visit.schedule import moderator_of, route_of, three, title_of
from generator.render.handbook.words import (
    LANGUAGE,
    dates,
    day,
    label,
    labels,
    member,
    moment,
    moment_in,
    name,
    name_in,
    names,
    phrase,
    phrases,
    place_in,
    see,
    text,
    text_in,
    whom,
)
from generator.render.words.events import every_text
from generator.render.words.lists import dotted, joined, listed
from generator.render.words.places import booked_text

FEW = 12
"""Up to so many guests are listed in the plan itself; of more, those with a part in the group."""
ANNEXES = ("schedule", "roster", "rooming", "dining", "transport", "tasks", "contacts")
ON_THE_SPOT = ("security", "medical")
"""The roles that act first in an emergency, by the ids of their pages."""
NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"]


def plan_sections(visit: StaffView, costs: Sequence[Block] = ()) -> Iterator[Section]:
    """The sections of the plan, numbered, as listed on the rule page 接待筹备与三有.

    `costs` are the blocks of the costs, which are for the office alone. Without them the section
    names the sheet that has them.
    """
    for numeral, section in zip(NUMERALS, sections_of(visit), strict=False):
        blocks = costs if section is PlanSection.COSTS and costs else _BLOCKS[section](visit)
        title = f"{numeral}、{label('PlanSection', section)}"
        yield Section(title, tuple(blocks), section.value)


def sections_of(visit: Visit) -> tuple[PlanSection, ...]:
    """The sections that the rule page lists, in its order; all of them where it lists none."""
    limit = visit.limit("plan", "plan_sections")
    words = limit.words if limit else ()
    members = [read_member(PlanSection, word) for word in words if is_member(PlanSection, word)]
    return tuple(dict.fromkeys(members)) or tuple(PlanSection)


def _guest_blocks(visit: Visit) -> tuple[Block, ...]:
    return _guests(visit), _heads(visit), _journeys(visit)


def _guests(visit: Visit) -> Facts:
    parties = listed(
        f"{see(party, 'name')} {phrase('people', n=visit.party_size(party))}"
        for party in visit.parties
    )
    letter = see(visit, "letter")
    return facts(
        (label("Visit", "sender"), text(visit.sender)),
        (phrase("people_label"), phrase("people", n=visit.guest_count)),
        (label("Visit", "parties"), parties),
        (label("Visit", "purpose"), see(visit, "purpose") or "—"),
        *(
            ((label("Visit", "letter"), dotted(letter.unit, letter.number) if letter else "—"),)
            if visit.expects_letter
            else ()
        ),
        (phrase("dates"), dates(visit.start, visit.end)),
    )


def _heads(visit: Visit) -> Rows:
    """Those who lead the group; everybody where few come."""
    leading = [guest for guest in visit.guests if guest.part]
    shown = visit.guests if len(visit.guests) <= FEW or not leading else leading
    rows = tuple(
        cells(
            short(name(guest)),
            see(guest, "part"),
            see(guest, "unit"),
            see(guest, "post"),
            member("Rank", see(guest, "rank")),
        )
        for guest in shown[:FEW]
    )
    return Rows(labels("Guest", "name", "part", "unit", "post", "rank"), rows, phrase("no_guests"))


def _journeys(visit: Visit) -> Rows:
    """How many arrive and leave when and by what; not a row a person."""
    groups: Counter[tuple[str, Moment | None, str]] = Counter()
    for way in ("arrival", "departure"):
        for guest in visit.guests:
            when, by = see(guest, way), see(guest, f"{way}_by")
            if when or by:
                groups[way, when, by or ""] += guest.headcount
    ordered = sorted(
        (way, when.earliest.isoformat() if when else "", moment(when), by, count)
        for (way, when, by), count in groups.items()
    )
    rows = tuple(
        cells(label("Guest", way), when, by, phrase("people", n=count))
        for way, _, when, by, count in ordered
    )
    headings = phrases("journey", "time", "plan.by", "people_label")
    return Rows(headings, rows, phrase("plan.no_journeys"))


def _items(visit: Visit, *, talks: bool) -> Rows:
    items = [item for item in visit.schedule if (item.kind is ItemKind.MEETING) is talks]
    headings = phrases("time", "what", "place", "for", "plan.escorts", "three")
    rows = tuple(_item(item) for item in sorted(items, key=lambda item: (item.start, item.id)))
    return Rows(headings, rows, phrase("none"))


def _item(item: ScheduleItem) -> tuple[Cell, ...]:
    escorts = [p for p in attendees(item) if isinstance(p, Staff)]
    return cells(
        Cell(day(item.day), text(item.time_text), kind="short"),
        Cell(title_of(item), dotted(moderator_of(item), text(item.note))),
        place_in(item, "place"),
        whom(item.participants),
        names(escorts) or name_in(item, "receiver"),
        three(item),
    )


def _lodging(visit: Visit) -> Facts:
    hotels = {stay.venue.id: text(stay.venue.name) for stay in visit.stays}
    rooms = listed(
        phrase("plan.rooms", hotel=hotels[hotel], n=kinds.total())
        if kinds
        else joined(hotels[hotel], booked_text(kinds, LANGUAGE))
        for hotel, kinds in rooms_booked(visit.stays).items()
    )
    return facts((label("Visit", "stays"), rooms or phrase("no_stays")))


def _board(visit: Visit) -> Rows:
    fields = labels("Meal", "kind", "place", "form", "payer")
    headings = (phrase("time"), *fields, phrase("people_label"))
    rows = tuple(
        cells(
            Cell(day(meal.day), text(meal.time_text), kind="short"),
            member("MealKind", meal.kind),
            place_in(meal, "place"),
            text(meal.form),
            member("Payer", see(meal, "payer")),
            headcount(attendees(meal)),
        )
        for meal in sorted(visit.meals, key=lambda meal: (meal.start, meal.id))
    )
    return Rows(headings, rows, phrase("no_meals"))


def _meals(visit: Visit) -> Rows:
    headings = phrases("time", "what", "plan.hosts", "plan.guest_side")
    rows = []
    for meal in (meal for meal in visit.meals if meal.tables):
        hosts = [p for p in meal.diners if isinstance(p, Staff)]
        guests = [p for p in meal.diners if isinstance(p, Guest)]
        rows.append(
            cells(
                Cell(day(meal.day), text(meal.time_text), kind="short"),
                Cell(title_of(meal), place_in(meal, "place")),
                Cell(phrase("people", n=headcount(hosts)), names(hosts)),
                Cell(phrase("people", n=headcount(guests)), names(guests)),
            )
        )
    return Rows(headings, tuple(rows), phrase("plan.no_seated_meal"))


def _rides(visit: Visit) -> Rows:
    headings = (phrase("time"), phrase("what"), label("Visit", "vehicles"), phrase("people_label"))
    rides = sorted(visit.rides, key=lambda ride: (ride.start, ride.id))
    return Rows(headings, tuple(_ride(ride) for ride in rides), phrase("no_rides"))


def _ride(ride: Ride) -> tuple[Cell, ...]:
    vehicles = {each.vehicle.number: each.vehicle for each in ride.vehicles}.values()
    return cells(
        Cell(day(ride.day), text(ride.time_text), kind="short"),
        Cell(route_of(ride), dotted(every_text(ride.every, LANGUAGE), text_in(ride, "boarding"))),
        listed(dotted(vehicle.number, text_in(vehicle, "plate")) for vehicle in vehicles) or "—",
        "—" if ride.is_shuttle else headcount(ride.aboard),
    )


def _publicity(visit: Visit) -> str:
    group = next((g for g in visit.team.groups if g.role.id == "publicity"), None)
    return phrase("plan.publicity", name=name(group.lead)) if group else phrase("plan.no_publicity")


def _team(visit: Visit) -> Rows:
    headings = (phrase("plan.group"), *labels("Group", "lead", "members", "checker", "duties"))
    rows = tuple(
        cells(
            short(text(group.title)),
            short(name_in(group, "lead")),
            names(person for person in group.people if person != group.lead) or "—",
            short(name_in(group, "checker")),
            "；".join(text(line).rstrip("。；") for line in group.all_duties),
        )
        for group in visit.team.groups
    )
    return Rows(headings, rows, phrase("no_staff"))


def _team_blocks(visit: Visit) -> Iterator[Block]:
    """The groups, what this visit asks of them beyond the standing duties, and its tasks."""
    yield _team(visit)
    added = [
        f"{text(group.title)}：{text(line)}"
        for group in visit.team.groups
        for line in (*group.requirements, *group.cautions)
    ]
    if added:
        yield Remark(phrase("plan.added"), "label")
        yield points([*added, phrase("plan.standing_only")])
    preparation = see(visit, "preparation")
    if preparation and preparation.decisions:
        yield Remark(phrase("plan.decisions"), "label")
        yield Rows(
            labels("Decision", "what", "owner", "due"),
            tuple(
                cells(d.what, name_in(d, "owner"), moment_in(d, "due"))
                for d in preparation.decisions
            ),
        )
    if visit.team.tasks:
        yield points([phrase("plan.tasks", n=len(visit.team.tasks))])


def _costs_elsewhere(_: Visit) -> tuple[Block, ...]:
    return (points([phrase("plan.costs_elsewhere")]),)


def _emergency(visit: Visit) -> Iterator[Block]:
    """Who decides, whom to call, where the hospital is, and the alternatives that are written."""
    leads = {group.role.id: group.lead for group in visit.team.groups if group.lead}
    acting = [_reached(leads[role]) for role in ON_THE_SPOT if role in leads]
    decides = _reached(visit.team.lead)
    people = (
        ("plan.decides", decides and phrase("plan.decides_what", name=decides)),
        ("plan.report_to", _reached(leads.get("coordination"))),
        ("plan.on_the_spot", listed(acting)),
    )
    yield facts(
        *((phrase(key), Cell(words, private=True)) for key, words in people),
        (phrase("plan.first_calls"), phrase("plan.first_calls_what")),
    )
    yield _hospitals(visit)
    contacts = tuple(
        cells(
            text(contact.what),
            contact.name or name(contact.who),
            phone(contact.phone or (see(contact.who, "phone") if contact.who else "")),
        )
        for contact in visit.contacts
    )
    if contacts:
        yield Rows((phrase("plan.call"), *labels("Contact", "name", "phone")), contacts)
    yield from _alternatives(visit)


def _reached(person: Staff | None) -> str:
    """A person's name and telephone."""
    return joined(see(person, "name"), see(person, "phone")) if person else ""


def _hospitals(visit: Visit) -> Rows:
    """The hospitals, each with its minutes by road from the hotels of the visit."""
    hotels = {stay.venue.id: stay.venue for stay in visit.stays}.values()
    rows = tuple(
        cells(
            text(venue.name),
            text(venue.address),
            phone(venue.phone, "—"),
            listed(_minutes(hotel, venue) for hotel in hotels) or "—",
        )
        for venue in visit.known_venues
        if venue.kind is VenueKind.HOSPITAL
    )
    fields = labels("Venue", "address", "phone")
    headings = (phrase("plan.hospital"), *fields, phrase("plan.from_hotel"))
    return Rows(headings, rows, phrase("plan.no_hospital"))


def _minutes(hotel: Venue, hospital: Venue) -> str:
    minutes = hotel.minutes_to.get(hospital.id, hospital.minutes_to.get(hotel.id))
    return phrase("plan.minutes", hotel=text(hotel.name), n="—" if minutes is None else minutes)


def _alternatives(visit: Visit) -> Iterator[Block]:
    """What the visit's own notes and cautions provide for rain, and for a road that is closed."""
    limit = visit.limit("plan", "contingency_words")
    if limit is None:
        return
    venues = visit.known_venues
    names = [text(place.name) for venue in venues for place in (venue, *venue.spaces)]
    lines = [f"{about}：{line}" for about, line in _own_notes(visit) if limit.is_in(line, names)]
    yield Remark(phrase("plan.alternatives"), "label")
    yield points(dict.fromkeys(lines) or [phrase("plan.no_alternatives")])


def _own_notes(visit: Visit) -> Iterator[tuple[str, str]]:
    """(about, text) of the notes, requirements and cautions that this visit wrote itself."""
    for group in visit.team.groups:
        for line in (*group.requirements, *group.cautions):
            yield text(group.title), text(line)
    events = visit.events
    for event in events:
        yield title_of(event), text(event.note)
    for item in visit.schedule:
        yield title_of(item), see(item, "staff_note") or ""
    inherited = {task.what for checklist in visit.team.checklists for task in checklist.tasks}
    for task in visit.team.tasks:
        if task.what not in inherited:
            yield task.what, task.standard or ""
            yield task.what, task.caution or ""


def _guide(visit: Visit) -> tuple[Block, ...]:
    return (points([text(notice) for notice in visit.notices] or [phrase("none")]),)


def _annex(page: str) -> Cell:
    return Cell(phrase(f"page.{page}"), href=f"../{page}/")


def _approval(visit: Visit) -> Rows:
    limit = visit.limit("plan", "reviewers")
    steps = limit.words if limit and limit.words else phrase("plan.approvers").split("|")
    headings = phrases("plan.approver", "plan.opinion", "plan.signed")
    return Rows(headings, tuple(cells(Cell(step, kind="sign"), "", "") for step in steps))


_BLOCKS: dict[PlanSection, Callable[[Visit], Iterable[Block]]] = {
    PlanSection.GUESTS: _guest_blocks,
    PlanSection.VISITS: lambda visit: (_items(visit, talks=False),),
    PlanSection.BOARD: lambda visit: (_lodging(visit), _board(visit)),
    PlanSection.TALKS: lambda visit: (_items(visit, talks=True),),
    PlanSection.MEALS: lambda visit: (_meals(visit),),
    PlanSection.RIDES: lambda visit: (_rides(visit),),
    PlanSection.NEWS: lambda visit: (points([_publicity(visit)]),),
    PlanSection.TEAM: _team_blocks,
    PlanSection.GUIDE: _guide,
    PlanSection.COSTS: _costs_elsewhere,
    PlanSection.EMERGENCY: _emergency,
    PlanSection.ANNEXES: lambda _: (points(_annex(page) for page in ANNEXES),),
    PlanSection.APPROVAL: lambda visit: (_approval(visit),),
}
