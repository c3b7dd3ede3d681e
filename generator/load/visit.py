"""Reads a visit's folder: its sections in the order in which they name one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from generator.findings import Finding, error, has_errors, in_reading_order
from generator.load.assigned import Joining, joined_visit, read_placements, seating_at
from generator.load.assigned.lines import accepted_events
from generator.load.attended import read_marks
from generator.load.directory import Directory
from generator.load.incomplete import EVERYTHING, errors_at, unread_keys
from generator.load.issued_cards import read_revisions
from generator.load.issued_events import known_events
from generator.load.nodes import MappingNode, Node, SequenceNode, written, written_mapping
from generator.load.papers import read_paper_files, read_points
from generator.load.people import read_people
from generator.load.plan import name_events, read_plan, read_seating, read_vehicles
from generator.load.problems import keys_not_written, problems_of
from generator.load.replies import ReplyFile, reply_files
from generator.load.sections import Sections
from generator.load.sheets.examples import unreplaced_texts
from generator.load.sheets.values_above import without_dittos
from generator.load.state_secrets import is_state_secret, stub_findings, stub_of
from generator.load.venues import read_venues
from generator.load.wishes import read_wishes
from generator.load.yaml.reader import read_yaml
from generator.model.parsing.context import ReadingContext, WrittenMapping
from generator.model.parsing.labels import read_language
from generator.model.parsing.values import parse_date, parse_number, split_list
from generator.model.standing import Standing
from generator.model.team import Decision, Preparation, Team
from generator.model.visit import (
    FORMAT,
    Appearance,
    Expense,
    Letter,
    MeetingPapers,
    Publication,
    Visit,
    Waiver,
)
from generator.text import DEFAULT_LANGUAGE

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_WINDOWS_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789"),
}
LONGEST_DAYS = 366
_LISTS_WITHIN = {"team": ("team", "staff", "groups", "tasks")}
"""The lists within a section, which are unread where it is."""
_NEEDED = {"title", "host", "start", "end", "timezone", "privacy"}
"""Fields without which a visit cannot be shown, or might be shown to the wrong people."""


@dataclass(frozen=True)
class ReadVisit:
    """A visit as far as it could be read, and every problem in its files.

    `incomplete` are its fields that may lack something, EVERYTHING for all of them.
    `unread_waivers` are the codes of waivers that were refused. `is_classified` is true of a visit
    with state secrets, whether or not its stub could be read. `written` is the visit as people
    wrote it, without the placements of assigned.csv; its meals have no seats by rank yet.
    """

    visit: Visit | None
    findings: tuple[Finding, ...]
    incomplete: frozenset[str] = frozenset()
    unread_waivers: frozenset[str] = frozenset()
    is_classified: bool = False
    written: Visit | None = None


def load_visit(
    folder: Path, standing: Standing, root: Path
) -> tuple[Visit | None, tuple[Finding, ...]]:
    """The visit in `folder`, and every problem in its files: see `read_visit`."""
    result = read_visit(folder, standing, root)
    return result.visit, result.findings


def read_visit(
    folder: Path,
    standing: Standing,
    root: Path,
    replies: Sequence[ReplyFile] | None = None,
) -> ReadVisit:
    """The visit in `folder`, every problem in its files, and the fields that may lack something.

    `root` is the project's folder, to which paths in findings are relative. `replies` are read in
    place of the files under replies/. The visit is None
    where its own file cannot be read or a field that every visit needs is refused. Other fields
    and records that were refused are left out of it, and their findings are errors.
    """
    shown = shown_path(folder, root)
    node, findings = read_yaml(folder / "visit.yml", f"{shown}/visit.yml")
    if not isinstance(node, MappingNode):
        return ReadVisit(None, in_reading_order(findings), frozenset({EVERYTHING}))
    if (format_node := node.get("format")) and is_newer(format_node):
        # Its keys may have meanings that this program does not know: nothing of it is read.
        newer = error(
            "visit.newer_format", format_node.place, found=written(format_node), most=FORMAT
        )
        return ReadVisit(None, in_reading_order((*findings, newer)), frozenset({EVERYTHING}))
    if is_state_secret(node):
        return _read_stub(node, folder, shown, standing, findings)
    filled, dittos = without_dittos(node)
    findings = (*findings, *(replace(finding, office=True) for finding in dittos))
    if replies is None:
        replies = reply_files(folder, shown)
    reader = _VisitReader(
        folder, shown, filled if isinstance(filled, MappingNode) else node, standing, replies
    )
    reader.note_unread_keys(findings)
    visit = reader.read()
    findings = (*findings, *reader.sections.findings, *reader.reading.findings)
    incomplete = reader.sections.incomplete.sections(findings)
    if reader.sections.left_out and not has_errors(findings):
        findings = (*findings, error("visit.page_unread", node.place))
    return ReadVisit(
        visit,
        in_reading_order(findings),
        incomplete,
        reader.unread_waivers(visit),
        written=reader.written,
    )


def _read_stub(
    node: MappingNode, folder: Path, shown: str, standing: Standing, findings: tuple[Finding, ...]
) -> ReadVisit:
    """The stub of a classified visit, without findings that may quote what else was written."""
    reader = _VisitReader(folder, shown, stub_of(node), standing)
    visit = reader.read_stub()
    beyond = stub_findings(node, folder, shown)
    if not has_errors(beyond):
        beyond = (*findings, *beyond)
    found = in_reading_order((*beyond, *reader.sections.findings))
    return ReadVisit(visit, found, is_classified=True)


def shown_path(path: Path, root: Path) -> str:
    """A path for findings: relative to the project, with forward slashes."""
    resolved, base = path.resolve(), root.resolve()
    return (resolved.relative_to(base) if resolved.is_relative_to(base) else path).as_posix()


def is_slug(name: str) -> bool:
    """Whether a name is valid for a visit: as a folder on every system, and in an address."""
    return bool(_SLUG.fullmatch(name)) and name not in _WINDOWS_DEVICES


def is_newer(node: Node) -> bool:
    """Whether the format of a visit's file is newer than those this program reads."""
    try:
        return parse_number(str(written(node))) > FORMAT
    except PydanticCustomError:
        return False  # not a number: refused with its place, as in any other field


