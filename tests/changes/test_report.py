"""The change report: each changed card has a line, and no other card has one."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.agenda import agendas_of
from generator.changes.cards import CardChange, CardEvent, card_changes, edition_now
from generator.changes.difference import Change, Field
from generator.changes.snapshot import digest_of
from generator.changes.urgency import Urgency
from generator.load import load_visit
from generator.model.record import PersonId
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from generator.render.changes.lines import fact_lines, report_lines
from generator.render.changes.report import report_text
from generator.text import Text
from tests.support.cards import unpublished
from tests.support.proof import counts

NOW = datetime(2026, 5, 17, 9)
ABOARD = [f"来宾{number:02}" for number in range(1, 44)]
OTHERS = [f"来宾{number:02}" for number in range(44, 61)]


def plan(bus: str = "1号车") -> dict[str, Any]:
    """Sixty guests: 43 in one bus, 17 in another."""
    return {
        "team": {"staff": [{"name": name} for name in ("周敏", "李娜", "王强", "赵静", "孙伟")]},
        "guests": [
            {"name": name, "party": "甲团" if name in ABOARD else "乙团"}
            for name in (*ABOARD, *OTHERS)
        ],
        "parties": [{"name": "甲团", "liaison": "王强"}, {"name": "乙团", "liaison": "孙伟"}],
        "vehicles": [
            {"number": "1号车", "plate": "鄂E00001", "seats": 49, "driver": "陈师傅"},
            {"number": "2号车", "plate": "鄂E00002", "seats": 49, "driver": "林师傅"},
            {"number": "3号车", "plate": "鄂E00003", "seats": 49, "driver": "何师傅"},
        ],
        "rides": [
            {
                "day": "2026-05-18",
                "time": "8:30-9:10",
                "from": "明峰高铁站",
                "to": "明峰宾馆",
                "receiver": "李娜",
                "checker": "周敏",
                "vehicles": [
                    {"vehicle": bus, "people": "甲团"},
                    {"vehicle": "2号车", "people": "乙团"},
                ],
            }
        ],
    }


def test_a_different_bus_for_43_people_notifies_them_and_the_staff_concerned(
    visit_of: Callable[..., Visit],
) -> None:
    before, after = visit_of(**plan()), visit_of(**plan("3号车"))

    found = card_changes(after, edition_now(before), edition_now(after), NOW)
    lines = report_lines(found, (), "zh")

    assert [each.name for each in found if not each.staff] == ABOARD
    # Who looks after them, who receives the ride, who checks it; not the others' liaison.
    assert {each.name for each in found if each.staff} == {"王强", "李娜", "周敏"}
    assert all("3号车" in "".join(line.texts) for line in lines)
    assert all(len(text) < 70 for line in lines for text in line.texts)
    assert all("鄂E00003" in "".join(line.texts) for line in lines if not line.staff)


def test_who_joins_gets_a_card_and_who_leaves_gives_it_back(
    visit_of: Callable[..., Visit],
) -> None:
    before = visit_of(guests=["甲", "乙"])
    after = visit_of(guests=["甲", "丙"])

    found = card_changes(after, edition_now(before), edition_now(after), NOW)

    assert [(each.name, each.event) for each in found] == [
        ("丙", CardEvent.NEW),
        ("乙", CardEvent.GONE),
    ]


def test_a_card_is_the_same_as_one_of_equal_content_and_as_no_missing_one(
    visit_of: Callable[..., Visit],
) -> None:
    card, other = edition_now(visit_of(guests=["甲", "乙"])).values()
    (again,) = edition_now(visit_of(guests=["甲"])).values()

    assert card.same_as(again)
    assert not card.same_as(other)
    assert not card.same_as(None)


def test_a_change_has_whom_to_notify_and_how(visit_of: Callable[..., Visit]) -> None:
    def plan(notice: str) -> Visit:
        guests = [
            {"name": "甲", "party": "第一组", "phone": "13900000001", "language": "en"},
            {"name": "乙"},
        ]
        return visit_of(
            team={"staff": ["周敏"]},
            parties=[{"name": "第一组"}],
            languages=["zh", "en"],
            guests=guests,
            notices=[notice],
        )

    after = plan("带伞")
    before, now = edition_now(plan("带外套")), edition_now(after)
    found = card_changes(after, before, now, NOW)

    assert found == tuple(
        CardChange(
            person=person,
            name=person,
            party=party,
            phone=phone,
            language=language,
            staff=staff,
            event=CardEvent.CHANGED,
            urgency=Urgency.LATER,
            version=now[person].version,
            changes=(
                Change(
                    "notice:带伞", Field.WHOLE, None, Text("带伞"), None, digest_of(Text("带伞"))
                ),
                Change(
                    "notice:带外套", Field.WHOLE, Text("带外套"), None, digest_of(Text("带外套"))
                ),
            ),
        )
        for person, party, phone, language, staff in (
            (PersonId("甲"), "第一组", "13900000001", "en", False),
            (PersonId("乙"), None, None, "zh", False),
            (PersonId("周敏"), None, None, "zh", True),
        )
    )
    assert [(card.before, card.after) for card in found] == [
        (before[card.person].snapshot, now[card.person].snapshot) for card in found
    ]
    assert all(re.fullmatch("[0-9a-f]{6}", card.version) for card in found)


def test_who_left_is_notified_in_the_visit_s_first_language(visit_of: Callable[..., Visit]) -> None:
    """The visit has the guest's own no more."""
    guests = [{"name": "甲"}, {"name": "乙", "language": "ru"}]
    before = visit_of(guests=guests, languages=["zh", "ru"])
    after = visit_of(guests=guests[:1], languages=["en", "zh"])

    found = card_changes(after, edition_now(before), edition_now(after), NOW)

    assert {each.name: each.language for each in found} == {"甲": "en", "乙": "en"}


