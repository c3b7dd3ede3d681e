"""Reads the standing data out of the front matter of the pages under docs/."""

from __future__ import annotations

from collections.abc import Mapping as Options
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.findings import Finding, Place, error, has_errors, in_reading_order
from generator.load.nodes import MappingNode, Node, ScalarNode, written_mapping
from generator.load.pages import docs_findings
from generator.load.problems import problems_of
from generator.load.yaml.reader import read_front_matter
from generator.model.parsing.context import ReadingContext
from generator.model.record import Record
from generator.model.standing import (
    Checklist,
    Course,
    Fleet,
    Role,
    Rule,
    RulesIndex,
    Standing,
    Venue,
)
from generator.model.visit import Appearance

PAGE_SETTINGS = frozenset({"hide", "icon", "status", "tags", "template", "search", "description"})
"""Front matter that is MkDocs' and Material's, not ours."""

Page = TypeVar("Page", bound=Record)


def load_standing(docs: Path, shown: str = "docs") -> tuple[Standing, tuple[Finding, ...]]:
    """The standing data of the pages under `docs`, and every problem in them.

    The folder decides the kind of a page: rules/, roles/, training/, venues/, procedures/ (a page
    with `tasks`), and fleet.md. A page without an `id` is prose only. The problems include those
    of other files that the handbook would publish.
    """
    pages = _Pages(docs, shown)
    fleet = pages.read("fleet", "fleet.md", Fleet, "vehicles")
    index = pages.read("rules", "rules/index.md", RulesIndex, "not_applied")
    not_applied = {name: entry for page in index for name, entry in page.not_applied.items()}
    rules = pages.read("rules", "rules/*.md", Rule, "id")
    standing = Standing(
        rules=_applied(rules, not_applied),
        not_applied=not_applied,
        roles=pages.read("roles", "roles/*.md", Role, "id"),
        courses=pages.read("courses", "training/*.md", Course, "id"),
        checklists=pages.read("checklists", "procedures/*.md", Checklist, "tasks"),
        venues=pages.read("venues", "venues/*.md", Venue, "id"),
        fleet=tuple(vehicle for page in fleet for vehicle in page.vehicles),
        unread=frozenset(pages.unread),
    )
    findings = (*pages.findings, *pages.reading.findings, *docs_findings(docs, shown))
    return standing, in_reading_order(findings)


def _applied(rules: tuple[Rule, ...], not_applied: Options[str, Any]) -> tuple[Rule, ...]:
    """The rule pages without the pages, limits and clauses that the office does not apply."""

    def applied(rule: Rule, entries: Options[str, Any]) -> dict[str, Any]:
        return {n: entry for n, entry in entries.items() if f"{rule.id}.{n}" not in not_applied}

    return tuple(
        rule.model_copy(
            update={"limits": applied(rule, rule.limits), "clauses": applied(rule, rule.clauses)}
        )
        if any(name.startswith(f"{rule.id}.") for name in not_applied)
        else rule
        for rule in rules
        if rule.id not in not_applied
    )


class _Pages:
    def __init__(self, docs: Path, shown: str) -> None:
        self.docs = docs
        self.shown = shown
        self.findings: list[Finding] = []
        self.unread: set[str] = set()
        self.reading = ReadingContext()
        self._front_matter: dict[str, tuple[Node | None, tuple[Finding, ...]]] = {}

    def read(self, kind: str, pattern: str, model: type[Page], marked_by: str) -> tuple[Page, ...]:
        """The records of the pages with the key `marked_by`, by file name; ids are unique.

        `kind` is noted as unread where a page that may be one of them could not be read.
        """
        records: dict[str, Page] = {}
        for path in sorted(self.docs.glob(pattern)):
            name = path.relative_to(self.docs).as_posix()
            node, findings = self._read_once(path, name)
            if not isinstance(node, MappingNode) or node.get(marked_by) is None:
                self.unread |= {kind} if has_errors(findings) else set()
                continue
            record = self._record(node, model, name)
            if record is None:
                self.unread.add(kind)
                continue
            key = getattr(record, "id", name)
            if key in records:
                earlier = records[key].written_at("id")
                place = record.written_at("id")
                self.unread.add(kind)
                self.findings.append(
                    error("id.repeated", place, (earlier,), found=key, first=earlier)
                )
            records.setdefault(key, record)
        return tuple(records.values())

    def _read_once(self, path: Path, name: str) -> tuple[Node | None, tuple[Finding, ...]]:
        """A page's front matter; its findings are noted at the first reading."""
        if name not in self._front_matter:
            node, findings = read_front_matter(path, f"{self.shown}/{name}")
            self._front_matter[name] = node, tuple(findings)
            self.findings += findings
        return self._front_matter[name]

    def _record(self, node: MappingNode, model: type[Page], page: str) -> Page | None:
        entries = tuple(
            (key, value)
            for key, value in node.entries
            if key.text in model.model_fields
            or any(key.text == info.alias for info in model.model_fields.values())
            or key.text not in PAGE_SETTINGS | {"title"}
        )
        kept = MappingNode(
            (*entries, (ScalarNode("page", node.place), ScalarNode(page, node.place))), node.place
        )
        try:
            return model.model_validate(written_mapping(kept), context=self.reading)
        except ValidationError as refusal:
            self.findings += problems_of(refusal, model, kept)
            return None


FILE = "mkdocs.yml"


def load_appearance(options: Options[str, Any]) -> tuple[Appearance, tuple[Finding, ...]]:
    """The appearance in `options` of mkdocs.yml, and what is wrong with them.

    It is the default appearance where they are wrong.
    """
    place = Place(FILE)
    values = {str(key): str(value) for key, value in options.items() if value is not None}
    try:
        return Appearance.model_validate(values), ()
    except ValidationError as refusal:
        entries = tuple(
            (ScalarNode(key, place), ScalarNode(value, place)) for key, value in values.items()
        )
        return Appearance(), tuple(problems_of(refusal, Appearance, MappingNode(entries, place)))
