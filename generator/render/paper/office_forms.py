"""Forms for the office and its team: approval of a reception or a menu, receipts, night duty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator import vocabulary
from generator.account.receivable import Receivable, receivables
from generator.account.settlement import accompanying
from generator.account.totals import host_total, others_total, total_of, totals_by_item
from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.enums import MealKind, Payer, PublishTarget, RoomType, VehicleKind, VisitKind
from generator.model.lodging import room_nights, rooms_booked
from generator.model.people import Guest, Person, Staff, headcount, name_with_companions
from generator.model.visit import Visit
from generator.render.paper.forms import BLANK_ROWS, Fact, Form, FormTable, form_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.days import full_range, heading_day, short_day
from generator.render.words.events import activity_title
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.money import amount_in_capitals, amount_text
from generator.render.words.places import table_text
from generator.render.words.values import value_text

_TICKED, _OPEN = "☑", "□"


def approval_job(order: PrintOrder) -> Job:
    """Return the application to receive guests, or to hold a meeting, for its approval."""
    visit, words = order.visit, Wording(order.language, "forms")
    form = Form(
        title=words.phrase("approval.title"),
        head=words.phrase("numbered"),
        facts=tuple(_approval_facts(visit, words)),
        tables=tuple(_costs(visit, words)),
        remarks=(words.phrase(f"approval.{_rule(visit)}"),),
        signers=_signers(words, "approval"),
        dated=words.phrase("opinion"),
    )
    return form_job(order, [form])


def _rule(visit: Visit) -> str:
    """The key of the remark on the papers needed: a meeting of the host's own has no letter."""
    if visit.kind is VisitKind.MEETING:
        return "rule_of_meeting"
    return "rule" if visit.expects_letter else "rule_without_letter"


def _approval_facts(visit: Visit, words: Wording) -> Iterator[tuple[Fact, ...]]:
    own = words.within("approval")
    kind = (words.label("Visit", "kind"), words.member("VisitKind", visit.kind))
    yield ((words.label("Visit", "title"), words.text(visit.title)),)
    if visit.kind is VisitKind.MEETING:
        yield kind, (words.label("Visit", "meeting_class"), _meeting_class(visit, words))
    else:
        letter = visit.letter
        written = (letter.unit, letter.number, letter.date) if letter else ()
        yield kind, (words.label("Visit", "sender"), words.text(visit.sender))
        if visit.expects_letter:
            yield ((words.label("Visit", "letter"), joined(*written)),)
    yield ((words.label("Visit", "purpose"), visit.purpose or ""),)
    yield (
        (own.phrase("dates"), full_range(visit.start, visit.end, words.language)),
        (own.phrase("people"), joined(_people(visit, words), words.member("Rank", visit.rank))),
    )
    yield ((own.phrase("lodging"), "\n".join(_houses(visit, words))),)
    yield ((own.phrase("meals"), "\n".join(_meals(visit, words))),)
    yield ((own.phrase("vehicles"), _vehicles(visit, words)),)
    yield (own.phrase("budget"), amount_text(visit.budget)), (own.phrase("source"), "")
    yield ((own.phrase("foreseen"), _shares(visit, words)),)
    answers = {key: vocabulary.word(f"lists.{key}", words.language) for key in ("yes", "no")}
    answer = None if visit.is_work_secret is None else ("yes" if visit.is_work_secret else "no")
    target = visit.publish.target if visit.publish else None
    targets = {each.value: words.member("PublishTarget", each) for each in PublishTarget}
    yield (
        (own.phrase("work_secret"), _choice(answers, answer)),
        (own.phrase("target"), _choice(targets, target)),
    )


def _meeting_class(visit: Visit, words: Wording) -> str:
    number = visit.meeting_class or words.phrase("blank")
    return words.phrase(
        "approval.meeting", number=number, days=len(visit.days), people=visit.guest_count
    )


def _people(visit: Visit, words: Wording) -> str:
    letter = visit.letter.people if visit.letter else None
    key = "listed" if letter is None else "letter_people"
    return words.phrase(f"approval.{key}", letter=letter, listed=visit.guest_count)


def _choice(options: dict[str, str], chosen: str | None) -> str:
    """`☑互联网　□内网`: every option, the chosen one ticked."""
    return "\u3000".join(
        f"{_TICKED if option == chosen else _OPEN}{text}" for option, text in options.items()
    )


def _houses(visit: Visit, words: Wording) -> Iterator[str]:
    """The rooms of each house by their type, and its room nights."""
    booked = rooms_booked(visit.stays)
    for venue in {stay.venue.id: stay.venue for stay in visit.stays}.values():
        counts = booked[venue.id]
        rooms = (
            words.phrase("approval.rooms", type=words.member("RoomType", each), n=counts[each])
            for each in RoomType
            if counts[each]
        )
        yield words.phrase(
            "approval.house",
            venue=words.text(venue.name),
            rooms=enumerated(rooms, words.language),
            nights=room_nights(stay for stay in visit.stays if stay.venue.id == venue.id),
        )


