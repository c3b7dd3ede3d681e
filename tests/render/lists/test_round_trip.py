"""lists.xlsx is read back: with visit.yml it gives the visit that it was written from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import vocabulary
from generator.load import load_visit
from generator.load.sheets.forms import FORMS, columns_of
from generator.model.record import OF_EVERY_RECORD
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.lists import dining, lodging, people, programme, transport
from generator.sample import write_sample
from tests.support.documents.lists_workbook import Again, differences_between
from tests.support.project import PROJECT

SAMPLES = sorted(path.parent for path in (PROJECT / "visits").glob("*/visit.yml"))


def loaded(folder: Path, standing: Standing) -> Visit:
    visit, findings = load_visit(folder, standing, folder.parent)
    assert findings == ()
    assert visit is not None
    return visit


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_sample_visit_is_read_back(folder: Path, standing: Standing, again: Again) -> None:
    visit = loaded(folder, standing)

    assert differences_between(again(visit, folder), visit) == []


@pytest.mark.parametrize("guests", [1, 60, 130])
def test_a_generated_visit_is_read_back(
    tmp_path: Path, standing: Standing, again: Again, guests: int
) -> None:
    folder = tmp_path / "made"
    write_sample(folder, guests, 5)
    visit = loaded(folder, standing)

    assert differences_between(again(visit, folder), visit) == []


CREW = [
    {"name": "李娜", "unit": "县中心", "roles": "综合协调组", "phone": "0717-5550123转8"},
    {"name": "张伟", "unit": "县中心", "note": "夜班"},
]
HARD: dict[str, dict[str, Any]] = {
    "nothing": {},
    "namesakes": {
        "guests": [{"name": "张伟", "unit": "甲"}, {"name": "张伟", "unit": "乙"}, "王五"],
        "team": {"staff": CREW},
        "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "张伟@乙、张伟@甲"}],
        "meals": [
            {"day": "2026-05-18", "time": "18:00", "kind": "dinner", "place": "机关食堂",
             "tables": [{"no": "1", "seats": ["张伟@甲", {"no": "2", "person": "张伟@县中心"}]}]}
        ],
    },
    "ids": {
        "guests": [{"name": "甲", "id": "g-1"}, {"name": "乙", "unit": "某局", "id": "乙@某局"}],
        "schedule": [{"id": "x", "day": "5月18日", "time": "9:00", "title": "会", "for": "g-1"}],
    },
    "languages": {
        "languages": ["en", "zh"],
        "guests": ["Anna", "Boris"],
        "schedule": [
            {"day": "2026-05-18", "time": "22:00-24:00", "title": {"zh": "座谈", "en": "Talk"},
             "for": "all", "note": {"en": "Bring papers"}, "optional": "yes"},
            {"day": "2026-05-18", "time": "23:30-0:30", "title": "Walk", "for": "Anna"},
        ],
    },
    "another language": {
        "languages": ["ru"],
        "guests": ["Анна"],
        "schedule": [{"day": "2026-05-18", "time": "9:00", "for": "all",
                      "title": {"ru": "Встреча", "zh": "会见"}}],
    },
    "all but some": {
        "languages": ["en", "zh"],
        "guests": [{"name": "甲", "unit": "某局"}, {"name": "甲", "unit": "某县"}, "乙"],
        "schedule": [{"id": "x", "day": "5月18日", "time": "9:00", "title": "会",
                      "for": "全体来宾，甲@某局、乙除外"}],
    },
    "rides": {
        "guests": [{"name": "甲", "party": "一组"}, {"name": "乙", "party": "一组"}],
        "team": {"staff": CREW},
        "vehicles": [{"number": "1", "plate": "鄂A·00001", "seats": "7"}, {"number": "02"}],
        "rides": [
            {"id": "a", "day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆"},
            {"id": "b", "day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
             "note": {"zh": "备用", "en": "In reserve"},
             "vehicles": [{"vehicle": "1", "people": "一组"}, {"vehicle": "02", "people": "专班"}]},
        ],
    },
    "companions": {
        "guests": [{"name": "甲", "companions": "3（男2女1）"},
                   {"name": "John Smith", "companions": "2"}],
        "stays": [
            {"venue": "明峰宾馆", "room": "8301", "people": "甲"},
            {"venue": "明峰宾馆", "room": "8302", "people": "甲随行男2人、John Smith"},
            {"venue": "明峰宾馆", "type": "标准间", "count": "2", "people": "John Smith +2"},
            {"venue": "明峰宾馆", "people": "甲随行女1人"},
        ],
        "meals": [
            {"id": "m", "day": "2026-05-18", "time": "18:00", "kind": "dinner", "place": "机关食堂",
             "tables": [{"no": "1", "seats": "甲、John Smith"}, {"no": "2", "seats": "甲随行"}]}
        ],
    },
    "wishes": {
        "guests": [{"name": "甲", "single_room": "是", "not_with": "乙、Smith, John"},
                   {"name": "乙", "share_with": "丙", "ride_with": "一组", "party": "一组"},
                   {"name": "丙", "not_ride_with": "乙", "table_with": "甲、乙"},
                   {"name": "Smith, John"}],
    },
    "two dinners": {
        "guests": ["甲", "乙"],
        "meals": [
            {"id": name, "day": "2026-05-18", "time": time, "kind": "dinner", "place": place,
             "tables": [{"no": "1", "name": {"zh": name, "en": name}, "seats": name,
                         "menu": "粥、菜"}, {"no": "2"}]}
            for name, time, place in (("甲", "18:00", "机关食堂"), ("乙", "18:00", "明峰宾馆"))
        ],
    },
    **{
        f"still to be decided, {language}": {
            "languages": [language],
            "guests": [{"name": "甲", "arrival": words}, {"name": "乙", "departure": "20日待定"}],
            "schedule": [
                {"day": "2026-05-18", "time": words, "title": "会", "for": "all", "place": words,
                 "moderator": words, "receiver": words},
                {"day": words, "time": "9:00", "title": "下次会", "for": "all",
                 "place": f"明峰宾馆，{words}"},
            ],
            "stays": [{"venue": "明峰宾馆", "room": words, "people": "甲、乙"}],
            "meals": [{"id": "x", "day": "2026-05-18", "time": words, "kind": "dinner",
                       "place": words, "tables": [{"no": words, "seats": "甲"}]}],
            "vehicles": [{"number": "1", "plate": words, "driver": words}],
            "rides": [{"id": "a", "day": "5月18日", "time": words, "from": words, "to": words,
                       "vehicles": [{"vehicle": words, "people": "甲"}]}],
        }
        for language, words in (("zh", "待定，5月10日前"), ("en", "tbd by 10 May"))
    },
    "texts": {
        "guests": [
            {"name": "=cmd|'/c calc'!A1", "phone": "+86 139 0000 0001", "note": "第一行\n第二行"},
            {"name": "@SUM(1)", "post": "-1", "unit": "+1", "note": "=1+1"},
            {"name": "𬭎" * 60, "diet": "清真、素食", "needs_room": "否"},
            {"name": "示例", "shares_bed": "是", "revision": "2"},
            {"name": "0012", "arrival": "2026-05-18", "departure": "2026-05-20 07:05"},
        ],
        "stays": [{"venue": "明峰宾馆", "room": "8301", "type": "标准间", "people": "0012"}],
    },
}  # fmt: skip


@pytest.mark.parametrize("case", HARD)
def test_values_that_are_hard_to_write_are_read_back(
    visit_of: Callable[..., Visit], tmp_path: Path, again: Again, case: str
) -> None:
    visit = visit_of(**{"team": {"staff": []}} | HARD[case])

    assert differences_between(again(visit, tmp_path / "visits" / "case"), visit) == []


def test_a_revoked_card_stays_revoked(
    visit_of: Callable[..., Visit], tmp_path: Path, again: Again
) -> None:
    folder = tmp_path / "visits" / "case"
    visit = visit_of(guests=[{"name": "甲", "revision": "1"}])
    (folder / "revisions.yml").write_text("甲: 2\n", "utf-8")

    assert again(visit, folder).guests[0].revision == 2


WRITTEN = {
    "guests": (*people.GUEST, *people.GUEST_UNPRINTED),
    "staff": people.STAFF,
    "stays": lodging.STAY,
    "vehicles": transport.VEHICLE,
    "rides": (*transport.RIDE, *transport.RIDE_ID),
    "schedule": (*programme.ITEM, *programme.ITEM_ID),
    "tables": (*dining.MEAL, *dining.TABLE, *dining.SEAT),
}


@pytest.mark.parametrize("section", WRITTEN)
@pytest.mark.parametrize("language", vocabulary.languages())
def test_no_two_headings_are_read_as_the_same_field(section: str, language: str) -> None:
    headings = [vocabulary.label(c.model, c.field, language) for c in WRITTEN[section]]
    read = [columns_of(section)["".join(heading.split()).casefold()] for heading in headings]

    assert len(set(read)) == len(read)


@pytest.mark.parametrize("section", sorted({*WRITTEN} - {"tables"}))
def test_every_field_has_a_column(section: str) -> None:
    """A field added to the model is not lost when lists are written and read back."""
    record = FORMS[section].record
    written = {column.field for column in WRITTEN[section] if column.model == record.__name__}

    assert (
        set(record.model_fields) - written - OF_EVERY_RECORD - {"vehicles", "id", "revision"}
        == set()
    )
