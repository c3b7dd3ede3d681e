"""A golden case: a small visit, what one check finds in it, and the change that mends it.

check: nights.no_bed
visit: {guests: [{name: 张伟}]}       # laid over HEADER
others: [{title: …}]                  # the host's other visits, where the check looks at them
fleet: [{plate: …, seats: 18}]        # the fleet's page, where the check looks at it
findings: [{code, severity, where, related, rule, clause, message}]
mended: {guests: {0: {needs_room: no}}}   # laid over `visit`; lists by position
limit: {rule: plan, name: guest_needs, words: [seat]}   # the rule page changed
findings_with_limit: []
bounds: {people_per_bed: from 2}      # with which figures on the rule page nothing is found
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.check.registry import Check, Scope, all_checks
from generator.findings import Finding, Place
from generator.load import load_visit
from generator.load.nodes import MappingNode, Node, SequenceNode
from generator.load.yaml.reader import read_yaml
from generator.model.standing import FleetVehicle, Limit, Standing
from generator.model.visit import Visit

CASES = Path(__file__).parent
HEADER = {
    "title": "考察团",
    "host": "接待办",
    "start": "2026-05-18",
    "end": "2026-05-20",
}
MOST = 20_000
"""A figure that every visit of a case keeps below."""
Shown = dict[str, str | list[str]]


def findings_of(
    case: Mapping[str, Any], visit: Mapping[str, Any], standing: Standing, folder: Path
) -> list[Shown]:
    """What the case's check finds in `visit`, as a case writes it.

    The rules, roles and courses are those of docs/; venues and vehicles are the case's own.
    """
    scope = scope_of(case, visit, standing, folder)
    found = sorted(check_of(case).run(scope), key=lambda each: str(each.place))
    paths = paths_in(folder / "visits/case/visit.yml")
    for n, _ in enumerate(scope.others):
        theirs = paths_in(folder / f"visits/other-{n}/visit.yml")
        paths |= {place: f"others[{n}].{path}" for place, path in theirs.items()}
    return [shown(finding, paths) for finding in found]


def bounds_of(
    case: Mapping[str, Any], visit: Mapping[str, Any], standing: Standing, folder: Path
) -> dict[str, str]:
    """For each limit that is a number and can let the case pass: from, or up to, which whole
    figure it does.
    """
    scope, check = scope_of(case, visit, standing, folder), check_of(case)

    def passes(name: str, value: int) -> bool:
        changed = with_limit(scope.standing, {"rule": check.rule, "name": name, "value": value})
        varied = Scope(scope.visit.model_copy(update={"standing": changed}), scope.others)
        return not list(check.run(varied))

    bounds = {}
    for name, limit in zip(check.limits, check.limits_for(scope), strict=True):
        if limit is None or limit.value is None or passes(name, 0) == passes(name, MOST):
            continue
        low, high, passes_low = 0, MOST, passes(name, 0)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if passes(name, middle) == passes_low else (low, middle)
        bounds[name] = f"up to {low}" if passes_low else f"from {high}"
    return bounds


def scope_of(
    case: Mapping[str, Any], visit: Mapping[str, Any], standing: Standing, folder: Path
) -> Scope:
    """What the case's check looks at."""
    fleet = tuple(FleetVehicle.model_validate(each) for each in case.get("fleet") or ())
    pages = standing.model_copy(update={"venues": (), "fleet": fleet})
    main = load(HEADER | dict(visit), pages, folder / "visits" / "case")
    others = tuple(
        load(HEADER | {"title": f"另一来访{n}"} | dict(other), pages, folder / f"visits/other-{n}")
        for n, other in enumerate(case.get("others") or [])
    )
    return Scope(main, others)


def check_of(case: Mapping[str, Any]) -> Check:
    """The check that a case is about."""
    return next(check for check in all_checks() if check.code == case["check"])


def load(content: Mapping[str, Any], standing: Standing, folder: Path) -> Visit:
    """The visit that `content` makes; its loading is no part of a case, so it must be clean."""
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False)
    (folder / "visit.yml").write_text(text, "utf-8")
    visit, problems = load_visit(folder, standing, folder.parent.parent)
    assert not problems, [f"{problem.place} {problem.message}" for problem in problems]
    assert visit is not None
    return visit


def shown(finding: Finding, paths: Mapping[Place, str]) -> Shown:
    """A finding as a case writes it: its place is a path such as `stays[0].people`, `related` are
    the other places it points to, where there are any; `rule` is the page and the anchor on it,
    where the check enforces one.
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


def laid_over(base: Any, change: Any) -> Any:
    """`base` changed: mappings key by key, lists by position (at their length: added); a key
    changed to nothing is deleted.
    """
    if not isinstance(change, Mapping):
        return change
    if isinstance(base, list):
        changed = [laid_over(item, change.get(at, {})) for at, item in enumerate(base)]
        added = [change[at] for at in sorted(change) if at >= len(base)]
        return [item for item in (*changed, *added) if item is not None]
    merged = dict(base) if isinstance(base, Mapping) else {}
    for key, value in change.items():
        merged[key] = laid_over(merged.get(key), value)
        if value is None:
            del merged[key]
    return copy.deepcopy(merged)


def with_limit(standing: Standing, change: Mapping[str, Any]) -> Standing:
    """The standing pages with one limit changed, its clause kept."""
    values = {key: change[key] for key in ("value", "words", "table") if key in change}
    rules = []
    for rule in standing.rules:
        if rule.id == change["rule"]:
            clause = rule.limits[change["name"]][0].clause
            changed = Limit.model_validate(
                {**{key: _as_written(value) for key, value in values.items()}, "clause": clause}
            )
            rule = rule.model_copy(update={"limits": {**rule.limits, change["name"]: (changed,)}})
        rules.append(rule)
    return standing.model_copy(update={"rules": tuple(rules)})


def paths_in(file: Path) -> dict[Place, str]:
    """The path of each value written in a visit's file, by its place; the outermost wins."""
    node, _ = read_yaml(file, f"visits/{file.parent.name}/visit.yml")
    paths: dict[Place, str] = {}
    for path, each in _walk(node, ""):
        paths.setdefault(each.place, path)
    return paths


@cache
def cases() -> list[dict[str, Any]]:
    """Every golden case under this folder."""
    return [yaml.safe_load(path.read_text("utf-8")) for path in sorted(CASES.glob("**/*.yml"))]


def cases_with(key: str) -> list[str]:
    """The paths of the cases that have a key."""
    files = sorted(CASES.glob("**/*.yml"))
    has_key = (re.search(rf"^{key}:", path.read_text("utf-8"), re.MULTILINE) for path in files)
    return [
        str(path.relative_to(CASES)) for path, found in zip(files, has_key, strict=True) if found
    ]


def _walk(node: Node | None, path: str) -> Iterator[tuple[str, Node]]:
    if node is None:
        return
    if path:
        yield path, node
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from _walk(value, f"{path}.{key.text}" if path else str(key.text))
    elif isinstance(node, SequenceNode):
        for at, item in enumerate(node.items):
            yield from _walk(item, f"{path}[{at}]")


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [str(each) for each in value]
    return str(value)
