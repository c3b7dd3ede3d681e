"""The plan: its chapters in the order in which plans are approved."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Points, Rows, Section
from generator.render.handbook.visit.plan import plan_sections
from tests.support.documents.handbook_pages import rows_of, table


def chapter(visit: Visit, title: str) -> Section:
    """The chapter whose heading ends in `title`."""
    return next(section for section in plan_sections(visit) if section.title.endswith(title))


def test_the_chapters_are_in_the_order_of_approval(visit_of: Callable[..., Visit]) -> None:
    assert [section.title for section in plan_sections(visit_of())] == [
        "一、来宾",
        "二、考察活动",
        "三、食宿",
        "四、会谈与座谈",
        "五、用餐与陪同",
        "六、用车",
        "七、宣传",
        "八、接待专班与分工",
        "九、工作要求",
        "十、来宾须知",
        "十一、附件",
        "十二、审批",
    ]


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

    assert rows_of(chapter(visit, "考察活动")) == [
        ["5月18日周一|09:00–10:00", "看湿地", "", "全体来宾、李娜", "李娜", "— / — / —"]
    ]
    assert rows_of(chapter(visit, "会谈与座谈")) == [
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


def test_requirements_are_the_visit_s_own_then_the_standing_ones(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(team={"groups": [{"role": "transport", "cautions": ["路窄，换中巴"]}]})

    (points,) = chapter(visit, "工作要求").blocks

    assert points == Points((Cell("交通组：路窄，换中巴"), Cell("其余按接待手册的常设要求执行。")))


def test_there_is_a_place_to_sign_for_each_approver(visit_of: Callable[..., Visit]) -> None:
    (approval,) = chapter(visit_of(), "审批").blocks

    assert isinstance(approval, Rows)
    assert table(approval) == [["承办人", "", ""], ["办公室", "", ""], ["分管负责同志", "", ""]]