def test_a_change_of_room_alone_reads_as_that(visit_of: Callable[..., Visit]) -> None:
    def of(room: str) -> Visit:
        stay = {"venue": "明峰宾馆", "room": room, "check_in": "2026-05-18"}
        schedule = [{"day": "2026-05-18", "time": "9:00", "title": "座谈"}]
        stays = [{**stay, "check_out": "2026-05-20", "people": ["甲"]}]
        return visit_of(guests=["甲", "乙"], stays=stays, schedule=schedule)

    before, after = of("8301"), of("8302")
    (line,) = report_lines(
        card_changes(after, edition_now(before), edition_now(after), NOW), (), "zh"
    )

    assert line.name == "甲"
    assert "8302" in line.what[0]
    assert "座谈" not in "".join(line.texts)


def test_people_with_different_neighbours_only_are_listed_and_not_notified(
    visit_of: Callable[..., Visit],
) -> None:
    def of(*seated: str) -> Visit:
        dinner = {
            "id": "d",
            "day": "2026-05-18",
            "time": "18:00",
            "title": "晚餐",
            "kind": "晚餐",
            "place": "明峰宾馆/一楼餐厅",
            "form": "桌餐",
            "participants": [*seated],
            "responsible": "周敏",
            "tables": [{"number": "2", "seats": [*seated]}],
        }
        return visit_of(guests=["甲", "乙", "丙"], team={"staff": ["周敏"]}, meals=[dinner])

    before, after = of("甲", "乙", "丙"), of("甲", "乙")
    found = card_changes(after, edition_now(before), edition_now(after), NOW)
    lines = report_lines(found, (), "zh")
    said = report_text(fact_lines(found, lines, NOW, "zh"), lines, "zh")

    assert {each.name for each in found if each.to_notify} == {"丙", "周敏"}
    assert {each.name for each in found if not each.to_notify} == {"甲", "乙"}
    assert [line.texts for line in lines if line.name in "甲乙"] == [(), ()]
    assert "5月18日 18:00 晚餐：人数改为 2 人（原 3 人）" in said
    assert said.endswith(
        "\n\n不需告知（仅其他人员的座位、职务、电话或其他车的人数等有变）：2 人，甲、乙"
    )
    assert "内容有变" not in said


