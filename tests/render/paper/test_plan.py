"""The plan on paper: one document, with the costs that the handbook's page leaves out."""

from __future__ import annotations

from collections.abc import Callable

from generator.render.paper import PrintOrder
from tests.support.documents.paper import VISIT, plain, printed, texts


def plan_of(order: PrintOrder) -> str:
    """The text of plan.pdf, without spaces."""
    return "".join(plain(page) for page in texts(printed(order, "plan")))


def test_the_plan_begins_with_the_visit_s_title_and_ends_with_the_approvals(
    order_of: Callable[..., PrintOrder],
) -> None:
    plan = plan_of(order_of(**VISIT))

    assert "市生态旅游考察团接待方案" in plan
    assert "目录" not in plan
    order = [
        plan.index(heading) for heading in ("一、来宾", "十、经费", "十一、应急预案", "十三、审批")
    ]
    assert order == sorted(order)
    assert plan.index("综合协调组起草") < plan.index("办公室审核") < plan.index("分管负责同志批准")


def test_the_costs_are_by_item_with_what_the_host_pays_and_what_is_left(
    order_of: Callable[..., PrintOrder],
) -> None:
    expenses = [
        {
            "item": "住宿（标准间）",
            "price": 260,
            "quantity": 3,
            "planned": 780,
            "payer": "派出单位",
        },
        {
            "item": "用餐",
            "price": 60,
            "people": 7,
            "planned": 420,
            "amount": 400,
            "payer": "接待方",
        },
        {"item": "用餐（早餐）", "amount": 120, "payer": "自付"},
        {"item": "用车", "payer": "自付"},
    ]

    plan = plan_of(order_of(budget=1000, expenses=expenses))

    for row in (
        "住宿260×3—780.00",
        "用餐60×7、未测算420.00—",
        "用车未测算——",
        "合计420.00780.00",
        "批准预算1,000.00元",
        "预算结余580.00元",
    ):
        assert row in plan


def test_plan_and_approval_have_the_same_sums_where_only_paid_amounts_exist(
    order_of: Callable[..., PrintOrder],
) -> None:
    expenses = [
        {"item": "用餐", "amount": 120, "payer": "自付"},
        {"item": "住宿", "planned": 780, "payer": "派出单位"},
    ]
    order = order_of(budget=1000, expenses=expenses)

    plan, approval = plan_of(order), texts(printed(order, "approval"))[0]

    for row in ("住宿—780.00780.00", "用餐———", "合计—780.00780.00"):
        assert row in approval
    for row in ("住宿780.00—780.00", "用餐未测算——", "合计—780.00", "预算结余1,000.00元"):
        assert row in plan


def test_a_plan_above_its_budget_says_by_how_much(order_of: Callable[..., PrintOrder]) -> None:
    expenses = [{"item": "用餐", "planned": 420, "payer": "接待方"}]

    assert "超出预算20.00元" in plan_of(order_of(budget=400, expenses=expenses))


def test_a_plan_without_a_budget_says_so(order_of: Callable[..., PrintOrder]) -> None:
    plan = plan_of(order_of())

    assert "还没有列出费用" in plan
    assert "没有预算的，不得列支" in plan


def test_of_the_office_s_fields_the_costs_alone_are_shown(
    order_of: Callable[..., PrintOrder],
) -> None:
    assert "只给办公室" not in plan_of(order_of(**VISIT))


def test_a_small_visit_s_plan_has_at_most_three_pages(order_of: Callable[..., PrintOrder]) -> None:
    assert len(texts(printed(order_of(**VISIT), "plan"))) <= 3