def _meals(visit: Visit, words: Wording) -> Iterator[str]:
    """How often each meal is, in which forms; then each meal that the host pays."""
    counts = Counter(meal.kind for meal in visit.meals)
    times = (
        joined(words.member("MealKind", kind), words.phrase("times", n=counts[kind]))
        for kind in MealKind
        if counts[kind]
    )
    forms = dict.fromkeys(words.text(meal.form) for meal in visit.meals if meal.form)
    if counts:
        yield dotted(enumerated(times, words.language), enumerated(forms, words.language))
    for meal in visit.meals:
        if meal.payer is Payer.HOST:
            yield words.phrase(
                "approval.host_meal",
                day=short_day(meal.day, words.language),
                meal=activity_title(meal, words.language),
                guests=headcount(_guests(meal)),
                staff=len(accompanying(meal)),
            )


def _vehicles(visit: Visit, words: Wording) -> str:
    counts = Counter(vehicle.kind or VehicleKind.OTHER for vehicle in visit.vehicles)
    if not counts:
        return ""
    vehicles = (
        words.phrase("approval.vehicle", kind=words.member("VehicleKind", kind), n=counts[kind])
        for kind in VehicleKind
        if counts[kind]
    )
    return words.phrase(
        "approval.vehicle_days",
        vehicles=enumerated(vehicles, words.language),
        days=len({ride.day for ride in visit.rides}),
    )


def _shares(visit: Visit, words: Wording) -> str:
    if not visit.expenses:
        return ""
    return words.phrase(
        "approval.shares",
        host=amount_text(host_total(visit).planned),
        others=amount_text(others_total(visit).planned),
    )


def _costs(visit: Visit, words: Wording) -> Iterator[FormTable]:
    """What is foreseen for each item, by who pays it."""
    if visit.expenses:
        rows: list[tuple[str, ...]] = [
            (total.item, *(amount_text(each.amounts[0]) or "—"
                           for each in (total.host, total.others, total.overall)))
            for total in totals_by_item(visit)
        ]  # fmt: skip
        sums = (host_total(visit), others_total(visit), total_of(visit.expenses))
        planned = (amount_text(each.amounts[0]) or "—" for each in sums)
        rows.append((words.phrase("approval.sum"), *planned))
        keys = ("item", "host", "others", "sum")
        headings = tuple(words.phrase(f"approval.{key}") for key in keys)
        yield FormTable(headings, (2, 1, 1, 1), tuple(rows), words.phrase("approval.costs"), 3)


def receipt_job(order: PrintOrder) -> Job:
    """Return a receipt for each guest who owes something, several on a page."""
    words = Wording(order.language, "forms")
    owed = (item for item in receivables(order.visit) if item.meals or item.days_aboard)
    return form_job(
        order,
        (_receipt(order.visit, item, words) for item in owed),
        nothing=words.phrase("receipt.nothing"),
        several_on_a_page=True,
    )


def _receipt(visit: Visit, owed: Receivable, words: Wording) -> Form:
    own = words.within("receipt")
    meals = (
        own.phrase("meal", kind=words.member("MealKind", kind), n=owed.meals[kind])
        for kind in MealKind
        if owed.meals.get(kind)
    )
    lines = [
        (own.phrase("meals"), enumerated(meals, words.language), "", amount_text(owed.meal_money))
    ]
    if owed.days_aboard:
        days = own.phrase("days", n=f"{owed.days_aboard.normalize():f}")
        lines.append((own.phrase("rides"), days, "", amount_text(owed.ride_money)))
    table = FormTable(
        (own.phrase("item"), own.phrase("times"), own.phrase("rate"), own.phrase("amount")),
        (1.2, 2.4, 1, 1),
        (
            *(line for line in lines if line[1]),
            (own.phrase("sum"), "—", "—", amount_text(owed.money)),
        ),
        amounts=1,
    )
    facts: list[tuple[Fact, ...]] = [
        (
            (
                own.phrase("payer"),
                joined(owed.guest.unit, name_with_companions(owed.guest, words.language)),
            ),
            (own.phrase("visit"), words.text(visit.title)),
        )
    ]
    if capitals := own.phrase("capitals"):
        spelt = "" if owed.money is None else amount_in_capitals(owed.money)
        facts.append(((capitals, spelt),))
    return Form(
        title=own.phrase("title"),
        head=words.phrase("numbered"),
        facts=tuple(facts),
        tables=(table,),
        remarks=(joined(own.phrase("method"), own.phrase("copies"), separator="\u3000"),),
        signers=_signers(words, "receipt"),
    )


def menu_job(order: PrintOrder) -> Job:
    """Return a form for each meal: its dishes, and at which table somebody has a diet."""
    words = Wording(order.language, "forms")
    visit = order.visit.staff_view
    meals = sorted(
        (meal for meal in visit.meals if meal.kind is not MealKind.TEA), key=lambda meal: meal.start
    )
    return form_job(
        order,
        (_menu(meal, words) for meal in meals),
        nothing=words.phrase("menu-approval.nothing"),
        as_of=order.as_of_words,
    )


