"""Checks on a visit that was read in part: those that are possible run, others are listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from golden_case import HEADER, cases, scope_of, with_limit, write_marks

from generator.assign import pickups, weights
from generator.check import (
    all_checks,
    apply_waivers,
    check_visit,
    findings_on_rules,
    run,
)
from generator.check.registry import Check
from generator.check.rule_pages import READ_ELSEWHERE
from generator.findings import Finding
from generator.load import ReadVisit, load_standing, read_visit
from generator.model.standing import Limit, Standing
from tests.support.golden import merged
from tests.support.project import PROJECT
from tests.support.proof import counts
from tests.support.visit_files import yaml_text

ALONE = {
    "guests": [{"name": "张伟", "sex": "男"}, {"name": "李明", "sex": "男"}],
    "venues": [{"id": "inn", "name": "客栈", "rooms": [{"type": "single", "numbers": ["1"]}]}],
    "stays": [{"venue": "inn", "room": "1", "people": "张伟、李明"}],
    "team": {"staff": ["周敏"]},
}
SHORT = {"guests": "name", "parties": "name", "vehicles": "number", "staff": "name"}
SHORT |= {"tasks": "what", "decisions": "what"}
LISTS = (
    *("venues", "parties", "guests", "schedule", "stays", "meals", "vehicles", "rides"),
    *("seating", "expenses", "contacts", "waivers"),
)
READ_IN_PART = Path(__file__).with_name("read_in_part.txt")
INNER = (("team", "staff"), ("team", "groups"), ("team", "tasks"), ("preparation", "decisions"))


@pytest.fixture
def read(tmp_path: Path, standing: Standing) -> Callable[..., ReadVisit]:
    """Reads a visit from sections merged into a minimal visit."""

    def reader(
        sections: Mapping[str, Any], pages: Standing = standing, slug: str = "case"
    ) -> ReadVisit:
        folder = tmp_path / "visits" / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "visit.yml").write_text(yaml_text(HEADER | dict(sections)), "utf-8")
        return read_visit(folder, pages, tmp_path)

    return reader


def checked(loaded: ReadVisit) -> dict[str, list[Finding]]:
    """The findings of the checks, by code."""
    assert loaded.visit is not None
    by_code: dict[str, list[Finding]] = {}
    for finding in check_visit(loaded.visit, (), loaded.incomplete).findings:
        by_code.setdefault(finding.code, []).append(finding)
    return by_code


def with_record(section: str, **record: Any) -> dict[str, Any]:
    """The visit with one more record."""
    return merged(ALONE, {section: {len(ALONE.get(section, [])): record}})


def test_a_visit_read_in_full_has_no_unfinished_checks(read: Callable[..., ReadVisit]) -> None:
    assert read(ALONE).incomplete == frozenset()
    assert [code for code in checked(read(ALONE)) if code.startswith("check.")] == []


def test_a_misspelt_name_stops_only_the_checks_that_need_the_list(
    read: Callable[..., ReadVisit],
) -> None:
    loaded = read(with_record("stays", venue="inn", room="1", people="李明宝"))
    by_code = checked(loaded)

    assert [finding.code for finding in loaded.findings] == ["name.unknown_person"]
    assert loaded.incomplete == {"stays"}
    assert {"lodging.bed_shared", "letter.missing", "team.no_phone"} <= by_code.keys()
    assert "nights.no_bed" not in by_code
    (listing,) = by_code["check.not_done"]
    before, titles, after = re.split("[：。]", listing.message.in_("zh"), maxsplit=2)
    assert before == "住宿没有读全，以下问题没有检查"
    assert {"来宾有一夜没有床位", "房间没有写明入住人员"} <= set(titles.split("、"))
    assert after == "涉及住宿的其他检查只查了读出的部分。请先改正读取的错误。"
    assert listing.message.in_("en").startswith("Lodging: not read whole")
    assert str(listing.place) == "visits/case/visit.yml:18:1"


def test_nothing_is_reported_missing_from_an_unread_list(
    read: Callable[..., ReadVisit],
) -> None:
    loaded = read({**ALONE, "stays": "book.xlsx#住宿", "letter": {"number": "1号", "date": "昨天"}})

    assert sorted(f.code for f in loaded.findings) == ["value.date", "workbook.file_missing"]
    assert loaded.incomplete == {"stays", "letter"}
    assert not {"nights.no_bed", "letter.missing"} & checked(loaded).keys()


def test_a_cost_is_not_compared_with_the_roll_call_of_a_roster_read_in_part(
    read: Callable[..., ReadVisit], tmp_path: Path
) -> None:
    write_marks([("meal:dinner", 1, "zhang", "here", "2026-05-18 18:20")], tmp_path / "visits/case")
    meal = {"id": "dinner", "day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "inn"}
    cost = {"item": "用餐", "day": "2026-05-18", "payer": "host", "place": "客栈", "people": "2"}
    zhang = {"name": "张伟", "id": "zhang"}
    visit = {"venues": [{"id": "inn", "name": "客栈"}], "meals": [meal | {"payer": "host"}],
             "expenses": [cost]}  # fmt: skip

    whole = read({**visit, "guests": [zhang, "王芳"]})
    in_part = read({**visit, "guests": [zhang, "王芳", "王芳"]})

    assert "settlement.attended" in checked(whole)
    assert in_part.incomplete == {"guests", "staff"}
    assert "settlement.attended" not in checked(in_part)


def test_a_refused_field_stops_only_the_checks_that_read_it(
    read: Callable[..., ReadVisit],
) -> None:
    loaded = read({**ALONE, "rank": "大官", "stay": [], "sender": "邻县"})
    by_code = checked(loaded)

    assert {finding.code for finding in loaded.findings} == {"key.unknown_near", "value.choice"}
    assert "lodging.bed_shared" in by_code
    assert "scope.counterpart" not in by_code


@pytest.mark.parametrize("key", ["title", "start", "privacy", "timezone"])
def test_without_a_required_field_there_is_no_visit(
    read: Callable[..., ReadVisit], key: str
) -> None:
    assert read({**ALONE, key: ["?"]}).visit is None


def test_a_person_listed_twice_leaves_the_roster_incomplete(
    read: Callable[..., ReadVisit],
) -> None:
    assert read(with_record("guests", name="张伟")).incomplete == {"guests", "staff"}


def test_two_events_with_one_id_leave_all_events_incomplete(read: Callable[..., ReadVisit]) -> None:
    item = {"id": "a", "day": "2026-05-18", "time": "9:00", "title": "座谈"}
    loaded = read({**ALONE, "schedule": [item, item]})

    assert loaded.incomplete == {"schedule", "meals", "rides"}


def test_an_end_before_the_start_leaves_the_end_incomplete(
    read: Callable[..., ReadVisit],
) -> None:
    loaded = read({**ALONE, "end": "2026-05-01"})

    assert loaded.incomplete == {"end"}
    assert "nights.outside_dates" not in checked(loaded)


def test_damaged_yaml_leaves_everything_incomplete(
    read: Callable[..., ReadVisit], tmp_path: Path, standing: Standing
) -> None:
    read(ALONE)
    file = tmp_path / "visits/case/visit.yml"
    file.write_text(
        file.read_text("utf-8").replace("  sex: 男", "  sex: 男\n  sex: 女", 1), "utf-8"
    )
    loaded = read_visit(file.parent, standing, tmp_path)
    by_code = checked(loaded)

    assert loaded.incomplete == {"*"}
    assert "letter.missing" not in by_code
    (listing,) = by_code["check.not_done"]
    assert listing.message.in_("zh").startswith("visit.yml没有读全")


def test_an_unread_course_page_reports_nobody_as_untrained(
    read: Callable[..., ReadVisit], standing: Standing
) -> None:
    pages = standing.model_copy(update={"courses": (), "unread": frozenset({"courses"})})

    assert "team.untrained" not in checked(read(ALONE, pages))


def test_a_waiver_of_an_unfinished_check_is_not_stale(
    read: Callable[..., ReadVisit],
) -> None:
    waiver = {"code": "nights.no_bed", "by": "周敏", "on": "2026-05-01", "why": "住家里"}
    sections = with_record("stays", venue="inn", room="1", people="李明宝")
    loaded = read({**sections, "waivers": [waiver]})
    assert loaded.visit is not None
    result = check_visit(loaded.visit, (), loaded.incomplete)

    assert apply_waivers(loaded.visit, result.findings, result.unfinished).stale == ()
    assert len(apply_waivers(loaded.visit, result.findings).stale) == 1


def test_findings_of_a_refused_waiver_are_not_reported(
    read: Callable[..., ReadVisit],
) -> None:
    waiver = {"code": "letter.missing", "by": "周米", "on": "2026-05-01", "why": "公函在途"}
    loaded = read({**ALONE, "waivers": [waiver]})
    assert loaded.visit is not None
    result = check_visit(loaded.visit, (), loaded.incomplete, loaded.unread_waivers)

    assert (loaded.incomplete, loaded.unread_waivers) == ({"waivers"}, {"letter.missing"})
    codes = {finding.code for finding in result.findings}
    assert "letter.missing" not in codes
    assert "team.no_phone" in codes
    assert "letter.missing" in result.unfinished
    (listing,) = [finding for finding in result.findings if finding.code == "check.not_done"]
    assert listing.message.in_("zh").startswith("豁免没有读全，以下问题没有检查：")


def damaged() -> Iterator[tuple[Check, dict[str, Any], dict[str, Any]]]:
    """Each golden case's check, its corrected visit, and that visit with one record refused.

    Each record of each list is refused once; in `make test` the first of each list.
    """
    known = {check.code: check for check in all_checks()}
    for case in cases():
        corrected = HEADER | merged(case["visit"], case.get("mended") or {})
        for path in (*((name,) for name in LISTS), *INNER):
            holder = corrected if len(path) == 1 else corrected.get(path[0])
            records = holder.get(path[-1]) if isinstance(holder, dict) else None
            listed = records if isinstance(records, list) else []
            for at, record in enumerate(listed[: counts(1, len(listed))]):
                if not isinstance(record, dict):
                    record = {SHORT[path[-1]]: record}
                refused = [*records[:at], {**record, "nonsense": "1"}, *records[at + 1 :]]
                inner = {**holder, path[-1]: refused}
                changed = inner if len(path) == 1 else {**corrected, path[0]: inner}
                yield known[case["check"]], corrected, changed


def test_findings_on_an_incomplete_list_are_true_of_the_full_list(
    read: Callable[..., ReadVisit], standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that fails here looks for what is missing, or adds up: it needs_complete_lists."""
    pages = standing.model_copy(update={"venues": (), "fleet": ()})
    monkeypatch.setattr(run, "limits_not_in_force", lambda _: ())  # a finding of no check

    def count(check: Check, loaded: ReadVisit) -> int:
        assert loaded.visit is not None
        monkeypatch.setattr(run, "all_checks", lambda: (check,))
        findings = check_visit(loaded.visit, (), loaded.incomplete).findings
        return sum(finding.code == check.code for finding in findings)

    wrong: dict[str, dict[str, Any]] = {}
    last: tuple[dict[str, Any], int] = ({}, 0)
    for check, corrected, changed in damaged():
        if corrected is not last[0]:
            last = (corrected, count(check, read(corrected, pages)))
        if count(check, read(changed, pages)) > last[1]:
            wrong.setdefault(check.code, changed)

    assert wrong == {}


