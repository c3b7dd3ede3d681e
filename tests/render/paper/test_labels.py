"""Labels to cut: what their carriers may know, in the visit's languages, and all of it fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from generator.render.paper import PrintOrder
from tests.support.documents.paper import HOSTILE, plain, printed, texts

OrderOf = Callable[..., PrintOrder]
LABELS = ("vouchers", "welcome-board", "luggage-tags", "badges", "emergency-card")
LUNCH = {"day": "2026-05-18", "time": "12:00-13:00", "kind": "午餐", "place": "mingfeng/一楼餐厅"}
PLAN: dict[str, Any] = {
    "title": {"zh": "考察团", "en": "Study Group"},
    "host": {"zh": "接待办", "en": "Reception Office"},
    "languages": ["zh", "en"],
    "team": {
        "staff": [{"name": "王强", "phone": "13900002003"},
                  {"name": "冯雪", "phone": "13900002010"}],
        "groups": [{"role": "medical", "lead": "冯雪"}],
    },
    "parties": [{"name": "一组", "liaison": "王强"}, {"name": "二组"}],
    "guests": [{"name": "甲某", "party": "二组", "phone": "13900001111", "unit": "市林业局"},
               {"name": "乙某", "party": "一组", "phone": "13900001112"}],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "甲某"}],
    "vehicles": [{"number": "7号车", "plate": "鄂E·0B012", "driver": "邹师傅", "liaison": "王强"}],
    "rides": [{"day": "2026-05-18", "time": "10:00", "from": "明峰高铁站", "to": "明峰宾馆",
               "boarding": {"zh": "西出口", "en": "West Exit"},
               "vehicles": [{"vehicle": "7号车", "people": "甲某、乙某"}]}],
    "meals": [LUNCH, {**LUNCH, "time": "18:00-19:00", "kind": "晚餐",
                      "tables": [{"no": 4, "seats": ["甲某", "冯雪"]}]},
              {**LUNCH, "time": "15:00", "kind": "茶歇"}],
    "contacts": [{"what": {"zh": "医疗", "en": "Medical"}, "who": "冯雪"}],
}  # fmt: skip
PRIVATE = ("8301", "13900001111", "13900001112", "市林业局")


def pages_of(order: PrintOrder, sheet: str) -> list[str]:
    return texts(printed(order, sheet))


@pytest.mark.parametrize("sheet", LABELS)
def test_no_label_has_a_room_or_a_guests_telephone(order_of: OrderOf, sheet: str) -> None:
    document = "".join(pages_of(order_of(**PLAN), sheet))

    assert [words for words in PRIVATE if words in document] == []
    assert ("甲某" in document) is (sheet == "badges")


def test_a_voucher_for_each_guest_and_meal_numbered_within_the_meal(order_of: OrderOf) -> None:
    lunch, dinner = pages_of(order_of(**PLAN), "vouchers")

    first, second = lunch.split("餐券Mealvoucher")[1:]
    assert first.startswith("No.15月18日周一午餐Mon,May18Lunch时间Time12:00–13:00")
    assert ("一组" in first, "二组" in second) == (True, True)
    assert second.startswith("No.2")
    assert dinner.count("餐券Mealvoucher") == 1
    assert "桌号Table4号桌Table4" in dinner
    assert "茶歇" not in lunch + dinner


@pytest.mark.parametrize(("spoken", "has_english"), [("zh", False), ("en", True), (None, True)])
def test_a_voucher_is_in_the_guests_own_language_too(
    order_of: OrderOf, spoken: str | None, has_english: bool
) -> None:
    guest = {"name": "甲某"} | ({"language": spoken} if spoken else {})
    (page,) = pages_of(order_of(languages=["zh", "en"], guests=[guest], meals=[LUNCH]), "vouchers")

    assert "餐券" in page
    assert ("Mealvoucher" in page) is has_english


def test_a_board_for_each_vehicle_at_the_station(order_of: OrderOf) -> None:
    (page,) = pages_of(order_of(**PLAN), "welcome-board")

    for words in ("考察团StudyGroup", "一组、二组", "车号Vehicle7号车",
                  "联络员LiaisonWangQiang王强", "明峰高铁站西出口", "WestExit"):  # fmt: skip
        assert words in page


def test_a_visit_that_nobody_fetches_has_one_board(order_of: OrderOf) -> None:
    (page,) = pages_of(order_of(**{**PLAN, "rides": []}), "welcome-board")

    assert page.startswith("考察团StudyGroup")
    assert "车号" not in page


def test_a_tag_has_the_guests_number_on_the_roster_party_and_vehicle(order_of: OrderOf) -> None:
    (page,) = pages_of(order_of(**PLAN), "luggage-tags")

    first, second = page.split("行李签Luggagetag")[1:]
    assert first.startswith("No.2组别Party一组Group1车号Vehicle7号车Vehicle7")
    assert "存根StubNo.2组别Party一组Group1车号Vehicle7号车Vehicle7" in first
    assert second.startswith("No.1组别Party二组")


def test_badges_for_guests_team_and_vehicles(order_of: OrderOf) -> None:
    guests, staff, drivers = pages_of(order_of(**PLAN), "badges")

    assert "考察团来宾Guest乙某一组" in guests
    assert "考察团工作Staff冯雪医疗保障组" in staff
    assert "考察团驾驶Driver7号车" in drivers
    assert "邹师傅" not in drivers


def test_an_emergency_card_has_contacts_hospital_and_hotel(order_of: OrderOf) -> None:
    (page,) = pages_of(order_of(**PLAN), "emergency-card")

    first, second = page.split("应急联系卡Emergencycontacts")[1:]
    for words in ("急救120\u3000报警110\u3000火警119Ambulance120",
                  "联络员LiaisonWangQiang王强13900002003",
                  "医疗MedicalFengXue冯雪13900002010", "定点医院Hospital县人民医院",
                  "CountyPeople'sHospital"):  # fmt: skip
        assert words in first.replace("’", "'")
    assert "住地" not in first
    assert "住地Hotel明峰宾馆" in second
    assert "联络员" not in second


@pytest.mark.parametrize("sheet", ["vouchers", "luggage-tags", "badges", "emergency-card"])
def test_a_visit_of_nobody_says_what_it_lacks(order_of: OrderOf, sheet: str) -> None:
    (page,) = pages_of(order_of(), sheet)

    assert "没有可印的" in page


@pytest.mark.parametrize("name", [*HOSTILE, "阿" * 60, "W" * 60, "长" * 150])
@pytest.mark.parametrize("sheet", LABELS)
def test_a_name_is_printed_in_full_within_its_label(
    order_of: OrderOf, sheet: str, name: str
) -> None:
    order = order_of(
        title=name,
        parties=[{"name": name, "liaison": "李娜"}],
        team={"staff": ["李娜"]},
        guests=[{"name": name, "party": name}],
        meals=[LUNCH],
    )

    pdf = printed(order, sheet)

    assert plain(name) in texts(pdf)[0]
    assert outside(pdf, (15, 13.5), (195, 283.5) if sheet != "welcome-board" else (287, 195)) == ""


def outside(pdf: bytes, start: tuple[float, float], end: tuple[float, float]) -> str:
    """The characters of the first page that are outside a rectangle, in millimetres.

    The number of the page below it is left out.
    """
    page = pypdfium2.PdfDocument(pdf)[0]
    text, (low, bottom), (high, top) = page.get_textpage(), start, end
    found = ""
    for n in range(text.count_chars()):
        character = text.get_text_range(n, 1)
        box = [side * 25.4 / 72 for side in text.get_charbox(n)]
        is_inside = low <= box[0] <= box[2] <= high and bottom <= box[1] <= box[3] <= top
        is_footer = box[3] < bottom and character in "0123456789 /"
        if character.strip() and not is_inside and not is_footer:
            found += character
    return found