class _VisitReader:
    def __init__(
        self,
        folder: Path,
        shown: str,
        node: MappingNode,
        standing: Standing,
        replies: Sequence[ReplyFile] = (),
    ) -> None:
        self.slug = folder.name
        self.node = node
        self.standing = standing
        self.header = written_mapping(node)
        self.start, self.end = self._date("start"), self._date("end")
        self.directory = Directory(standing)
        self.reading = ReadingContext(self.directory, self.start, self.end)
        self.written: Visit | None = None
        language = self._language()
        self.sections = Sections(folder, shown, self.directory, self.reading, language, replies)

    def note_unread_keys(self, findings: Iterable[Finding]) -> None:
        """Remember the lists that are not read because of their keys.

        `findings` are those of the file's text.
        """
        team = self.node.get("team")
        lists = [*unread_keys(self.node, Visit, findings)]
        if isinstance(team, MappingNode):
            lists += unread_keys(team, Team, findings)
        elif team is not None and written(team) is not None:
            lists.append("team")  # not a mapping: the staff in it are not read
        for name in lists:
            self.sections.miss(name)
        parts = [part for name in lists for part in _LISTS_WITHIN.get(name, (name,))]
        self.sections.incomplete.note_all(parts, errors_at(self.node, findings))

    def read(self) -> Visit | None:
        """The visit; each section looks up names in the directory that earlier sections filled."""
        self._check_slug()
        self.sections.findings += keys_not_written(self.node)
        self.sections.findings += unreplaced_texts(self.node)
        self.sections.refuse_files(self.node.get("notices"))
        fields: dict[str, Any] = {"slug": self.slug, "standing": self.standing, "accepted": ()}
        stays = self.sections.nodes(self.node.get("stays"), "stays")
        fields["venues"] = read_venues(
            self.node, self.sections, self.directory, self.standing, stays
        )
        revisions, problems = read_revisions(self.sections.folder, self.sections.shown)
        self.sections.findings += problems
        days = (self.start, self.end)
        people = read_people(self.node, self.sections, self.directory, days, revisions)
        fields |= vars(people)
        fields["wishes"], problems = read_wishes(people.guests, self.directory)
        self.sections.findings += problems
        fields["vehicles"] = read_vehicles(self.node, self.sections, self.directory, self.standing)
        lines, problems = read_placements(self.sections.folder, self.sections.shown)
        self.sections.findings += problems
        known = accepted_events(lines)
        known |= {event.id: event for event in known_events(self.sections.folder)}
        plan, made_ids = read_plan(
            self.node, self.sections, stays, self.start, self.end, known.values()
        )
        fields |= vars(plan)
        by_id = {person.id: person for person in (*people.guests, *people.team.staff)}
        joining = Joining.of(lines, by_id, self.directory)
        joined = joining.plan(plan)
        name_events(joined, made_ids, self.directory)
        fields["seating"] = seating = read_seating(self.node, self.sections)
        fields["points"] = points = read_points(self.node, self.sections)
        fields["paper_files"] = read_paper_files(plan.schedule, points, self.sections)
        fields["marks"], problems = read_marks(self.sections.folder, self.sections.shown)
        self.sections.findings += problems
        fields |= self._papers()
        self.sections.note_unread_lists()
        visit = self._checked_visit(fields)
        if visit is None:
            return None
        self.written = visit.model_copy(update={"seating": tuple(seating_at(seating, plan))})
        seating = joining.seating(seating, joined)
        self.sections.findings += joining.outcome.findings
        return joined_visit(visit, joined, seating, joining.outcome)

    def read_stub(self) -> Visit | None:
        """The visit with the fields of its file alone: no other file is opened."""
        self._check_slug()
        return self._checked_visit({"slug": self.slug, "standing": self.standing})

    def _checked_visit(self, fields: dict[str, Any]) -> Visit | None:
        """The visit with `fields` and those of its file, after a look at its dates."""
        visit = self._visit(WrittenMapping({**self.header, **fields}, self.header.source))
        if visit:
            self._check_dates(visit)
        return visit

    def _visit(self, values: WrittenMapping) -> Visit | None:
        """The visit with these values, without refused ones; None where it needs one of those."""
        try:
            return Visit.model_validate(values, context=self.reading)
        except ValidationError as refusal:
            problems = problems_of(refusal, Visit, self.node)
            refused = {str(error["loc"][0]) for error in refusal.errors()}
        self.sections.findings += problems
        self.sections.incomplete.note_all(refused, problems)
        kept = {key: value for key, value in values.items() if key not in refused}
        if refused & _NEEDED or len(kept) == len(values):
            return None
        return self._visit(WrittenMapping(kept, values.source))

    def unread_waivers(self, visit: Visit | None) -> frozenset[str]:
        """The codes that are written in waivers, but are in none of those of `visit`."""
        node = self.node.get("waivers")
        records = node.items if isinstance(node, SequenceNode) else (node,)
        codes = {record.stripped("code") for record in records if isinstance(record, MappingNode)}
        read = {waiver.code for waiver in visit.waivers} if visit else set()
        return frozenset(code for code in codes if code) - read

    def _papers(self) -> dict[str, Any]:
        """Letter, preparation, approval, costs and waivers."""
        single, node = self.sections.single_record, self.node
        preparation = node.get("preparation")
        decisions = preparation.get("decisions") if isinstance(preparation, MappingNode) else None
        decided = self._all(Decision, "decisions", decisions)
        return {
            "letter": single(node.get("letter"), Letter, "letter"),
            "meeting_papers": single(node.get("meeting_papers"), MeetingPapers, "meeting_papers"),
            "preparation": single(preparation, Preparation, "preparation", decisions=decided),
            "publish": single(node.get("publish"), Publication, "publish"),
            "appearance": single(node.get("appearance"), Appearance, "appearance") or Appearance(),
            "expenses": self._all(Expense, "expenses", node.get("expenses")),
            "waivers": self._all(Waiver, "waivers", node.get("waivers")),
        }

    def _all(self, model: Any, section: str, node: Any) -> tuple[Any, ...]:
        return tuple(self.sections.records(self.sections.nodes(node, section), model, section))

    def _language(self) -> str:
        """The language of texts that name none: the visit's first."""
        languages = split_list(self.header.get("languages"))
        first = read_language(languages[0]) if isinstance(languages, list) and languages else None
        return first if isinstance(first, str) else DEFAULT_LANGUAGE

    def _date(self, field: str) -> date | None:
        written = self.header.get(field)
        try:
            return parse_date(written) if isinstance(written, str) else None
        except PydanticCustomError:
            return None

    def _check_slug(self) -> None:
        if not is_slug(self.slug):
            self.sections.findings.append(error("visit.slug", self.node.place, found=self.slug))

    def _check_dates(self, visit: Visit) -> None:
        place = visit.written_at("end")
        days = (visit.end - visit.start).days
        if days < 0:
            self.sections.findings.append(
                error("visit.end_before_start", place, start=visit.start, end=visit.end)
            )
        elif days > LONGEST_DAYS:
            self.sections.findings.append(error("visit.too_long", place, most=LONGEST_DAYS))
