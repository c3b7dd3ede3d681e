"""Rules that an office leaves out on purpose: no check of them runs, and each reason is shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from generator.check import all_checks, check_visit, findings_on_rules
from generator.findings import Finding
from generator.load import load_standing
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.handbook.checks import checks_page

DOCS = Path(__file__).parents[2] / "docs"


def pages_without(root: Path, entries: str, *removed: str) -> tuple[Standing, tuple[Finding, ...]]:
    """The standing pages, and what is reported of them, with `entries` under `not_applied`.

    `removed` are rule pages that are deleted.
    """
    docs = root / "docs"
    shutil.copytree(DOCS / "rules", docs / "rules")
    index = docs / "rules/index.md"
    text = index.read_text("utf-8")
    index.write_text(f"---\nnot_applied:\n{entries}---\n\n{text}", "utf-8")
    for name in removed:
        (docs / f"rules/{name}.md").unlink()
    standing, findings = load_standing(docs)
    return standing, (*findings, *findings_on_rules(standing))


def codes_of(visit: Visit, standing: Standing) -> set[str]:
    findings = check_visit(visit.model_copy(update={"standing": standing})).findings
    return {finding.code for finding in findings}


def test_a_page_that_is_not_applied_is_not_missed(
    tmp_path: Path, visit_of: Callable[..., Visit]
) -> None:
    standing, reported = pages_without(tmp_path, "  letter: 本单位凭审批单接待\n", "letter")

    visit = visit_of(guests=["张伟"])
    assert reported == ()
    assert "letter.missing" in codes_of(visit, visit.standing)
    assert not [code for code in codes_of(visit, standing) if code.startswith("letter.")]
    assert check_visit(visit.model_copy(update={"standing": standing})).unfinished == frozenset()


def test_a_page_that_is_not_applied_may_stay(
    tmp_path: Path, visit_of: Callable[..., Visit]
) -> None:
    standing, reported = pages_without(tmp_path, "  letter: 本单位凭审批单接待\n")

    visit = visit_of(guests=["张伟"]).model_copy(update={"standing": standing})
    assert reported == ()
    assert standing.rule("letter") is None
    assert not visit.expects_letter


def test_a_single_limit_is_not_applied_and_the_others_of_its_page_are(
    tmp_path: Path, visit_of: Callable[..., Visit]
) -> None:
    standing, reported = pages_without(tmp_path, "  care.lunch_window: 本单位不排午餐\n")

    day = {"day": "2026-05-18", "title": "参观", "place": "mingfeng/一号会议室"}
    visit = visit_of(
        guests=["张伟"],
        schedule=[day | {"time": "9:00-11:00"}, day | {"time": "11:00-15:00", "title": "座谈"}],
    )
    care = standing.rule("care")
    assert reported == ()
    assert codes_of(visit, visit.standing) - codes_of(visit, standing) == {"care.over_lunch"}
    assert care is not None
    assert {"lunch_window", "min_meal_minutes"} & care.limits.keys() == {"min_meal_minutes"}


def test_a_name_that_no_check_needs_is_reported_with_the_nearest(tmp_path: Path) -> None:
    _, (finding,) = pages_without(tmp_path, "  care.lunch_windows: 不排午餐\n")

    assert (finding.code, finding.place.file) == (
        "rule.not_applied_unknown",
        "docs/rules/index.md",
    )
    assert "care.lunch_window" in finding.message.in_("zh").partition("。")[2]


def test_a_mistake_in_the_front_matter_is_reported_once(tmp_path: Path) -> None:
    _, reported = pages_without(tmp_path, "  letter: [一, 二\n")

    assert [f.code for f in reported if f.place.file == "docs/rules/index.md"] == [
        "yaml.unclosed_bracket"
    ]


def test_the_page_of_checks_lists_those_not_applied_with_the_reason(tmp_path: Path) -> None:
    standing, _ = pages_without(tmp_path, "  letter: 本单位凭审批单接待\n", "letter")

    *applied, left_out = checks_page(standing).sections

    of_the_page = [check.code for check in all_checks() if check.rule == "letter"]
    assert left_out.title == "本单位不适用的检查"
    assert [code for code in of_the_page if code not in left_out.html] == []
    assert left_out.html.count("本单位凭审批单接待") == len(of_the_page)
    assert "letter.missing" not in "".join(section.html for section in applied)