WORDS = st.text("甲乙丙丁东西南北", min_size=1, max_size=6)
SMALL: dict[str, Any] = {
    "title": "考察团",
    "host": "县机关事务服务中心",
    "start": "2026-05-18",
    "end": "2026-05-20",
    "team": {
        "staff": [
            {"id": "s1", "name": "周敏", "phone": "13900000001", "post": "主任"},
            {"id": "s2", "name": "李娜", "phone": "13900000002"},
        ],
        "tasks": [{"what": "核对名单", "owner": "s2", "checker": "s1", "due": "2026-05-17"}],
    },
    "parties": [{"name": "第一组", "liaison": "s2"}, {"name": "第二组"}],
    "guests": [
        {"id": "g1", "name": "张三", "party": "第一组", "unit": "市局", "phone": "13900000003"},
        {"id": "g2", "name": "王五", "party": "第二组", "diet": ["素食"], "note": "备注"},
        {"id": "g3", "name": "赵六"},
    ],
    "schedule": [
        {"id": "a", "day": "2026-05-18", "time": "9:00", "title": "座谈", "for": "g1"},
        {"id": "b", "day": "2026-05-19", "time": "9:00", "title": "参观", "for": "第二组"},
        {"id": "c", "day": "2026-05-19", "time": "15:00", "title": "总结", "receiver": "s2"},
    ],
    "routine": [{"what": "早餐", "time": "7:00-8:30", "place": "明峰宾馆/一楼餐厅"}],
    "stays": [
        {
            "venue": "明峰宾馆",
            "room": "8301",
            "check_in": "2026-05-18",
            "check_out": "2026-05-20",
            "people": ["g1", "g2"],
        }
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E00001", "seats": 20, "driver": "陈师傅"}],
    "rides": [
        {
            "id": "r",
            "day": "2026-05-18",
            "time": "8:30",
            "from": "明峰高铁站",
            "to": "明峰宾馆",
            "boarding": "站前",
            "vehicles": [{"vehicle": "1号车", "people": ["g1", "g3"]}],
        }
    ],
    "notices": ["早晚温差大"],
    "contacts": [{"what": "医疗", "phone": "07175550101"}],
}
TEXT_FIELDS: tuple[tuple[str | int, ...], ...] = (
    ("title",),
    ("team", "staff", 0, "post"),
    ("team", "staff", 1, "name"),
    ("team", "tasks", 0, "what"),
    ("guests", 0, "unit"),
    ("guests", 1, "name"),
    ("guests", 1, "note"),
    ("guests", 2, "post"),
    ("schedule", 0, "title"),
    ("schedule", 2, "note"),
    ("schedule", 2, "moderator"),
    ("routine", 0, "what"),
    ("rides", 0, "boarding"),
    ("vehicles", 0, "driver"),
    ("notices", 0),
    ("contacts", 0, "what"),
)
CHOICES: dict[tuple[str | int, ...], tuple[Any, ...]] = {
    ("team", "staff", 1, "phone"): ("13900000002", "13900000009"),
    ("team", "tasks", 0, "due"): ("2026-05-17", "2026-05-16"),
    ("guests", 0, "phone"): ("13900000003", "13900000008"),
    ("guests", 0, "party"): ("第一组", "第二组"),
    ("guests", 1, "diet"): (["素食"], ["清真"], []),
    ("guests", 2, "arrival"): ("2026-05-18 10:20", "2026-05-18 8:00"),
    ("schedule", 0, "for"): ("g1", "第二组", "全体"),
    ("schedule", 1, "time"): ("9:00", "10:00", "9:00-11:00"),
    ("schedule", 2, "day"): ("2026-05-19", "2026-05-20"),
    ("schedule", 1, "place"): ("村", "明峰宾馆/一号会议室", "县博物馆"),
    ("stays", 0, "room"): ("8301", "8302"),
    ("stays", 0, "people"): (["g1", "g2"], ["g1"], ["g3", "g2"]),
    ("stays", 0, "check_out"): ("2026-05-20", "2026-05-19"),
    ("vehicles", 0, "plate"): ("鄂E00001", "鄂E00007"),
    ("rides", 0, "vehicles", 0, "people"): (["g1", "g3"], ["g2"], ["第一组"]),
    ("contacts", 0, "phone"): ("07175550101", "07175550102"),
}
EDITS = st.one_of(
    st.tuples(st.sampled_from(TEXT_FIELDS), WORDS),
    *(st.tuples(st.just(path), st.sampled_from(values)) for path, values in CHOICES.items()),
)


@given(st.lists(EDITS, min_size=1, max_size=3))
@settings(
    max_examples=counts(10, 60),
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_each_changed_card_is_in_the_report_and_no_unchanged_one(
    tmp_path_factory: pytest.TempPathFactory, standing: Standing, edits: list[tuple[Any, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("visits")
    before = loaded(folder, SMALL, standing)
    after = loaded(folder, edited(edits), standing)

    found = card_changes(after, edition_now(before), edition_now(after), NOW)

    was, is_ = told(before), told(after)
    assert {each.person for each in found} == {id for id in is_ if is_[id] != was.get(id)}
    for line in report_lines(found, (), "zh"):
        assert line.what
        assert bool(line.texts) == line.to_notify  # who need not be notified gets no message
        assert all(0 < len(text) < 70 for text in line.texts)


def edited(edits: list[tuple[Any, Any]]) -> dict[str, Any]:
    changed = copy.deepcopy(SMALL)
    for path, value in edits:
        at: Any = changed
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
    return changed


def loaded(folder: Any, said: dict[str, Any], standing: Standing) -> Visit:
    (folder / "visit.yml").write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    visit, findings = load_visit(folder, standing, folder)
    assert visit is not None, findings
    return visit


def told(visit: Visit) -> dict[str, str]:
    """The text of each person's card."""
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return {
        agenda.person: re.sub(
            r"\s+",
            " ",
            card_content(
                agenda,
                as_of=at,
                version="",
                calendar=calendar_of(agenda, agenda.language, unpublished(at)),
                marks={},
            ).html,
        )
        for agenda in agendas_of(visit)
    }


def test_a_liaison_is_notified_no_later_than_the_guest(visit_of: Callable[..., Visit]) -> None:
    """A guest's room has its own time, the line about it on the liaison's card has none."""

    def visit(room: str) -> Visit:
        return visit_of(
            team={"staff": ["王强"]},
            guests=[{"name": "张伟", "liaison": "王强"}, {"name": "王芳"}],
            stays=[{"venue": "明峰宾馆", "room": room, "people": "张伟、王芳"}],
        )

    before, after = edition_now(visit("8301")), edition_now(visit("8305"))
    urgencies = {
        day: {
            change.name: change.urgency.value
            for change in card_changes(visit("8305"), before, after, now)
        }
        for day, now in (("during", datetime(2026, 5, 19)), ("after", datetime(2026, 5, 30)))
    }

    assert urgencies == {
        "during": {"张伟": "soon", "王芳": "soon", "王强": "soon"},
        "after": {"张伟": "past", "王芳": "past", "王强": "past"},
    }


def test_a_liaison_with_a_sooner_change_of_the_own_is_notified_sooner(
    visit_of: Callable[..., Visit],
) -> None:
    def visit(place: str) -> Visit:
        return visit_of(
            team={"staff": ["王强"]},
            guests=[{"name": "张伟", "liaison": "王强"}, {"name": "王芳"}],
            stays=[
                {"venue": "明峰宾馆", "room": place, "people": "张伟", "check_in": "2026-05-19"},
            ],
            schedule=[
                {"id": "talk", "day": "2026-05-18", "time": "10:00", "title": f"碰头会{place}",
                 "for": "王强"},
            ],
        )  # fmt: skip

    before, after = edition_now(visit("8301")), edition_now(visit("8305"))
    changes = card_changes(visit("8305"), before, after, datetime(2026, 5, 18, 9))

    assert {change.name: change.urgency.value for change in changes} == {
        "王强": "soon",
        "张伟": "later",
    }
