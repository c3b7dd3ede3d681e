"""The registry agrees with cases and rule pages, and finds a new check by itself."""

from __future__ import annotations

import inspect
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from golden_case import cases

import generator.check
from generator.check import all_checks, check_visit
from generator.check import registry as registry_module
from generator.check.registry import Check, Scope
from generator.load import load_standing
from generator.model.standing import Clause, Limit, Rule, Standing
from generator.model.visit import Visit

DOCS = Path(__file__).parents[2] / "docs"
CHECKS = {check.code: check for check in all_checks()}

OF_RULES = {code: check for code, check in CHECKS.items() if check.rule}

each_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
each_check_of_a_rule = pytest.mark.parametrize("check", OF_RULES.values(), ids=OF_RULES)


@each_check
def test_each_check_has_a_case_with_a_finding_and_its_correction(check: Check) -> None:
    own_cases = [case for case in cases() if case["check"] == check.code]

    # A limit that is delivered as an empty table has findings only once it is filled in.
    assert [
        case
        for case in own_cases
        if (case["findings"] and case.get("mended"))
        or (not case["findings"] and case.get("findings_with_limit"))
    ]


def test_there_are_enough_checks_to_trust_a_report_without_findings() -> None:
    assert len(CHECKS) >= 45


def test_cases_are_of_checks_that_exist() -> None:
    assert {case["check"] for case in cases()} - set(CHECKS) == set()


def test_a_check_has_a_rule_if_it_cites_a_clause_or_a_limit() -> None:
    assert [code for code, check in CHECKS.items() if bool(check.rule) != bool(check.cited)] == []


@each_check
def test_a_check_takes_its_limits_and_ignores_none(check: Check) -> None:
    _, *limits = inspect.signature(check.find).parameters.values()
    takes_any_number = any(limit.kind is limit.VAR_POSITIONAL for limit in limits)

    assert takes_any_number or len(limits) == len(check.limits)
    assert [limit.name for limit in limits if limit.name.startswith("_")] == []


@each_check_of_a_rule
def test_each_check_cites_what_its_rule_page_has(check: Check, standing: Standing) -> None:
    assert check.rule is not None
    rule = standing.rule(check.rule)
    assert rule is not None
    assert [name for name in check.limits if name not in rule.limits] == []
    assert [name for name in check.cited if name not in {*rule.limits, *rule.clauses}] == []


@each_check_of_a_rule
def test_the_anchor_of_a_finding_is_on_the_rule_page(check: Check) -> None:
    page = (DOCS / "rules" / f"{check.rule}.md").read_text("utf-8")
    anchors = [name.replace("_", "-") for name in check.cited]

    assert [anchor for anchor in anchors if not re.search(rf"\{{ ?#{anchor} ?\}}", page)] == []


def clauses_of(standing: Standing) -> list[tuple[Rule, str, Limit | Clause]]:
    """Every limit and clause on the rules' pages, with its rule and name."""
    return [
        (rule, name, entry)
        for rule in standing.rules
        for entries in (rule.limits, {name: (entry,) for name, entry in rule.clauses.items()})
        for name, versions in entries.items()
        for entry in versions
    ]


def test_a_clause_of_the_office_s_own_names_the_section_of_its_anchor(standing: Standing) -> None:
    wrong = []
    for rule, name, entry in clauses_of(standing):
        page = (DOCS / rule.page).read_text("utf-8")
        before, _, _ = page.partition(f"{{#{name.replace('_', '-')}}}")
        section = re.findall(r"^##+ (第\d+条)", before, re.MULTILINE)[-1]
        for written in re.findall(r"本页(第\d+条)", entry.clause):
            wrong += [] if written == section else [(rule.id, name, written, section)]

    assert wrong == []


def test_a_clause_is_an_article_or_the_office_s_own(standing: Standing) -> None:
    """Where nobody has seen an article's number, the clause says so, not the note."""
    of_the_page = re.compile(r"(?:本单位自定|当地现行标准)（本页第\d+条）")
    wrong = [
        f"{rule.id}.{name}: {entry.clause}"
        for rule, name, entry in clauses_of(standing)
        if "本页" in of_the_page.sub("", entry.clause)
        or not re.search("第.+条|待核|规定", entry.clause)
        or "待核" in (entry.note or "")
    ]

    assert wrong == []


@each_check
def test_each_check_has_texts_in_both_languages_and_a_docstring(check: Check) -> None:
    for text in (check.title, check.message):
        assert {language for language, _ in text.others} == {"zh", "en"}
    assert _fields(check.message.in_("zh")) == _fields(check.message.in_("en"))
    assert check.find.__doc__


def test_codes_begin_with_the_name_of_their_module() -> None:
    assert [
        code for code, check in CHECKS.items() if code.partition(".")[0] != _module(check)
    ] == []


def test_another_figure_on_a_rule_page_changes_the_findings(
    tmp_path: Path, visit_of: Callable[..., Visit]
) -> None:
    visit = visit_of(preparation={"meeting": {"at": "2026-05-16 9:00"}})
    docs = tmp_path / "docs"
    shutil.copytree(DOCS, docs)
    page = docs / "rules" / "plan.md"
    text = page.read_text("utf-8")
    former = "  meeting_days_before:\n    value: 1\n"
    page.write_text(text.replace(former, former.replace("1", "3")), "utf-8")
    changed, problems = load_standing(docs)

    check = CHECKS["preparation.meeting_late"]
    stricter = visit.model_copy(update={"standing": changed})
    assert problems == ()
    assert list(check.run(Scope(visit))) == []
    assert [f.clause for f in check.run(Scope(stricter))] == ["本单位自定（本页第5条）"]


NEW_MODULE = '''
"""Checks that titles are short enough for a door sign."""

from generator.check.registry import Category, check, violation
from generator.findings import Severity


@check(
    "signs.long_title",
    category=Category.FIT,
    severity=Severity.NOTICE,
    title={"zh": "门牌写不下", "en": "Too long for a door sign"},
    message={"zh": "“{title}”太长。", "en": "“{title}” is too long."},
    rule="plan",
    clause="full_percent",
)
def long_titles(scope):
    """Items whose title is longer than a sign is wide."""
    for item in scope.visit.schedule:
        if len(str(item.title)) > 10:
            yield violation(item, "title", title=item.title)
'''


@pytest.fixture
def new_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A module with one check, in a folder where the package's modules are searched."""
    folder = tmp_path / "check"
    folder.mkdir()
    (folder / "signs.py").write_text(NEW_MODULE, "utf-8")
    monkeypatch.setattr(generator.check, "__path__", [*generator.check.__path__, str(folder)])
    all_checks.cache_clear()
    yield
    registry_module._REGISTERED.pop("signs.long_title", None)
    sys.modules.pop("generator.check.signs", None)
    all_checks.cache_clear()


def test_a_new_check_is_one_file(new_module: None, visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=["张伟"],
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "关于乡村旅游的座谈会议"}],
    )

    findings = [f for f in check_visit(visit).findings if f.code == "signs.long_title"]
    assert [(str(f.message), f.clause, f.anchor) for f in findings] == [
        ("“关于乡村旅游的座谈会议”太长。", "本单位自定（本页第11条）", "full-percent")
    ]


def _fields(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", words))


def _module(check: Check) -> str:
    return check.find.__module__.rpartition(".")[2]