def _menu(meal: Meal, words: Wording) -> Form:
    own = words.within("menu-approval")
    people = words.phrase(
        "menu-approval.headcount", guests=headcount(_guests(meal)), staff=len(accompanying(meal))
    )
    return Form(
        title=own.phrase("title"),
        facts=(
            (
                (words.label("Meal", "day"), heading_day(meal.day, words.language)),
                (
                    words.label("Meal", "kind"),
                    joined(activity_title(meal, words.language), words.text(meal.time_text)),
                ),
            ),
            (
                (
                    words.label("Meal", "place"),
                    words.beside(words.place(meal.place), meal, "place"),
                ),
                (words.label("Meal", "form"), words.text(meal.form)),
            ),
            ((own.phrase("numbers"), people), (own.phrase("rate"), "")),
        ),
        tables=(*_dishes(meal, words), _diets(meal, words)),
        remarks=(own.phrase("checks"),),
        signers=_signers(words, "menu-approval"),
        dated=words.phrase("signed"),
    )


def _dishes(meal: Meal, words: Wording) -> Iterator[FormTable]:
    """The meal's menu, or rows for one; then the tables' own menus."""
    headings = tuple(
        words.phrase(key)
        for key in ("count", "menu-approval.dish", "menu-approval.ingredients",
                    "menu-approval.hints")
    )  # fmt: skip
    own = [table for table in meal.tables if table.menu]
    menus = [(words.phrase("menu-approval.menu"), meal.menu)] if meal.menu or not own else []
    for table in own:
        title = words.phrase("menu-approval.menu_of", table=_table_name(table, words))
        menus.append((title, table.menu))
    for title, menu in menus:
        rows = tuple((str(n), dish, "", "") for n, dish in enumerate(menu, start=1))
        numbered = tuple((str(n), "", "", "") for n in range(1, BLANK_ROWS + 1))
        yield FormTable(headings, (0.4, 2, 2, 2), rows or numbered, title)


def _diets(meal: Meal, words: Wording) -> FormTable:
    """How many at each table have which diet; no names."""
    tables: list[tuple[str, tuple[Person, ...]]] = [
        (_table_name(table, words), tuple(seat.person for seat in table.seats))
        for table in meal.tables
    ] or [(words.phrase("menu-approval.no_table"), attendees(meal))]
    rows = tuple(
        (name, words.phrase("people", n=n), diet, "")
        for name, people in tables
        for diet, n in Counter(_diet(person, words) for person in people).items()
        if diet
    )
    keys = ("table", "people", "diet", "server")
    headings = tuple(words.phrase(f"menu-approval.{key}") for key in keys)
    nothing = ((words.phrase("menu-approval.no_diets"), "—", "—", "—"),)
    title = words.phrase("menu-approval.diets")
    return FormTable(headings, (1.6, 0.8, 2.4, 1.6), rows or nothing, title)


def _diet(person: Person, words: Wording) -> str:
    return value_text(person.diet, words.language)


def _table_name(table: DiningTable, words: Wording) -> str:
    return joined(table_text(table.number, words.language), words.text(table.name))


def roster_job(order: PrintOrder) -> Job:
    """Return a row for each night, with whom to call; who is on duty is written by hand."""
    words, visit = Wording(order.language, "forms"), order.visit.staff_view

    own = words.within("duty-roster")
    groups = ("medical", "transport", "lodging", "dining")
    contacts = tuple(_group_contact(visit, role) for role in groups)
    titles = tuple(_group_title(visit, role, words) for role in groups)
    nights = visit.days[:-1] or visit.days
    rows = tuple(
        (heading_day(night, words.language), "", "", "", *contacts, "") for night in nights
    )
    keys = ("night", "shift", "leader", "on_duty")
    table = FormTable(
        (*own.phrases(*keys), *titles, own.phrase("handover")),
        (1.3, 1, 1.5, 1.5, 1.4, 1.4, 1.4, 1.4, 1),
        rows,
    )
    coordination = _group_title(visit, "coordination", words)
    form = Form(
        title=own.phrase("title"),
        facts=(
            (
                (own.phrase("lead"), _contact([visit.team.lead])),
                (coordination, _group_contact(visit, "coordination")),
            ),
        ),
        tables=(table,),
        remarks=(own.phrase("rule"), vocabulary.word("paper.internal", words.language)),
        across=True,
    )
    return form_job(order, [form], as_of=order.as_of_words)


def _group_contact(visit: Visit, role: str) -> str:
    """Who leads the groups of a role, with their telephones; empty where nobody does."""
    return _contact(group.lead for group in visit.team.groups if group.role.id == role)


def _group_title(visit: Visit, role: str, words: Wording) -> str:
    titles = (each.title for each in visit.standing.roles if each.id == role)
    named = (group.title for group in visit.team.groups if group.role.id == role)
    return words.text(next(named, None) or next(titles, None)) or role


def _contact(people: Iterable[Staff | None]) -> str:
    return "\n".join(joined(person.name, person.phone) for person in people if person)


def _guests(meal: Meal) -> list[Guest]:
    return [person for person in attendees(meal) if isinstance(person, Guest)]


def _signers(words: Wording, form: str) -> tuple[str, ...]:
    return tuple(words.phrase(f"{form}.signers").split("|"))
