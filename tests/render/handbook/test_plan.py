"""The plan: the sections of its rule page, each with what the visit has for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from generator.model.enums import PlanSection
from generator.model.standing import Limit, Standing
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Facts, Points, Rows, Section
from generator.render.handbook.visit.plan import NUMERALS, plan_sections
from tests.support.documents.handbook_pages import rows_of, table
from tests.support.project import PROJECT


def chapter(visit: Visit, title: str) -> Section:
    """The section with the heading `title`."""
    return next(
        section
        for section in plan_sections(visit.staff_view)
        if section.title.partition("、")[2] == title
    )


def with_limits(visit: Visit, **limits: list[str] | None) -> Visit:
    """The visit with other words on the rule page 接待筹备与三有; None takes the limit away."""
    page = visit.standing.rule("plan")
    assert page is not None
    changed = dict(page.limits)
    for name, words in limits.items():
        changed.pop(name, None)
        if words is not None:
            changed[name] = (Limit.model_validate({"words": words, "clause": "一"}),)
    rules = (*(rule for rule in visit.standing.rules if rule.id != "plan"),
             page.model_copy(update={"limits": changed}))  # fmt: skip
    return visit.model_copy(update={"standing": visit.standing.model_copy(update={"rules": rules})})


def test_the_sections_are_those_of_the_rule_page_in_its_order(
    visit_of: Callable[..., Visit],
) -> None:
    assert [section.title for section in plan_sections(visit_of().staff_view)] == [
        "一、来宾",
        "二、考察与日程",
        "三、食宿",
        "四、会谈",
        "五、用餐与陪同",
        "六、用车",
        "七、宣传",
        "八、专班与任务",
        "九、来宾须知",
        "十、经费",
        "十一、应急预案",
        "十二、附件",
        "十三、审批",
    ]


def test_a_section_that_the_page_lacks_is_left_out_and_an_unknown_one_too(
    visit_of: Callable[..., Visit],
) -> None:
    visit = with_limits(visit_of(), plan_sections=["经费", "礼宾", "来宾", "来宾"])

    assert [section.title for section in plan_sections(visit.staff_view)] == [
        "一、经费",
        "二、来宾",
    ]


def test_without_a_list_the_plan_has_every_section(visit_of: Callable[..., Visit]) -> None:
    visit = with_limits(visit_of(), plan_sections=None)

    sections = [section.anchor for section in plan_sections(visit.staff_view)]
    assert sections == list(PlanSection)


def test_the_rule_page_its_text_and_the_blank_form_have_one_list(standing: Standing) -> None:
    limit = standing.limit("plan", "plan_sections", date(2026, 5, 18))
    assert limit is not None
    form = (PROJECT / "docs/forms/plan.md").read_text("utf-8")
    rule = (PROJECT / "docs/rules/plan.md").read_text("utf-8")

    headings = re.findall(r"^## ([一二三四五六七八九十]+)、(.+)$", form, re.MULTILINE)
    assert tuple(name for _, name in headings) == limit.words
    assert [number for number, _ in headings] == NUMERALS[: len(headings)]
    assert f"方案按{'、'.join(limit.words)}的顺序写" in rule


def test_the_approvals_are_those_of_the_rule_page_and_of_the_blank_form(
    visit_of: Callable[..., Visit], standing: Standing
) -> None:
    limit = standing.limit("plan", "reviewers", date(2026, 5, 18))
    assert limit is not None
    form = (PROJECT / "docs/forms/plan.md").read_text("utf-8")
    (approval,) = chapter(visit_of(), "审批").blocks

    assert [row[0] for row in table(approval)] == list(limit.words)
    assert f"| {' | '.join(limit.words)} |" in form
    (other,) = chapter(with_limits(visit_of(), reviewers=["主任签发"]), "审批").blocks
    assert [row[0] for row in table(other)] == ["主任签发"]


def test_few_guests_are_all_listed(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=[{"name": "甲", "part": "团长"}, {"name": "乙", "unit": "市林业局"}])

    heads = chapter(visit, "来宾").blocks[1]

    assert table(heads) == [["甲", "团长", "", "", ""], ["乙", "", "市林业局", "", ""]]


def test_of_many_guests_those_who_lead_are_listed(visit_of: Callable[..., Visit]) -> None:
    guests = [{"name": f"来宾{number}"} for number in range(1, 13)]
    visit = visit_of(guests=[*guests, {"name": "末", "part": "团长"}])

    assert table(chapter(visit, "来宾").blocks[1]) == [["末", "团长", "", "", ""]]


def test_journeys_are_counted_by_time_and_train(visit_of: Callable[..., Visit]) -> None:
    train = {"arrival": "2026-05-18 10:20", "arrival_by": "G1234"}
    visit = visit_of(
        guests=[
            {"name": "甲", **train},
            {"name": "乙", **train},
            {"name": "丙", "arrival_by": "自驾"},
        ]
    )

    assert rows_of(chapter(visit, "来宾")) == [
        ["抵达时间", "", "自驾", "1 人"],
        ["抵达时间", "5月18日周一 10:20", "G1234", "2 人"],
    ]


def test_talks_and_visits_are_separate_chapters(visit_of: Callable[..., Visit]) -> None:
    day = {"day": "2026-05-18", "time": "9:00-10:00"}
    visit = visit_of(
        team={"staff": ["李娜"]},
        schedule=[
            {**day, "title": "座谈", "kind": "会议", "moderator": "李娜", "note": "议程见附件"},
            {**day, "title": "看湿地", "kind": "参观", "for": "全体、李娜"},
        ],
    )

    assert rows_of(chapter(visit, "考察与日程")) == [
        ["5月18日周一|09:00–10:00", "看湿地", "", "全体来宾、李娜", "李娜", "— / — / —"]
    ]
    assert rows_of(chapter(visit, "会谈")) == [
        [
            "5月18日周一|09:00–10:00",
            "座谈|主持人 李娜 · 议程见附件",
            "",
            "全体来宾",
            "—",
            "— / — / —",
        ]
    ]


def test_a_seated_meal_names_both_sides(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team={"staff": ["李娜"]},
        guests=["甲"],
        meals=[{"day": "2026-05-18", "kind": "晚餐", "time": "18:00", "place": "mingfeng",
                "tables": [{"no": "1", "seats": "李娜、甲"}]}],
    )  # fmt: skip

    assert rows_of(chapter(visit, "用餐与陪同")) == [
        ["5月18日周一|18:00", "晚餐|明峰宾馆", "1 人|李娜", "1 人|甲"]
    ]


def test_the_team_s_tasks_are_its_own_requirements_decisions_and_how_many_tasks(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        team={
            "staff": ["李娜"],
            "groups": [{"role": "transport", "cautions": ["路窄，换中巴"]}],
            "tasks": [{"what": "踏勘", "owner": "李娜"}, {"what": "备车", "owner": "李娜"}],
        },
        preparation={"decisions": [{"what": "换乘", "owner": "李娜", "due": "2026-05-12"}]},
    )

    _, _, added, _, decided, tasks = chapter(visit, "专班与任务").blocks

    assert added == Points((Cell("交通组：路窄，换中巴"), Cell("其余按接待手册的常设要求执行。")))
    assert table(decided) == [["换乘", "李娜", "5月12日周二"]]
    assert isinstance(tasks, Points)
    assert "任务 2 项" in tasks.lines[0].text


def test_a_visit_without_requirements_of_its_own_has_the_groups_alone(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(team={"groups": [{"role": "transport"}]})

    assert [type(block) for block in chapter(visit, "专班与任务").blocks] == [Rows]


def test_the_page_has_no_costs_and_names_the_paper_that_has_them(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        budget="98765", expenses=[{"item": "用餐", "planned": "4321", "payer": "host"}]
    )

    assert chapter(visit, "经费").blocks == (
        Points((Cell("经费测算见办公室打印的接待方案（plan.pdf），本页不列金额。"),)),
    )


HOSPITALS = [
    {"id": "clinic", "name": "乡卫生院", "kind": "医院", "address": "石塘村口",
     "phone": "0717-555-0199", "minutes_to": {"inn": 4}},
    {"id": "inn", "name": "驿馆", "kind": "宾馆", "rooms": [{"number": "1"}],
     "minutes_to": {"hospital": 50}},
]  # fmt: skip


def test_the_emergency_plan_has_the_hospitals_with_the_minutes_from_the_hotel(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        venues=HOSPITALS,
        guests=["甲某"],
        stays=[{"venue": "驿馆", "room": "1", "people": "甲某"}],
    )

    _, hospitals, *_ = chapter(visit, "应急预案").blocks

    assert table(hospitals) == [
        ["乡卫生院", "石塘村口", "0717-555-0199", "驿馆 4 分钟"],
        ["县人民医院", "明峰县城关镇康宁路20号", "0717-555-0190", "驿馆 50 分钟"],
    ]


def test_the_emergency_plan_says_who_decides_and_whom_to_call(
    visit_of: Callable[..., Visit],
) -> None:
    people = [
        {"name": name, "phone": f"1390000200{number}"}
        for number, name in enumerate(("周敏", "李娜", "蒋涛", "冯雪"))
    ]
    visit = visit_of(
        team={
            "lead": "周敏",
            "staff": people,
            "groups": [
                {"role": "coordination", "lead": "李娜"},
                {"role": "medical", "lead": "冯雪"},
                {"role": "security", "lead": "蒋涛"},
            ],
        },
        contacts=[{"what": "值守", "who": "李娜"}, {"what": "总台", "phone": "0717-555-0123"}],
    )

    who, _, contacts, *_ = chapter(visit, "应急预案").blocks

    assert isinstance(who, Facts)
    assert [(label, cell.text) for label, cell in who.pairs] == [
        ("决定人", "周敏 13900002000，决定是否改变全团安排"),
        ("统一报告", "李娜 13900002001"),
        ("现场处置", "蒋涛 13900002002、冯雪 13900002003"),
        ("紧急电话", "急救 120，报警 110，火警 119；随即报告综合协调组"),
    ]
    assert [cell.private for _, cell in who.pairs] == [True, True, True, False]
    assert table(contacts) == [
        ["值守", "李娜", "13900002001"],
        ["总台", "—", "0717-555-0123"],
    ]


def test_the_emergency_plan_has_what_the_visit_wrote_for_rain_and_closed_roads(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        venues=[{"id": "yuhua", "name": "雨花村", "halls": [{"name": "雪莲厅", "seats": 20}]}],
        team={
            "staff": ["李娜"],
            "groups": [
                {"role": "transport", "cautions": ["雨天走省道", "雨花村不停车", "雪莲厅备茶水"]}
            ],
            "checklists": "standard",
            "tasks": [{"what": "踏勘", "owner": "李娜", "standard": "备用路线走一遍"}],
        },
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "看湿地", "note": "大雾改期"}],
    )

    *_, points = chapter(visit, "应急预案").blocks

    assert points == Points(
        (Cell("交通组：雨天走省道"), Cell("看湿地：大雾改期"), Cell("踏勘：备用路线走一遍"))
    )


def test_a_plan_without_alternatives_asks_for_them(visit_of: Callable[..., Visit]) -> None:
    *_, points = chapter(visit_of(), "应急预案").blocks

    assert isinstance(points, Points)
    assert points.lines[0].text.startswith("尚未写明雨天、路线等备用安排")
    asked = chapter(with_limits(visit_of(), contingency_words=None), "应急预案").blocks
    assert points not in asked
