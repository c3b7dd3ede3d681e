"""Checks rooms, hotels, menus, meals and cars against the standards."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import (
    expense_texts,
    menu_texts,
    ride_texts,
    schedule_texts,
    task_texts,
    violations_in,
)
from generator.check.wording import event_text, people_text
from generator.findings import Severity
from generator.model.enums import Payer, Rank, RoomType, VehicleKind
from generator.model.lodging import numbered
from generator.model.people import Person
from generator.model.standing import Limit


@check(
    "standards.suite",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "套房安排给未达级别的来宾", "en": "A suite for a guest below the rank for one"},
    message={
        "zh": "{room} 是{type}，{who}未达到安排{type}的级别。请改住标准间或单人间。",
        "en": "{room} ({type}): {who} are not of the rank for it. Give standard rooms.",
    },
    rule="standards",
    limits=("suite_rank", "room_types"),
    needs_complete_lists=True,
)
def suites_below_rank(scope: Scope, least: Limit, usual: Limit) -> Iterator[Violation]:
    """Suites, and other rooms not of the usual types, of somebody below the rank for them."""
    for stay in scope.visit.stays:
        of_type = stay.room_type
        below = [p for p in stay.people.people if of_type and is_below(p, of_type, least, usual)]
        if below and of_type:
            kind = vocabulary.field_text("RoomType", of_type)
            who = people_text(below)
            yield violation(stay, "room", room=stay.name, type=kind, who=who)


def is_below(person: Person, room_type: RoomType, least: Limit, usual: Limit) -> bool:
    """Whether a person is of no rank for rooms of a type: suites, and others that are not usual."""
    lowest = max((Rank(word).order for word in least.words), default=-1)
    return room_type.value not in usual.words and _order(person) > lowest


def _order(person: Person) -> int:
    return (person.rank or Rank.OTHER).order


@check(
    "standards.not_designated",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "住宿不在定点场所", "en": "Lodging in a hotel that is not designated"},
    message={
        "zh": "{venue}不是定点场所。请改住定点宾馆，或在场所页注明。",
        "en": "{venue} is not a designated hotel. Choose one, or note it on the venue's page.",
    },
    rule="standards",
    limits=("designated_kinds",),
)
def hotels_not_designated(scope: Scope, kinds: Limit) -> Iterator[Violation]:
    """Venues slept in that are not designated, of a kind that must be; each once."""
    seen: set[str] = set()
    for stay in scope.visit.stays:
        venue = stay.venue
        if venue.kind.value in kinds.words and not venue.designated and venue.id not in seen:
            seen.add(venue.id)
            yield violation(stay, "venue", venue=venue.name)


@check(
    "standards.no_agreed_price",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "定点宾馆的房间没有协议价", "en": "A room without an agreed price"},
    message={
        "zh": "{venue}的 {room} 没有协议价。请在场所页填写。",
        "en": "{room} of {venue} has no agreed price. Fill it in on the venue's page.",
    },
    rule="standards",
    limits=("designated_kinds",),
)
def hotels_without_prices(scope: Scope, kinds: Limit) -> Iterator[Violation]:
    """Designated hotels with a room slept in that has no agreed price; each once."""
    seen: set[str] = set()
    for stay, room in numbered(scope.visit.stays):
        venue = stay.venue
        is_designated = venue.designated and venue.kind.value in kinds.words
        if is_designated and room.price is None and venue.id not in seen:
            seen.add(venue.id)
            yield violation(stay, "room", venue=venue.name, room=room.number)


@check(
    "standards.lodging_rate",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "房价超过住宿费限额", "en": "A room above the lodging rate"},
    message={
        "zh": "{room} 每晚 {price} 元，{who}的限额是 {most} 元。请换房，或由来宾补足。",
        "en": "{room} costs {price} a night; the rate for {who} is {most}. Change the room.",
    },
    rule="standards",
    limits=("lodging_rates",),
    needs_complete_lists=True,
)
def rooms_above_rate(scope: Scope, rates: Limit) -> Iterator[Violation]:
    """Rooms dearer than the local rate of a guest's rank, where the office has entered rates."""
    for stay, room in numbered(scope.visit.stays):
        price = room.price
        for person in stay.people.people:
            most = rate_of(person, rates)
            if price is not None and most is not None and price > most:
                yield violation(
                    stay,
                    "room",
                    who=person.name,
                    room=room.number,
                    price=f"{price:f}",
                    most=f"{most:f}",
                )
                break


