"""A golden case: a small visit, the findings of one check on it, and the correction.

check: nights.no_bed
visit: {guests: [{name: 张伟}]}       # merged into HEADER
others: [{title: …}]                  # the host's other visits, if the check reads them
fleet: [{plate: …, seats: 18}]        # the fleet's page, if the check reads it
attended: [[event, point, person, state, time], …]   # the lines of attended.csv, if it reads them
findings: [{code, severity, where, related, rule, clause, message}]
mended: {guests: {0: {needs_room: no}}}   # merged into `visit`; lists by position
limit: {rule: plan, name: guest_needs, words: [seat]}   # the rule page changed
findings_with_limit: []
bounds: {task_days_after: from 2}     # the figures on the rule page without findings
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from generator.check.registry import Check, Scope, all_checks
from generator.findings import Finding, Place
from generator.load import load_visit
from generator.load.attended import save_marks
from generator.model.enums import RollState
from generator.model.marks import AttendanceMark
from generator.model.record import PersonId
from generator.model.standing import FleetVehicle, Limit, Standing
from generator.model.visit import Visit
from tests.support.golden import parsed, paths_in
from tests.support.visit_files import yaml_text

CASES = Path(__file__).parent
HEADER = {
    "title": "考察团",
    "host": "接待办",
    "start": "2026-05-18",
    "end": "2026-05-20",
}
HIGHEST = 20_000
"""A figure that no visit of a case reaches."""
CaseFinding = dict[str, str | list[str]]
"""A finding as a golden case writes it."""


def findings_of(
    case: Mapping[str, Any], visit: Mapping[str, Any], standing: Standing, folder: Path
) -> list[CaseFinding]:
    """The findings of the case's check on `visit`, as a case writes them.

    Rules, roles and courses are those of docs/; venues and vehicles are those of the case.
    """
    scope = scope_of(case, visit, standing, folder)
    findings = sorted(check_of(case).run(scope), key=lambda finding: str(finding.place))
    paths = paths_in(folder / "visits/case/visit.yml")
    for n, _ in enumerate(scope.others):
        other_paths = paths_in(folder / f"visits/other-{n}/visit.yml")
        paths |= {place: f"others[{n}].{path}" for place, path in other_paths.items()}
    return [case_finding(finding, paths) for finding in findings]


def bounds_of(
    case: Mapping[str, Any], visit: Mapping[str, Any], standing: Standing, folder: Path
) -> dict[str, str]:
    """For each limit that is a number: from, or up to, which figure the case has no findings.

    Limits that cannot change that are left out.
    """
    scope, check = scope_of(case, visit, standing, folder), check_of(case)

    def passes(name: str, value: int) -> bool:
        changed = with_limit(scope.standing, {"rule": check.rule, "name": name, "value": value})
        varied = Scope(scope.visit.model_copy(update={"standing": changed}), scope.others)
        return not list(check.run(varied))

    bounds = {}
    for name, limit in zip(check.limits, check.limits_for(scope), strict=True):
        if limit is None or limit.value is None or passes(name, 0) == passes(name, HIGHEST):
            continue
        low, high, passes_low = 0, HIGHEST, passes(name, 0)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if passes(name, middle) == passes_low else (low, middle)
        bounds[name] = f"up to {low}" if passes_low else f"from {high}"
    return bounds


def scope_of(
    case: Mapping[str, Any], visit: Mapping[str, Any], standing: Standing, folder: Path
) -> Scope:
    """The scope of the case's check."""
    fleet = tuple(FleetVehicle.model_validate(vehicle) for vehicle in case.get("fleet") or ())
    pages = standing.model_copy(update={"venues": (), "fleet": fleet})
    write_marks(case.get("attended") or (), folder / "visits" / "case")
    main = load(HEADER | dict(visit), pages, folder / "visits" / "case")
    others = tuple(
        load(HEADER | {"title": f"另一来访{n}"} | dict(other), pages, folder / f"visits/other-{n}")
        for n, other in enumerate(case.get("others") or [])
    )
    return Scope(main, others)


def write_marks(attended: Iterable[tuple[str, int, str, str, str]], folder: Path) -> None:
    """Write attended.csv where there are marks; titles are the keys of events, names the ids."""
    if attended:
        folder.mkdir(parents=True)
        marks = (
            AttendanceMark(
                event=event, title=event, point=point, person=PersonId(person), name=person,
                state=RollState(state), at=datetime.fromisoformat(at),
            )
            for event, point, person, state, at in attended
        )  # fmt: skip
        save_marks(folder, marks)


def check_of(case: Mapping[str, Any]) -> Check:
    """The case's check."""
    return next(check for check in all_checks() if check.code == case["check"])


def load(content: Mapping[str, Any], standing: Standing, folder: Path) -> Visit:
    """Load a visit from `content`, which must have no findings of the loader."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "visit.yml").write_text(yaml_text(content), "utf-8")
    visit, problems = load_visit(folder, standing, folder.parent.parent)
    assert not problems, [f"{problem.place} {problem.message}" for problem in problems]
    assert visit is not None
    return visit


def case_finding(finding: Finding, paths: Mapping[Place, str]) -> CaseFinding:
    """A finding as a case writes it.

    Places are paths such as `stays[0].people`; `rule` is the rule page and the anchor on it.
    """
    places = [place for place in (finding.place, *finding.related) if place.file]
    where, *related = (paths.get(place, str(place)) for place in places)
    rule = {"rule": f"{finding.rule}#{finding.anchor}", "clause": finding.clause or ""}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": where,
        **({"related": related} if related else {}),
        **(rule if finding.rule else {}),
        "message": str(finding.message),
    }


def with_limit(standing: Standing, change: Mapping[str, Any]) -> Standing:
    """The standing pages with one limit changed; its clause and kinds of visit are kept."""
    values = {key: change[key] for key in ("value", "words", "table") if key in change}
    rules = []
    for rule in standing.rules:
        if rule.id == change["rule"]:
            former = rule.limits[change["name"]][0]
            written = {key: _as_written(value) for key, value in values.items()}
            changed = Limit.model_validate({**written, "clause": former.clause})
            changed = changed.model_copy(update={"applies": former.applies})
            rule = rule.model_copy(update={"limits": {**rule.limits, change["name"]: (changed,)}})
        rules.append(rule)
    return standing.model_copy(update={"rules": tuple(rules)})


@cache
def cases() -> list[dict[str, Any]]:
    """Every golden case under this folder, in YAML 1.2 as the golden tests read it."""
    return [parsed(path.read_text("utf-8")) for path in sorted(CASES.glob("**/*.yml"))]


def cases_with(key: str) -> list[str]:
    """The paths of the cases that have a key."""
    files = sorted(CASES.glob("**/*.yml"))
    has_key = (re.search(rf"^{key}:", path.read_text("utf-8"), re.MULTILINE) for path in files)
    return [str(path.relative_to(CASES)) for path, has in zip(files, has_key, strict=True) if has]


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [str(item) for item in value]
    return str(value)
