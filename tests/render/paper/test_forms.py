"""Forms that the visit fills: what it knows is printed, and what it does not is left to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.render.paper import FORMS, PrintOrder
from tests.support.documents.paper import HOSTILE, plain, printed, texts
from tests.support.project import PROJECT
from tests.support.rates import with_rates

OrderOf = Callable[..., PrintOrder]
FORUM = {
    "day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "kind": "会议",
    "place": "mingfeng/一号会议室", "moderator": "陈芳",
}  # fmt: skip
DINNER = {"day": "2026-05-18", "time": "18:00-19:00", "kind": "晚餐", "place": "机关食堂"}
OFFICE_AND_PARTICIPANTS = ("approval", "meeting-notice", "agenda-papers", "privacy-notice",
                           "menu-approval", "duty-roster", "receipt")  # fmt: skip


def form(order: PrintOrder, sheet: str) -> str:
    return "".join(texts(printed(order, sheet)))


@pytest.mark.parametrize("name", FORMS)
def test_each_has_the_page_of_its_name_with_the_command_that_fills_it(name: str) -> None:
    page = (PROJECT / "docs" / "forms" / f"{name}.md").read_text("utf-8")

    assert f"`handbook print <来访> --only {name}`" in page


def test_the_approval_sums_up_letter_rooms_meals_vehicles_and_money(order_of: OrderOf) -> None:
    order = order_of(
        kind="考察", sender="市文旅局", rank="县处级", purpose="考察湿地保护", budget="22000",
        letter={"number": "文旅函〔2026〕12号", "date": "2026-05-06", "unit": "市文旅局",
                "people": 3},
        guests=["甲某", "乙某", "丙某"], team={"staff": ["李娜"]},
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "甲某、乙某"},
               {"venue": "明峰宾馆", "room": "8401", "people": "丙某", "check_out": "2026-05-19"}],
        meals=[{**DINNER, "payer": "host", "form": "工作餐",
                "tables": [{"no": 1, "seats": ["甲某", "乙某", "丙某", "李娜"]}]},
               {**DINNER, "day": "2026-05-19", "payer": "guest", "form": "自助餐"}],
        vehicles=[{"number": "1号车", "kind": "中巴"}],
        expenses=[{"item": "用餐", "planned": "240", "payer": "host"},
                  {"item": "住宿", "planned": "900.50", "payer": "sender"}],
        publish={"approved_by": "李娜", "on": "2026-05-10", "target": "intranet"},
    )  # fmt: skip

    document = form(order, "approval")

    for words in (
        "类别考察派出单位市文旅局", "市文旅局文旅函〔2026〕12号2026-05-06", "考察湿地保护",
        "公函3人，名单3人县处级", "明峰宾馆：标准间2间，共3间夜", "晚餐2次·工作餐、自助餐",
        "接待方承担：5月18日晚餐，来宾3人，陪餐1人", "中巴1辆，用车0天",
        "批准预算（元）22,000.00", "接待方240.00，来宾和派出单位900.50",
        "□互联网", "☑内网", "□纸质", "用餐240.00—240.00", "住宿—900.50900.50",
        "合计240.00900.501,140.50", "经办人审核（办公室）审核（财务）批准",
    ):  # fmt: skip
        assert words in document
    assert "甲某" not in document


@pytest.mark.parametrize(
    ("written", "ticked"),
    [({"work_secret": True}, "☑是\u3000□否"), ({"work_secret": False}, "□是\u3000☑否"),
     ({"kind": "检查"}, "☑是\u3000□否"), ({}, "□是\u3000□否")],
)  # fmt: skip
def test_the_approval_ticks_whether_the_plan_is_a_work_secret(
    order_of: OrderOf, written: dict[str, Any], ticked: str
) -> None:
    assert ticked in form(order_of(**written), "approval")


def test_the_approval_of_a_meeting_has_its_class_and_no_letter(order_of: OrderOf) -> None:
    meeting = form(order_of(kind="会议", meeting_class=3, guests=["甲某", "乙某"]), "approval")

    assert "会议类别3类，3天，2人" in meeting
    assert "不向参会人员收取会议费" in meeting
    assert [words for words in ("公函", "派出单位") if words in meeting] == []
    visit = form(order_of(kind="考察"), "approval")
    assert ("公函" in visit, "会议类别" in visit) == (True, False)


RATES = {"meal_tariff": {"lunch": "40"}, "travel_rates": {"coach": "30.50"}}
OWED: dict[str, Any] = {
    "guests": [{"name": "甲某", "unit": "市文旅局"},
               {"name": "乙某", "departure": "2026-05-18 8:00"}],
    "meals": [{"day": f"2026-05-{day}", "time": "12:00", "kind": "午餐", "place": "机关食堂",
               "payer": "guest"} for day in (18, 19)],
    "vehicles": [{"number": "1号车", "kind": "大巴"}],
    "rides": [{"day": "2026-05-18", "time": "14:00", "from": "明峰宾馆", "to": "石塘村",
               "vehicles": [{"vehicle": "1号车", "people": "甲某"}]}],
}  # fmt: skip


def test_a_receipt_for_each_guest_who_owes_something(order_of: OrderOf) -> None:
    rated = with_rates(order_of(**OWED).visit, RATES)
    document = form(order_of(rated), "receipt")

    assert document.count("收款凭证") == 1
    for words in ("市文旅局甲某", "伙食费午餐2次80.00", "市内交通费1天30.50", "合计——110.50",
                  "合计（大写）壹佰壹拾元伍角整"):  # fmt: skip
        assert words in document
    assert "乙某" not in document


def test_a_receipt_leaves_money_open_while_rates_are_not_filled_in(order_of: OrderOf) -> None:
    document = form(order_of(**OWED), "receipt")

    assert "伙食费午餐2次市内交通费0.5天合计——" in document
    assert "合计（大写）项目" in document


def test_without_anything_owed_there_is_no_receipt(order_of: OrderOf) -> None:
    document = form(order_of(guests=["甲某"]), "receipt")

    assert "没有向来宾收取的费用" in document
    assert "收款人" not in document


def test_a_menu_has_the_diets_of_each_table_and_no_names(order_of: OrderOf) -> None:
    order = order_of(
        guests=[{"name": "甲某", "diet": "清真"}, {"name": "乙某", "diet": "清真"},
                {"name": "丙某", "diet": "素食、忌辣"}, "丁某"],
        meals=[
            {**DINNER, "menu": ["清炒时蔬", "豆腐汤"],
             "tables": [{"no": 1, "seats": ["甲某", "乙某", "丁某"]},
                        {"no": 2, "seats": ["丙某"], "menu": ["素什锦"]}]},
            {**DINNER, "time": "15:00", "kind": "茶歇"},
        ],
    )  # fmt: skip

    document = form(order, "menu-approval")

    assert document.count("菜单审批") == 1
    headings = "菜单序号菜名主料忌口提示"
    for words in (f"{headings}1清炒时蔬2豆腐汤", f"2号桌{headings}1素什锦",
                  "1号桌2人清真2号桌1人素食、忌辣", "来宾4人，陪餐0人"):  # fmt: skip
        assert words in document
    assert [name for name in ("甲某", "乙某", "丙某") if name in document] == []


def test_a_menu_not_yet_written_has_rows_to_write_in(order_of: OrderOf) -> None:
    document = form(order_of(guests=["甲某"], meals=[DINNER]), "menu-approval")

    assert "1" + "23456" in document
    assert "名单中没有忌口" in document


def test_the_roster_has_a_row_for_each_night_and_whom_to_call(order_of: OrderOf) -> None:
    order = order_of(
        team={
            "lead": "周敏",
            "staff": [{"name": "周敏", "phone": "13900002001"},
                      {"name": "冯雪", "phone": "13900002010"}],
            "groups": [{"role": "medical", "lead": "冯雪"}],
        },
    )  # fmt: skip

    document = form(order, "duty-roster")

    assert "总负责人周敏13900002001" in document
    assert document.count("冯雪13900002010") == 2
    assert "5月18日周一" in document
    assert "5月20日" not in document


MEETING: dict[str, Any] = {
    "kind": "会议", "title": {"zh": "保护地年会", "en": "Annual Meeting"},
    "languages": ["zh", "en"],
    "team": {"staff": [{"name": "陈芳", "phone": "13900002003"}]},
    "guests": [{"name": "甲某", "unit": "市林业局", "phone": "13900001111"},
               {"name": "乙某", "unit": "市林业局"}, "丙某"],
    "schedule": [FORUM, {"day": "2026-05-18", "time": "11:00", "title": "报到", "kind": "报到"},
                 {**FORUM, "title": "个别谈话", "for": "甲某", "day": "2026-05-19"}],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "甲某"}],
    "contacts": [{"what": {"zh": "会务", "en": "Office"}, "who": "陈芳"}],
}  # fmt: skip


def test_the_notice_of_a_meeting_and_the_reply_in_each_language(order_of: OrderOf) -> None:
    notice, reply, english, english_reply = texts(printed(order_of(**MEETING), "meeting-notice"))

    for words in ("会议通知", "报到：5月18日周一11:00", "地点明峰宾馆一号会议室", "住宿明峰宾馆",
                  "参加人员市林业局费用会议费由主办单位承担", "会务陈芳13900002003",
                  "5月18日周一14:30–17:00座谈会明峰宾馆一号会议室"):  # fmt: skip
        assert words in notice
    assert "民族（自愿填写）" in reply
    assert "NoticeofameetingNo.________TitleAnnualMeeting" in english
    assert "Ethnicity(voluntary)" in english_reply
    whole = notice + reply + english
    assert [words for words in ("甲某", "13900001111", "8301") if words in whole] == []


def test_a_wake_up_call_is_on_no_agenda_of_a_notice(order_of: OrderOf) -> None:
    call = {"what": "叫早", "time": "6:30", "day": "2026-05-19"}
    order = order_of(kind="考察", guests=["甲某"], schedule=[FORUM], routine=[call])

    document = form(order, "meeting-notice")

    assert "座谈会" in document
    assert "叫早" not in document


def test_a_visit_that_is_no_meeting_promises_no_costs(order_of: OrderOf) -> None:
    notice, _reply = texts(printed(order_of(kind="考察", guests=["甲某"]), "meeting-notice"))

    assert "来访通知" in notice
    assert "会议费" not in notice


def test_the_agenda_has_the_meetings_for_all_with_minutes_and_copies(order_of: OrderOf) -> None:
    page, english = texts(printed(order_of(**MEETING), "agenda-papers"))

    assert "15月18日周一14:30–17:00座谈会明峰宾馆一号会议室陈芳1501" in page
    assert "13全体" in page
    assert [words for words in ("个别谈话", "报到") if words in page] == []
    assert "AgendaandpapersMeetingAnnualMeeting" in english


def test_a_visit_without_meetings_has_no_agenda(order_of: OrderOf) -> None:
    assert "没有类别为“会议”或“仪式”的活动" in form(order_of(guests=["甲某"]), "agenda-papers")


@pytest.mark.parametrize(("days", "kept"), [({}, "30"), ({"retention_days": 20}, "20")])
def test_the_privacy_notice_names_host_contacts_hotel_and_days(
    order_of: OrderOf, days: dict[str, int], kept: str
) -> None:
    order = order_of(host="县接待办", **MEETING, **days)

    page, english = texts(printed(order, "privacy-notice"))

    for words in ("县接待办会务陈芳13900002003", "明峰宾馆：住宿所需", f"来访结束后{kept}天"):
        assert words in page
    assert f"Keptfor{kept}daysafterthevisit" in english
    assert "甲某" not in page + english


def test_a_chosen_language_is_the_only_one(order_of: OrderOf) -> None:
    order = order_of(**MEETING, chosen_language="en")

    (page,) = texts(printed(order, "privacy-notice"))

    assert page.startswith("Noticeonpersonalinformation")


@pytest.mark.parametrize("name", [*HOSTILE, "阿" * 60, "W" * 60])
@pytest.mark.parametrize("sheet", OFFICE_AND_PARTICIPANTS)
def test_a_text_is_printed_in_full_and_not_as_markup(
    order_of: OrderOf, sheet: str, name: str
) -> None:
    order = order_of(
        title=name,
        host=name,
        guests=["甲某"],
        team={"lead": name, "staff": [name]},
        schedule=[{**FORUM, "title": name, "moderator": name}],
        meals=[{**DINNER, "menu": [name], "payer": "guest"}],
    )

    assert plain(name) in form(order, sheet)