def rate_of(person: Person, rates: Limit) -> Decimal | None:
    """The most that a person's room may cost a night; None where the office entered no rate."""
    return (rates.table or {}).get((person.rank or Rank.OTHER).value)


@check(
    "standards.dishes",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "菜单有禁止的菜品", "en": "A dish that is not served"},
    message={
        "zh": "菜单里有“{text}”，含“{word}”。请换成家常菜；依法可以食用、只是名称相近的，"
        "写明理由后豁免。",
        "en": "The menu has “{text}”, which contains “{word}”. Choose another dish; where it only "
        "has a similar name, waive the finding with a reason.",
    },
    rule="standards",
    limits=("dish_words",),
)
def dishes_barred(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Dishes of shark's fin, bird's nest or wild land animals (2013 art. 10)."""
    return violations_in(scope, menu_texts(scope.visit), words)


@check(
    "standards.alcohol",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "用餐或费用里有酒", "en": "Alcohol at meals or among costs"},
    message={
        "zh": "“{text}”含“{word}”。工作餐不供酒，请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. No alcohol is served. "
        "Cancel it; if misread, waive the finding with a reason.",
    },
    rule="standards",
    limits=("alcohol_words",),
)
def texts_about_alcohol(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Menus and expenses that mention alcohol (2025 art. 23)."""
    texts = (*menu_texts(scope.visit), *expense_texts(scope.visit))
    return violations_in(scope, texts, words)


@check(
    "standards.tobacco",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "用餐或费用里有烟", "en": "Tobacco at meals or among costs"},
    message={
        "zh": "“{text}”含“{word}”。不提供香烟，请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. No tobacco is offered. "
        "Cancel it; if misread, waive the finding with a reason.",
    },
    rule="standards",
    limits=("tobacco_words",),
)
def texts_about_tobacco(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Menus and expenses that mention tobacco (2013 art. 10)."""
    texts = (*menu_texts(scope.visit), *expense_texts(scope.visit))
    return violations_in(scope, texts, words)


@check(
    "standards.meal_form",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "接待方承担的用餐形式不合规定", "en": "A hosted meal of another form"},
    message={
        "zh": "接待方付费的“{meal}”形式是“{form}”，应为：{known}。请改正。",
        "en": "The hosted “{meal}” is given as “{form}”; it should be one of: {known}.",
    },
    rule="standards",
    limits=("meal_form_words",),
)
def hosted_meals_of_other_form(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Meals that the host pays for, of a form that the rule does not name."""
    for meal in scope.visit.meals:
        form = str(meal.form or "—")
        if meal.payer is Payer.HOST and not any(word in form for word in words.words):
            known = "、".join(words.words)
            yield violation(meal, "form", meal=event_text(meal), form=form, known=known)


@check(
    "standards.one_in_a_car",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "一人一车", "en": "A car for one person"},
    message={
        "zh": "{vehicle}只坐 {riders} 人，至少 {least} 人。请合并乘车。",
        "en": "{vehicle} carries {riders}; at least {least} should ride together.",
    },
    rule="standards",
    limits=("car_min_riders",),
    needs_complete_lists=True,
)
def cars_with_too_few_riders(scope: Scope, least: Limit) -> Iterator[Violation]:
    """Cars with fewer people aboard than the rule asks for (2013 art. 11)."""
    for ride in scope.visit.rides:
        for boarding in ride.vehicles:
            riders = 0 if ride.is_shuttle else boarding.people.headcount
            if boarding.vehicle.kind is VehicleKind.CAR and 0 < riders < least.amount:
                yield violation(
                    boarding,
                    "people",
                    vehicle=boarding.vehicle.number,
                    riders=riders,
                    least=f"{least.value:f}",
                )


@check(
    "standards.traffic_control",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "安排了交通管制或清场", "en": "Traffic control or a cleared site"},
    message={
        "zh": "“{text}”含“{word}”。接待不得管制交通、清场闭馆，"
        "请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. No road or site is closed for guests. "
        "Cancel it; if misread, waive the finding with a reason.",
    },
    rule="standards",
    limits=("traffic_words",),
)
def texts_about_traffic_control(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Schedules, rides and tasks that mention the closing of roads or sites (2013 art. 11)."""
    visit = scope.visit
    texts = (*schedule_texts(visit), *ride_texts(visit), *task_texts(visit))
    return violations_in(scope, texts, words)
