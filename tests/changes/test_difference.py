"""What changed on a card, and how soon that matters: to the minute."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from generator.agenda.changes import Change, Urgency, changes_between, urgency_of

NOW = datetime(2026, 5, 18, 9, 0)


def entry(start: str, title: str = "座谈", kind: str = "item", **more: Any) -> dict[str, Any]:
    return {"start": start, "kind": kind, "title": title, **more}


def stay(check_in: str, check_out: str) -> dict[str, str]:
    return {"check_in": check_in, "check_out": check_out}


@pytest.mark.parametrize(
    ("start", "urgency"),
    [
        ("2026-05-18T06:59", Urgency.PAST),
        ("2026-05-18T07:00", Urgency.SOON),
        ("2026-05-18T11:00", Urgency.SOON),
        ("2026-05-18T11:01", Urgency.TODAY),
        ("2026-05-18T23:59", Urgency.TODAY),
        ("2026-05-19T00:00", Urgency.LATER),
        ("2026-06-18T09:00", Urgency.LATER),
    ],
)
def test_an_entry_is_urgent_by_its_beginning(start: str, urgency: Urgency) -> None:
    assert urgency_of(Change("item:a", None, entry(start)), NOW) is urgency


def test_the_sooner_of_both_times_counts_unless_it_is_past() -> None:
    def moved(was: str, now: str) -> Urgency:
        return urgency_of(Change("item:a", entry(was), entry(now)), NOW)

    assert moved("2026-05-18T10:00", "2026-05-19T10:00") is Urgency.SOON
    assert moved("2026-05-18T15:00", "2026-05-19T10:00") is Urgency.TODAY
    assert moved("2026-05-18T06:00", "2026-05-19T10:00") is Urgency.LATER
    assert moved("2026-05-18T06:00", "2026-05-18T06:30") is Urgency.PAST


@pytest.mark.parametrize(
    ("nights", "urgency"),
    [
        (stay("2026-05-17", "2026-05-19"), Urgency.SOON),
        (stay("2026-05-18", "2026-05-20"), Urgency.SOON),
        # Who leaves today must know at once; from the next day on it is past.
        (stay("2026-05-16", "2026-05-18"), Urgency.SOON),
        (stay("2026-05-15", "2026-05-17"), Urgency.PAST),
        (stay("2026-05-19", "2026-05-20"), Urgency.LATER),
    ],
)
def test_a_room_that_one_sleeps_in_matters_at_once(
    nights: dict[str, str], urgency: Urgency
) -> None:
    assert urgency_of(Change("stay:a", None, nights), NOW) is urgency


def test_a_room_matters_to_who_is_under_way_from_noon_of_the_day() -> None:
    tonight = Change("stay:a", None, stay("2026-05-19", "2026-05-20"))

    assert urgency_of(tonight, datetime(2026, 5, 18, 23)) is Urgency.LATER
    assert urgency_of(tonight, datetime(2026, 5, 19, 0, 0)) is Urgency.SOON
    assert urgency_of(tonight, datetime(2026, 5, 20, 23)) is Urgency.SOON
    assert urgency_of(tonight, datetime(2026, 5, 21, 0, 0)) is Urgency.SOON
    assert urgency_of(tonight, datetime(2026, 5, 21, 0, 1)) is Urgency.PAST


@pytest.mark.parametrize("part", [None, "请带外套", {"name": "周敏"}])
def test_what_has_no_time_can_wait(part: Any) -> None:
    assert urgency_of(Change("contact:a", None, part), NOW) is Urgency.LATER
    assert urgency_of(Change("contact:a", part, {"check_in": None}), NOW) is Urgency.LATER


def test_urgencies_are_told_in_their_order() -> None:
    assert [each.order for each in Urgency] == [0, 1, 2, 3]


def between(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    """The changes between two cards, given by their parts; a part stands for its own digest."""

    def digests(parts: dict[str, Any]) -> dict[str, str]:
        return {key: repr(part) for key, part in parts.items()}

    def contents(parts: dict[str, Any]) -> dict[str, Any]:
        return {repr(part): part for part in parts.values()}

    return changes_between(digests(before), contents(before), digests(after), contents(after))


def test_what_is_new_gone_and_another_is_told_and_nothing_else() -> None:
    before = {"notice:1": "带外套", "notice:2": "带伞", "contact:a": {"name": "周敏"}}
    after = {"notice:1": "带外套", "notice:3": "带药", "contact:a": {"name": "李娜"}}

    assert between(before, after) == (
        Change("notice:3", None, "带药"),
        Change("contact:a", {"name": "周敏"}, {"name": "李娜"}),
        Change("notice:2", "带伞", None),
    )


def test_an_entry_at_another_time_is_one_change() -> None:
    was, now = entry("2026-05-18T09:00"), entry("2026-05-18T10:00")

    assert between({"item:a": was}, {"item:b": now}) == (Change("item:b", was, now),)


@pytest.mark.parametrize(
    "now",
    [
        entry("2026-05-18T10:00", title="参观"),
        entry("2026-05-18T10:00", title="座谈", kind="meal"),
        entry("2026-05-18T10:00", title="一"),
        entry("2026-05-18T10:00", title="龙"),
        entry("2026-05-18T10:00", kind="arrival"),
        {"title": "座谈"},
    ],
)
def test_an_entry_of_another_name_or_kind_is_another(now: dict[str, Any]) -> None:
    was = entry("2026-05-18T09:00")

    assert between({"item:a": was}, {"item:b": now}) == (
        Change("item:b", None, now),
        Change("item:a", was, None),
    )


def test_what_stood_there_before_is_not_what_moved() -> None:
    """An entry that is there in both versions and an entry that is gone are two changes."""
    stays, becomes = entry("2026-05-18T09:00"), entry("2026-05-18T09:30")
    gone = entry("2026-05-18T15:00")

    assert between({"item:a": stays, "item:b": gone}, {"item:a": becomes}) == (
        Change("item:a", stays, becomes),
        Change("item:b", gone, None),
    )


def test_another_room_is_one_change_and_a_room_is_not_a_task() -> None:
    was, now = stay("2026-05-18", "2026-05-20"), stay("2026-05-18", "2026-05-19")

    assert between({"stay:8301": was}, {"stay:8302": now}) == (Change("stay:8302", was, now),)
    assert between({"task:8301": was}, {"stay:8302": now}) == (
        Change("stay:8302", None, now),
        Change("task:8301", was, None),
    )
    talk = entry("2026-05-18T09:00")
    assert between({"item:a": talk}, {"stay:8302": now}) == (
        Change("stay:8302", None, now),
        Change("item:a", talk, None),
    )
    assert between({"task:a": "甲"}, {"task:b": "乙"}) == (
        Change("task:b", None, "乙"),
        Change("task:a", "甲", None),
    )


def test_two_that_moved_are_two_changes() -> None:
    first, second = entry("2026-05-18T09:00"), entry("2026-05-19T09:00")
    later = [entry("2026-05-18T10:00"), entry("2026-05-19T10:00")]

    assert between(
        {"item:a": first, "item:b": second}, {"item:c": later[0], "item:d": later[1]}
    ) == (Change("item:c", first, later[0]), Change("item:d", second, later[1]))


def test_fields_that_differ_are_named_down_to_the_last() -> None:
    was = {"title": "座谈", "passage": {"vehicle": "1号车", "seats": 40}, "note": "旧"}
    now = {"title": "座谈", "passage": {"vehicle": "2号车", "seats": 40}, "menu": "新"}
    change = Change("item:a", was, now)

    assert change.fields == ("passage.vehicle", "note", "menu")
    assert [change.was_at(field) for field in change.fields] == ["1号车", "旧", None]
    assert [change.now_at(field) for field in change.fields] == ["2号车", None, "新"]
    assert change.was_at("title.zh") is None


def test_a_text_in_two_languages_is_one_field_and_a_record_is_not() -> None:
    def of(was: object, now: object) -> tuple[str, ...]:
        return Change("item:a", {"field": was}, {"field": now}).fields

    assert of({"zh": "座谈", "en": "Talk"}, {"zh": "参观", "en": "Talk"}) == ("field",)
    assert of({"zh": "座谈"}, "座谈") == ("field",)
    assert of("座谈", {"zh": "座谈"}) == ("field",)
    # Names of two letters, but not of texts; texts, but of longer or shorter names.
    assert of({"no": 1}, {"no": 2}) == ("field.no",)
    assert of({"name": "甲"}, {"name": "乙"}) == ("field.name",)
    assert of({"x": "甲"}, {"x": "乙"}) == ("field.x",)


def test_what_is_new_or_gone_has_no_fields_that_differ() -> None:
    assert Change("item:a", None, {"title": "座谈"}).fields == ()
    assert Change("item:a", {"title": "座谈"}, None).fields == ()


def test_charges_alone_are_of_a_guest() -> None:
    assert Change("charge:张伟", None, {}).of_a_guest
    assert not Change("task:张伟", None, {}).of_a_guest
