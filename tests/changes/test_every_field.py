"""Whatever a card shows is reported when it changes, or is named here with the reason why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from generator.agenda import agendas_of
from generator.agenda.views import Agenda
from generator.changes.cards import Card, card_changes, card_now
from generator.changes.snapshot import snapshot_of
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from tests.support.altered import altered, fields_for_others, other_values, records_of
from tests.support.cards import unpublished

AT = datetime(2026, 5, 1, tzinfo=UTC)
NOW = datetime(2026, 5, 17, 9)
HALL, HOTEL = "明峰宾馆/一号会议室", "明峰宾馆"
PLAN: dict[str, Any] = {
    "languages": ["zh", "en"],
    "appearance": {"emblem": "明"},
    "greeting": "欢迎",
    "second_factor": "电话后四位",
    "team": {
        "lead": "周敏",
        "staff": [
            {"name": "周敏", "post": "主任", "phone": "13900000001", "roles": "综合协调组",
             "language": "zh"},
            {"name": "李娜", "post": "科长", "phone": "13900000002"},
            {"name": "王强", "post": "队长", "phone": "13900000003"},
            {"name": "赵静", "post": "科员", "phone": "13900000004"},
        ],
        "groups": [
            {"role": "dining", "lead": "李娜", "checker": "周敏", "members": ["赵静"],
             "duties": ["订餐"], "requirements": ["准时"], "cautions": ["忌口"], "name": "餐饮"},
            {"role": "lodging", "lead": "王强"},
            {"role": "transport", "lead": "王强"},
            {"role": "medical", "lead": "赵静"},
        ],
        "tasks": [{"what": "订餐", "owner": "李娜", "checker": "周敏", "due": "2026-05-17 9:00",
                   "standard": "齐", "caution": "清真"}],
    },
    "parties": [{"name": "第一组", "liaison": "王强", "lead": "张三", "note": "注"}],
    "guests": [
        {"name": "张三", "party": "第一组", "unit": "市局", "post": "局长", "part": "组长",
         "phone": "13900000011", "diet": ["素食"], "needs": ["轮椅"], "language": "zh",
         "companions": 1, "arrival": "2026-05-18 7:20", "arrival_by": "G7", "sex": "男",
         "arrival_at": "明峰高铁站", "departure": "2026-05-20 18:00", "departure_by": "G8",
         "departure_at": "明峰高铁站", "liaison": "李娜"},
        {"name": "王五", "party": "第一组", "phone": "13900000012", "sex": "男",
         "companions": 2},
        {"name": "赵六", "arrival": "2026-05-18 8:10", "arrival_by": "自驾"},
    ],
    "schedule": [
        {"id": "forum", "day": "2026-05-18", "time": "9:30-11:00", "title": "座谈", "place": HALL,
         "for": ["张三", "王五"], "receiver": "李娜", "responsible": "王强", "checker": "周敏",
         "moderator": "周敏", "dress": "正装", "note": "请早到", "staff_note": "备水",
         "papers": [{"title": "县情", "link": "https://example.org/a", "for": ["张三"]}]},
        {"id": "visit", "day": "2026-05-19", "time": "9:00", "title": "参观", "place": "石塘村",
         "for": "全体"},
    ],
    "points": [{"item": "forum", "title": "介绍", "speaker": "王五", "minutes": 20}],
    "routine": [{"what": "早餐", "time": "7:00-8:30", "place": "明峰宾馆/一楼餐厅"}],
    "stays": [
        {"venue": HOTEL, "room": "8301", "check_in": "2026-05-18", "check_out": "2026-05-20",
         "people": ["张三", "王五"], "note": "低楼层"},
        {"venue": HOTEL, "room": "8302", "check_in": "2026-05-18", "check_out": "2026-05-20",
         "people": ["赵六"]},
        {"venue": "县政府机关", "room": "待定", "type": "单人间", "check_in": "2026-05-20",
         "check_out": "2026-05-21", "people": ["张三"]},
    ],
    "meals": [
        {"id": "dinner", "day": "2026-05-18", "time": "18:00-19:00", "kind": "晚餐", "form": "桌餐",
         "place": "明峰宾馆/一楼餐厅", "note": "清真另备", "menu": ["米饭"], "receiver": "李娜",
         "tables": [{"no": "1", "seats": [{"no": "2", "person": "张三"}, "王五"]},
                    {"no": "2", "seats": ["赵六"]}]},
        {"id": "lunch", "day": "2026-05-19", "time": "12:00", "kind": "午餐", "for": ["张三"],
         "place": "明峰宾馆/一楼餐厅"},
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E00001", "kind": "轿车", "seats": 4,
                  "driver": "陈师傅", "phone": "13900000021", "liaison": "赵静"},
                 {"number": "2号车", "seats": 20}],
    "rides": [
        {"id": "ride", "day": "2026-05-18", "time": "7:40-8:10", "from": "明峰高铁站", "to": HOTEL,
         "boarding": "东出口", "note": "等齐", "receiver": "王强", "responsible": "李娜",
         "checker": "周敏", "vehicles": [{"vehicle": "1号车", "people": ["张三", "王五"]}]},
    ],
    "seating": [{"at": "forum", "form": "long_table", "people": ["张三", "王五", "周敏"]}],
    "notices": ["早晚温差大"],
    "contacts": [{"what": "医疗", "phone": "07175550101"}, {"what": "总协调", "who": "周敏"}],
}  # fmt: skip
NOT_REPORTED = {
    "Guest.pinyin": "it spells a name, which stays the same (see PersonName)",
    "Staff.pinyin": "it spells a name, which stays the same (see PersonName)",
    "Guest.language": "a card that had this language by default has it by choice now",
    "Staff.language": "a card that had this language by default has it by choice now",
}
"""Fields that a card shows and no report has, and why."""
NOT_NOTIFIED = {
    "Appearance.accent": "a colour: nothing to do about",
    "Appearance.emblem": "a decoration: nothing to do about",
    "Appearance.maps": "links open another map of the same place",
    "Seating.chairs": "the picture of the seats around one's own",
    "Seating.right_first": "the picture of the seats around one's own",
    "Vehicle.seats": "free seats, for those who assign them",
    "Visit.greeting": "words of welcome: nothing to do about",
    "Visit.right_first": "the picture of the seats around one's own",
    "Visit.vehicles": "a vehicle that nobody rides in yet, for those who assign them",
    "Visit.slug": "the folder's name, in no sentence of a card",
}
"""Fields whose changes are in the report, and of which nobody need be notified, and why."""
ON_NO_CARD = {
    "DiningRoom": {"floor", "seats", "seats_each", "tables"},
    "Guest": {"ethnicity", "needs_room", "sex", "shares_bed"},
    "Hall": {"floor", "layout", "seats"},
    "Meal": {"payer", "ranked"},
    "Paper": {"file"},  # this plan has links alone
    "Party": {"children", "lead", "note", "people"},
    "Role": {"page", "training"},
    "Room": {"accessible", "beds", "price"},
    "Routine": {"responsible"},
    "Seating": {"across", "seats", "vehicle"},  # not in this plan
    "Spot": {"name"},
    "Staff": {"diet", "rank", "roles", "sex", "trained"},
    "Task": {"done_by"},
    "Team": {"checklists"},
    "Vehicle": {"note"},
    "Venue": {"designated", "dining", "halls", "kind", "lift", "minutes_to", "page", "restricted",
              "rooms", "spots"},
    "Visit": {"format", "kind", "letter", "meeting_class", "papers_kept_by", "preparation",
              "purpose", "rank", "reply_by", "sender", "undated", "waivers",
              # One record of its kind, whose fields are here by themselves; lists of what others
              # refer to.
              "appearance", "parties", "standing", "team", "venues"},
}  # fmt: skip
"""Fields of the office's own lists and checks, by record."""


