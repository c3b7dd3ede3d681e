"""The samples have no findings; each mistake put into a copy is found, with its clause."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.check import apply_waivers, check_visit
from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit

VISITS = Path(__file__).parents[2] / "visits"
SAMPLE = "2026-05-ecotour"

IN_VISIT_FILE = {
    "team.checker_apart": (
        "responsible: 王强, checker: 周敏, note",
        "responsible: 王强, checker: 王强, note",
    ),
    "team.three_names": ("receiver: 陈芳, responsible: 何军", "responsible: 何军"),
    "team.no_liaison": ("{name: 第三组, liaison: 孙磊}", "{name: 第三组}"),
    "team.group_checker": (
        "{role: conference, lead: 陈芳, checker: 李娜}",
        "{role: conference, lead: 陈芳, checker: 陈芳}",
    ),
    "presence.two_places": ("time: 19:40-20:40", "time: 18:30-19:30"),
    "presence.travel_time": ("time: 10:55-11:40", "time: 10:20-10:30"),
    "halls.over_seats": ("place: village/老槐树广场", "place: village/村民议事厅"),
    "dates.outside_dates": ("{id: feedback, day: 2026-05-20", "{id: feedback, day: 2026-05-21"),
    "preparation.meeting_late": (
        "meeting: {at: 2026-05-08 09:00",
        "meeting: {at: 2026-05-18 09:00",
    ),
    "preparation.conveyed": ("    scope: 公函所列的考察、座谈活动\n", ""),
    "preparation.decision_task": (
        "- {what: 确定住宿和用餐方案, owner: 何军, due: 2026-05-12}",
        "- {what: 租用同传设备, owner: 何军, due: 2026-05-12}",
    ),
    "letter.missing": ("{number: 文旅函〔2026〕12号, ", "{"),
    "letter.more_guests": (
        "unit: 市文化和旅游局, people: 38}",
        "unit: 市文化和旅游局, people: 37}",
    ),
    "accompanying.hosted_meals": (
        "place: eco-park/农家食堂, form: {zh: 自助餐, en: Buffet}, payer: guest",
        "place: eco-park/农家食堂, form: {zh: 自助餐, en: Buffet}, payer: host",
    ),
    "standards.dishes": ("清蒸鲫鱼", "红烧鱼翅"),
    "standards.alcohol": ("豆腐汤, 米饭", "豆腐汤, 红酒"),
    "standards.meal_form": ("form: {zh: 工作餐, en: Work meal}", "form: {zh: 宴会, en: Banquet}"),
    "integrity.gifts": ("{item: 用车, day", "{item: 纪念品, day"),
    "integrity.welcome": ("zh: 请带本人的交流材料", "zh: 会场挂横幅"),
    "budget.planned_overrun": ("budget: 22000", "budget: 2000"),
    "budget.payer": ("people: 36, payer: sender", "people: 36"),
    "budget.price": ("planned: 1520.00", "planned: 1530.00"),
    "settlement.lodging": ("quantity: 36, planned: 9360.00", "quantity: 38, planned: 9880.00"),
    "settlement.voucher_amount": (
        "planned: 480.00, people: 1, payer: sender, voucher: 待开",
        "amount: 480.00, people: 1, payer: sender, voucher: '02215', voucher_amount: 460.00",
    ),
    "settlement.papers": ("planned: 2400.00", "amount: 2400.00"),
    "settlement.headcount": ("people: 40, payer: host", "people: 39, payer: host"),
    "settlement.cash": ("payer: sender, voucher: 待开", "payer: sender, voucher: 现金支付"),
    "diet.halal": ("清蒸鲫鱼", "红烧猪肉"),
    "care.short_meal": (
        "{id: forum, day: 2026-05-18, time: 14:30-17:00",
        "{id: forum, day: 2026-05-18, time: 12:10-17:00",
    ),
    "scope.out_of_scope": ("purpose: 考察云溪生态保护与乡村产业发展的做法", "purpose: 度假"),
    "confidentiality.retention": (
        "{code: confidentiality.retention, by",
        "{code: confidentiality.not_approved, by",
    ),
    "confidentiality.classified_words": ("title: {zh: 意见交流", "title: {zh: 涉密意见交流"),
}
IN_WORKBOOK = {
    "standards.suite": ("住宿", "8601", "房号", "8613"),
    "standards.one_in_a_car": ("乘车", "17:15-17:40", "人员", "单玉洁"),
    "lodging.room_over_beds": ("住宿", "8303", "人员", "谭志强、彭建国、石磊"),
    "lodging.mixed_sexes": ("住宿", "8303", "人员", "谭志强、何素芬"),
    "lodging.room_type": ("住宿", "8303", "房型", "单人间"),
    "nights.no_bed": ("住宿", "8303", "退房", "2026-05-19"),
    "nights.outside_dates": ("住宿", "8303", "退房", "2026-05-21"),
    "nights.two_rooms": ("住宿", "8303", "人员", "谭志强、彭建国、梁正远"),
    "tables.unknown": ("用餐", "梁正远", "桌号", "13"),
    "dining.seat_twice": ("用餐", "杨文博", "座位号", "1"),
    "dining.no_seat": ("用餐", "杨文博", "人员", "李娜"),
    "presence.ride_late": ("乘车", "08:20-09:00", "时间", "08:40-09:30"),
    "transport.no_place": ("乘车", "08:20-09:00", "人员", "第一组、第二组、王强"),
    "transport.same_place": ("乘车", "08:20-09:00", "目的地", "明峰宾馆"),
    "dates.before_arrival": ("乘车", "10:50-11:15", "时间", "09:50-10:15"),
    "transport.over_seats": ("车辆", "3号车", "核载", "9"),
    "fleet.no_driver": ("车辆", "1号车", "车牌", None),
    "team.no_phone": ("专班", "王强", "联系电话", None),
    "team.untrained": ("专班", "王强", "已受培训", None),
}
ACROSS_VISITS = ("lodging.two_visits", "halls.two_visits", "fleet.two_visits", "team.two_visits")


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in VISITS.glob("*/visit.yml")))
def test_sample_has_no_findings(slug: str, standing: Standing) -> None:
    visits = {
        path.parent.name: _loaded(path.parent, standing) for path in VISITS.glob("*/visit.yml")
    }
    findings = check_visit(visits[slug], visits.values()).findings

    result = apply_waivers(visits[slug], findings)
    assert _lines((*result.open, *result.stale)) == []


@pytest.mark.parametrize("code", IN_VISIT_FILE)
def test_mistake_in_the_visit_file_is_found(code: str, copy: Path, standing: Standing) -> None:
    before, after = IN_VISIT_FILE[code]
    file = copy / "visit.yml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")

    assert _clauses(check_visit(_loaded(copy, standing)).findings, code)


@pytest.mark.parametrize("code", IN_WORKBOOK)
def test_mistake_in_the_workbook_is_found(code: str, copy: Path, standing: Standing) -> None:
    sheet, row, column, value = IN_WORKBOOK[code]
    _write(copy / "book.xlsx", sheet, row, column, value)

    assert _clauses(check_visit(_loaded(copy, standing)).findings, code)


@pytest.mark.parametrize("code", ACROSS_VISITS)
def test_a_clash_of_two_visits_is_found(code: str, copy: Path, standing: Standing) -> None:
    twin = copy.parent / "2026-05-twin"
    shutil.copytree(copy, twin)
    file = twin / "visit.yml"
    file.write_text(file.read_text("utf-8").replace("zh: 座谈会", "zh: 签约仪式"), "utf-8")
    findings = check_visit(_loaded(copy, standing), [_loaded(twin, standing)]).findings

    assert _clauses(findings, code)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the larger sample."""
    return shutil.copytree(VISITS / SAMPLE, tmp_path / "visits" / SAMPLE)


def _loaded(folder: Path, standing: Standing) -> Visit:
    visit, problems = load_visit(folder, standing, folder.parent.parent)
    assert _lines(problems) == []
    assert visit is not None
    return visit


def _write(book: Path, sheet: str, row: str, column: str, value: str | None) -> None:
    """Write `value` under the heading `column`, in the first row with a cell of text `row`."""
    workbook = openpyxl.load_workbook(book)
    rows = list(workbook[sheet].iter_rows())
    headings = [cell.value for cell in rows[1]]
    cells = next(cells for cells in rows[2:] if row in [cell.value for cell in cells])
    cells[headings.index(column)].value = value
    workbook.save(book)


def _clauses(findings: tuple[Finding, ...], code: str) -> set[str]:
    """The clauses of the findings with `code`, which must have a rule and a place."""
    of_code = [finding for finding in findings if finding.code == code]
    assert all(finding.rule and finding.place.file for finding in of_code)
    return {finding.clause for finding in of_code if finding.clause}


def _lines(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.place} {finding.code} {finding.message}" for finding in findings]