def test_what_is_found_although_every_list_was_read_in_part(
    standing: Standing, tmp_path: Path, request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A record may be wrong by itself; what is missing or adds up may be in the rest.

    `--update-goldens` writes the list of these checks: read the difference.
    """
    broken = {
        case["check"]: case
        for case in reversed(cases())
        if case["findings"] or case.get("findings_with_limit")
    }
    parts = {*LISTS, *(name for _, name in INNER), "courses", "fleet", "roles", "checklists"}
    monkeypatch.setattr(run, "limits_not_in_force", lambda _: ())  # a finding of no check
    found = []
    for check in all_checks():
        if case := broken.get(check.code):
            pages = standing if case["findings"] else with_limit(standing, case["limit"])
            scope = scope_of(case, case["visit"], pages, tmp_path / check.code)
            monkeypatch.setattr(run, "all_checks", lambda check=check: (check,))
            findings = check_visit(scope.visit, scope.others, parts).findings
            found += [check.code for finding in findings[:1] if finding.code == check.code]

    if request.config.getoption("--update-goldens"):
        READ_IN_PART.write_text("".join(f"{code}\n" for code in found), "utf-8")
    assert READ_IN_PART.read_text("utf-8").splitlines() == found


def without(standing: Standing, rule: str, *names: str) -> Standing:
    """The standing pages without some limits or clauses of a rule; without its page for none."""

    def others(entries: Mapping[str, Any]) -> dict[str, Any]:
        return {name: entry for name, entry in entries.items() if name not in names}

    rules = [
        page.model_copy(update={"limits": others(page.limits), "clauses": others(page.clauses)})
        for page in standing.rules
        if names or page.id != rule
    ]
    return standing.model_copy(update={"rules": tuple(rules)})


def test_the_rule_pages_have_the_limits_that_checks_need_and_no_more(
    standing: Standing,
) -> None:
    assert findings_on_rules(standing) == ()


def test_without_a_rule_page_its_checks_are_listed(standing: Standing) -> None:
    (finding,) = findings_on_rules(without(standing, "letter"))

    titles = [str(check.title) for check in all_checks() if check.rule == "letter"]
    assert (finding.code, finding.severity, str(finding.place)) == (
        "rule.page_missing",
        "warning",
        "docs/rules/letter.md",
    )
    assert "、".join(titles) in finding.message.in_("zh")


def test_an_unread_rule_page_is_not_reported_as_missing(standing: Standing) -> None:
    pages = without(standing, "letter").model_copy(update={"unread": frozenset({"rules"})})

    assert [(f.code, f.severity) for f in findings_on_rules(pages)] == [
        ("rule.page_unread", "notice")
    ]


def test_without_a_limit_the_checks_that_need_it_are_listed(standing: Standing) -> None:
    (finding,) = findings_on_rules(without(standing, "plan", "task_days_after"))

    assert (finding.code, finding.place.file) == ("rule.limit_missing", "docs/rules/plan.md")
    assert finding.message.in_("zh") == (
        "本页没有标准 task_days_after，以下问题不会检查：任务期限超过来访结束后的规定天数。"
        "请在 limits 下补上。"
    )


def test_without_a_clause_the_checks_that_cite_it_are_listed(standing: Standing) -> None:
    (finding,) = findings_on_rules(without(standing, "plan", "ends_apart"))

    assert (finding.code, finding.severity, finding.place.file) == (
        "rule.clause_missing",
        "warning",
        "docs/rules/plan.md",
    )
    assert finding.message.in_("zh") == (
        "本页没有条款 ends_apart，以下问题不会检查：出发地就是目的地。请在 clauses 下补上。"
    )


@pytest.fixture
def findings_on_plan(tmp_path: Path) -> Callable[[str, str], list[Finding]]:
    """The findings on the rule on plans, with a text of the page replaced."""

    def read(former: str, text: str) -> list[Finding]:
        page = (PROJECT / "docs/rules/plan.md").read_text("utf-8")
        assert former in page
        (tmp_path / "rules").mkdir()
        (tmp_path / "rules/plan.md").write_text(page.replace(former, text), "utf-8")
        standing, _ = load_standing(tmp_path)
        return [f for f in findings_on_rules(standing) if f.place.file == "docs/rules/plan.md"]

    return read


@pytest.mark.parametrize(
    ("kind", "name", "misspelt"),
    [("limit", "seated_from", "seat_from"), ("clause", "ends_apart", "end_apart")],
)
def test_a_misspelt_name_is_a_notice_with_the_name_that_is_missing(
    findings_on_plan: Callable[[str, str], list[Finding]], kind: str, name: str, misspelt: str
) -> None:
    findings = sorted(findings_on_plan(f"  {name}:", f"  {misspelt}:"), key=lambda f: f.code)

    assert [(f.code, f.severity) for f in findings] == [
        (f"rule.{kind}_missing", "warning"),
        (f"rule.{kind}_unused", "notice"),
    ]
    assert f"{misspelt}。是不是“{name}”？" in findings[1].message.in_("zh")
    assert findings[1].place.line is not None


def test_a_misspelt_limit_that_only_proposals_read_is_a_notice_too(standing: Standing) -> None:
    page = standing.rule("placement")
    assert page is not None
    limits = {{"wishes": "wish"}.get(name, name): limit for name, limit in page.limits.items()}
    rules = (page.model_copy(update={"limits": limits}),)
    found = [
        finding
        for finding in findings_on_rules(standing.model_copy(update={"rules": rules}))
        if finding.place.file == "docs/rules/placement.md"
    ]

    assert [(f.code, f.severity) for f in found] == [("rule.limit_unused", "notice")]
    assert "wish。是不是“wishes”？" in found[0].message.in_("zh")


def test_the_limits_that_proposals_read_are_known_to_the_rule_pages() -> None:
    read = {*weights.DEFAULTS, *pickups._MINUTES, "seated_words"}

    assert READ_ELSEWHERE["placement"] == read


def test_a_clause_may_be_written_as_a_text(
    findings_on_plan: Callable[[str, str], list[Finding]],
) -> None:
    (finding,) = findings_on_plan("clauses:\n", "clauses:\n  full_house: 第三条\n")

    text = (PROJECT / "docs/rules/plan.md").read_text("utf-8")
    line = text[: text.index("clauses:\n")].count("\n") + 2
    assert (finding.code, finding.place.line) == ("rule.clause_unused", line)


def test_a_limit_of_which_only_the_clause_is_used_is_a_notice(
    findings_on_plan: Callable[[str, str], list[Finding]],
) -> None:
    """Pages for version 0.1.0 have such limits."""
    older = "limits:\n  ends_apart:\n    words: [from, to]\n    clause: 本页第20条\n"
    (finding,) = findings_on_plan("limits:\n", older)

    assert (finding.code, finding.severity) == ("rule.limit_replaced", "notice")
    assert finding.message.in_("zh") == (
        "标准 ends_apart 的数值、词语不再使用，以下检查照常进行：出发地就是目的地。"
        "请删去 limits 下的这一项，在 clauses 下写：“ends_apart: 本页第20条”。"
    )


def test_of_an_unused_limit_with_two_versions_the_first_is_named_and_the_last_is_cited(
    findings_on_plan: Callable[[str, str], list[Finding]],
) -> None:
    versions = "\n".join(
        f"  - {{value: 1, clause: {clause}, {dates}}}"
        for clause, dates in (("旧条款", "until: 2025-12-31"), ("新条款", "from: 2026-01-01"))
    )
    findings = findings_on_plan(
        "limits:\n", f"limits:\n  ends_apart:\n{versions}\n  nonsense:\n{versions}\n"
    )

    replaced, unused = findings
    assert (replaced.code, unused.code) == ("rule.limit_replaced", "rule.limit_unused")
    assert "“ends_apart: 新条款”" in str(replaced.message)
    text = (PROJECT / "docs/rules/plan.md").read_text("utf-8")
    line = text[: text.index("limits:\n")].count("\n") + 3
    assert (replaced.place.line, unused.place.line) == (line, line + 3)


def test_an_unknown_section_of_the_plan_is_a_warning(tmp_path: Path) -> None:
    text = (PROJECT / "docs/rules/plan.md").read_text("utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/plan.md").write_text(
        text.replace("食宿, 会谈", "食宿, 赠礼, 应急方案"), "utf-8"
    )
    standing, _ = load_standing(tmp_path)

    findings = [f for f in findings_on_rules(standing) if f.place.file == "docs/rules/plan.md"]
    assert [(f.code, f.severity) for f in findings] == [("rule.unknown_section", "warning")] * 2
    near, unknown = sorted(finding.message.in_("zh") for finding in findings)
    assert unknown.startswith(
        "方案没有“赠礼”这一部分，生成的方案不会列出。请在 plan_sections 下改为：来宾、"
    )
    assert "“应急方案”" in near
    assert "是不是“应急预案”？" in near


def test_an_exception_without_any_of_the_words_is_a_notice(
    findings_on_plan: Callable[[str, str], list[Finding]],
) -> None:
    (finding,) = findings_on_plan("except: [步行街]", "except: [步行街, 商业街]")

    assert (finding.code, finding.severity) == ("rule.exception_unused", "notice")
    assert "“商业街”不含本项的任何词语" in finding.message.in_("zh")
    assert re.search("或删去：.*步行.*。$", finding.message.in_("zh"))


def test_without_the_rules_pages_only_checks_of_no_rule_run(
    read: Callable[..., ReadVisit], standing: Standing
) -> None:
    found = checked(read(ALONE, standing.model_copy(update={"rules": ()})))
    of_a_rule = {check.code for check in all_checks() if check.rule}

    assert found.keys() & of_a_rule == set()


def test_limits_that_are_not_in_force_are_listed_for_the_visit(
    read: Callable[..., ReadVisit], standing: Standing
) -> None:
    limit = Limit.model_validate({"value": "3", "clause": "一", "until": "2026-01-01"})
    rules = [
        page.model_copy(update={"limits": page.limits | {"task_days_after": (limit,)}})
        if page.id == "plan"
        else page
        for page in standing.rules
    ]
    pages = standing.model_copy(update={"rules": tuple(rules)})

    (finding,) = checked(read(ALONE, pages))["check.not_in_force"]
    assert finding.message.in_("zh") == (
        "来访开始之日（2026-05-18），以下标准都不在有效期内：plan.task_days_after。"
        "没有检查：任务期限超过来访结束后的规定天数。请核对制度页上的起止日期（from、until）。"
    )
    assert findings_on_rules(pages) == ()
    assert checked(read(ALONE, without(pages, "budget")))["check.not_in_force"] == [finding]