@dataclass
class Effect:
    """What changes of one field do: who is notified, who is only listed, and who is left out."""

    notified: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)


def test_what_a_card_shows_is_reported_when_it_changes(visit_of: Callable[..., Visit]) -> None:
    effects = effects_of(visit_of(**PLAN))

    left_out = {name for name, effect in effects.items() if effect.left_out}
    only_listed = {
        name for name, effect in effects.items() if effect.listed and not effect.notified
    }
    on_no_card = {name for name, effect in effects.items() if effect == Effect()}
    assert left_out == NOT_REPORTED.keys()
    assert only_listed == NOT_NOTIFIED.keys()
    assert on_no_card == {f"{model}.{name}" for model in ON_NO_CARD for name in ON_NO_CARD[model]}


def effects_of(visit: Visit) -> Mapping[str, Effect]:
    """What a change of each field does, by `Guest.name`."""
    effects: dict[str, Effect] = defaultdict(Effect)
    agendas = agendas_by_person(visit)
    cards = cards_of(visit, agendas)
    for name, after in alterations(visit):
        effect, later = effects[name], agendas_by_person(after)
        if later == agendas:
            continue
        reported = card_changes(after, cards, cards_of(after, later), NOW)
        effect.notified |= {change.name for change in reported if change.to_notify}
        effect.listed |= {change.name for change in reported if not change.to_notify}
        for person in later.keys() & agendas.keys() - {change.person for change in reported}:
            if content_of(later[person]) != content_of(agendas[person]):
                effect.left_out.add(later[person].name)
    return effects


def alterations(visit: Visit) -> Iterator[tuple[str, Visit]]:
    """Each field of each class of records, with visits in which it has another value."""
    pool = records_of(visit)
    for model, records in pool.items():
        for name in fields_for_others(model):
            written = [r for r in records if getattr(r, name) not in (None, ())] or records
            for record in written[:3]:
                values = other_values(record, name, pool)
                of_field = [altered(visit, record, name, value) for value in values] or [visit]
                yield from ((f"{model.__name__}.{name}", other) for other in of_field)


def cards_of(visit: Visit, agendas: Mapping[PersonId, Agenda]) -> dict[PersonId, Card]:
    return {
        person: card_now(visit, snapshot_of(agenda), person) for person, agenda in agendas.items()
    }


def agendas_by_person(visit: Visit) -> dict[PersonId, Agenda]:
    """What each card is made from, without its roll calls.

    They name the people of an event for whoever is at the door, and are read when they are
    opened. How many people come is with the event, and whom the reader looks after has a part.
    """
    return {agenda.person: replace(agenda, roll_calls=()) for agenda in agendas_of(visit)}


@cache
def content_of(agenda: Agenda) -> str:
    """A card's whole content."""
    calendar = calendar_of(agenda, agenda.language, unpublished(AT))
    return card_content(agenda, as_of=AT, version="", calendar=calendar, marks={}).html
