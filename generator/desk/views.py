"""What the pages of the desk show: visits, what is wrong with them, files to open, changes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from generator import clock, vocabulary
from generator.build.events import FindingsByVisit
from generator.build.replies import kept_replies
from generator.changes.publications import publications, time_shown
from generator.desk.forms import Form
from generator.findings import Finding, Severity
from generator.load.visit import shown_path
from generator.model.people import Person
from generator.model.team import Task
from generator.project import LoadedVisit, Project, input_files
from generator.publish.permission import refusal_of
from generator.publish.publication import last_target
from generator.publish.retirement import targets_of
from generator.render.changes.log import change_log
from generator.render.changes.report import FactLine
from generator.render.report import counts
from generator.render.words.lists import joined
from generator.sealing.seal import find_field_seal

OFFICE_FILES = {".pdf", ".xlsx", ".csv", ".html"}
"""The kinds of files under output/ that people open; the others are the program's records."""
EDITED_FILES = {".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".yml", ".yaml", ".md", ".txt"}
"""The kinds of files that the desk opens in the system's own program."""
_ORDER = list(Severity)
_MOST_OF_A_KIND, _SHOWN_OF_MANY = 8, 3
"""Forty guests without a room are one thing to do: of more than the first, the second are shown."""
_DAYS_AHEAD = 14
"""A new visit begins in so many days unless somebody writes another day."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in the list: `when` is `now`, `coming`, `over` or `unknown`, by its days."""

    slug: str
    title: str
    days: str
    when: str
    errors: int
    warnings: int
    published: bool


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity in one file, in reading order.

    `folded` are the others of a kind of which the first are among `findings`. `opens` is whether
    the desk opens that file in the system's own program.
    """

    severity: str
    file: str
    findings: tuple[Finding, ...]
    folded: tuple[tuple[Finding, ...], ...]
    opens: bool

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.findings) + sum(map(len, self.folded))


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file under output/ of a visit: its name there, its title, and its size (KB, rounded up).

    `title` is empty for a file that is not known.
    """

    name: str
    title: str
    kilobytes: int


def visit_lines(
    project: Project, findings: FindingsByVisit, now: datetime, language: str
) -> tuple[VisitLine, ...]:
    """The visits: those of today, then the coming ones, then those that are over, newest first.

    Today is the day of `now` (aware) where a visit takes place.
    """
    lines = [
        _line(loaded, findings.get(loaded.slug, ()), now, language) for loaded in project.visits
    ]
    starts = {v.slug: v.visit.start if v.visit else date.max for v in project.visits}
    coming = sorted(
        (line for line in lines if line.when != "over"),
        key=lambda v: (v.when != "now", starts[v.slug], v.slug),
    )
    over = sorted(
        (line for line in lines if line.when == "over"),
        key=lambda v: (starts[v.slug], v.slug),
        reverse=True,
    )
    return (*coming, *over)


def by_time(lines: Iterable[VisitLine]) -> tuple[tuple[str, tuple[VisitLine, ...]], ...]:
    """The visits in their order under `now`, `coming`, `unknown` and `over`."""
    return tuple((when, tuple(group)) for when, group in groupby(lines, lambda line: line.when))


def _line(
    loaded: LoadedVisit, findings: Iterable[Finding], now: datetime, language: str
) -> VisitLine:
    visit, number = loaded.visit, counts(findings)
    when = "unknown"
    if visit:
        today = now.astimezone(visit.zone).date()
        when = "over" if visit.end < today else "coming" if today < visit.start else "now"
    return VisitLine(
        slug=loaded.slug,
        title=visit_title(loaded, language),
        days=f"{visit.start} – {visit.end}" if visit else "",
        when=when,
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        published=bool(publications(loaded.folder)),
    )


def visit_title(loaded: LoadedVisit, language: str) -> str:
    """The title of a visit; the name of its folder where the visit cannot be read."""
    return loaded.visit.title.in_(language) if loaded.visit else loaded.slug


def finding_groups(findings: Iterable[Finding], files: Collection[str]) -> tuple[FindingGroup, ...]:
    """Findings by severity, errors first, and by file; `files` are those of the visit."""
    groups: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((_ORDER.index(finding.severity), finding.place.file), []).append(finding)
    return tuple(
        FindingGroup(_ORDER[severity].value, file, *_folded(found), file in files)
        for (severity, file), found in sorted(groups.items(), key=lambda item: item[0])
    )


def _folded(
    findings: Sequence[Finding],
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, ...], ...]]:
    """The findings to show at once, and of each kind with many those to fold away."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    many = [found for found in kinds.values() if len(found) > _MOST_OF_A_KIND]
    folded = tuple(tuple(found[_SHOWN_OF_MANY:]) for found in many)
    hidden = {id(finding) for found in folded for finding in found}
    return tuple(finding for finding in findings if id(finding) not in hidden), folded


def files_to_fill_in(loaded: LoadedVisit, root: Path) -> tuple[str, ...]:
    """The files of a visit that people edit, as findings name them, workbooks first."""
    files = filter(is_edited, input_files(loaded.folder))
    ordered = sorted(files, key=lambda path: (path.suffix in {".yml", ".csv"}, path.name))
    return tuple(shown_path(path, root) for path in ordered)


def is_edited(path: Path) -> bool:
    """Whether a path is a file that the desk may open in the system's own program."""
    return (
        path.is_file()
        and path.suffix.lower() in EDITED_FILES
        and not path.name.startswith((".", "~$"))
    )


def office_files(folder: Path, language: str) -> Iterator[OfficeFile]:
    """The files for the office in output/ of a visit, by name."""
    words = vocabulary.words_under("desk", language)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.suffix in OFFICE_FILES:
            name = path.relative_to(folder).as_posix()
            yield OfficeFile(name, _title_of(path.stem, words), -(-path.stat().st_size // 1024))


def _title_of(sheet: str, words: Mapping[str, str]) -> str:
    """The title of a sheet or a list by the name of its file; empty where it is not known."""
    return words.get(f"files.{sheet}") or words.get(f"choices.{sheet}", "")


def changes_to_publish(
    loaded: LoadedVisit, project: Project, environment: Mapping[str, str], language: str
) -> tuple[FactLine, ...] | None:
    """What differs from the last publication, the most urgent first; None without one."""
    if loaded.visit is None or not publications(loaded.folder):
        return None
    seal = find_field_seal(loaded.slug, project.settings, environment)
    entries = change_log(loaded.visit, loaded.folder, language, seal).entries
    return next((entry.facts for entry in entries if entry.at is None), ())


def files_by_folder(
    files: Iterable[OfficeFile], language: str
) -> tuple[tuple[str, tuple[OfficeFile, ...]], ...]:
    """The files of each folder under its name, such as the parts of a sheet; "" for those in none.

    The folder of a sheet has its title as a name, too.
    """
    words = vocabulary.words_under("desk", language)
    folders = groupby(files, key=lambda file: file.name.rpartition("/")[0])
    return tuple(
        (joined(_title_of(folder, words), folder), tuple(group)) for folder, group in folders
    )


def changes_to_tell(
    loaded: LoadedVisit, project: Project, environment: Mapping[str, str], language: str
) -> tuple[FactLine, ...]:
    """The changes of which somebody has yet to be notified, the most urgent first."""
    if loaded.visit is None:
        return ()
    seal = find_field_seal(loaded.slug, project.settings, environment)
    here = clock.now(environment).astimezone(loaded.visit.zone).replace(tzinfo=None)
    return change_log(loaded.visit, loaded.folder, language, seal, here).to_tell


def form_of_visit(form: Form, loaded: LoadedVisit, project: Project, language: str) -> Form:
    """The form with the people, tasks, units and publications of a visit to choose from."""
    visit = loaded.visit
    if visit is None:
        return form
    published = publications(loaded.folder)
    times = [(time_shown(record, published, visit.zone), record) for record in published]
    units = [file.unit for file in kept_replies(project, loaded)]
    people = tuple((person.id, _person(person)) for person in visit.people.values())
    form = form.with_choices(
        {
            "person": people,
            "people": people,
            "task": tuple(_task_choice(task) for task in visit.team.tasks),
            "since": tuple((at, f"{at} → {record.target}") for at, record in reversed(times)),
            "remove": tuple(zip(units, units, strict=True)),
            "skipped": tuple((target, target) for target in targets_of(loaded)),
            "language": tuple(
                (code, vocabulary.label("Language", code, language)) for code in visit.languages
            ),
        }
    )
    return form.requiring("target") if form.command == "publish" and not published else form


def _person(person: Person) -> str:
    return f"{person.name}（{person.unit}）" if person.unit else person.name


def _task_choice(task: Task) -> tuple[str, str]:
    return task.what, f"✓ {task.what}" if task.done else task.what


def has_manual(project: Project) -> bool:
    """Whether the handbook has the user manual."""
    return (project.settings.docs_folder / "manual/index.md").is_file()


def suggestions(loaded: LoadedVisit | None, project: Project) -> dict[str, tuple[str, ...]]:
    """What people probably write in a field of a form, by its name."""
    visit = loaded.visit if loaded else None
    others = tuple(v.slug for v in project.visits if loaded is None or v.slug != loaded.slug)
    if visit is None:
        return {"a": others, "b": others}
    guests = dict.fromkeys(guest.unit for guest in visit.guests if guest.unit)
    return {
        "a": others,
        "b": others,
        "by": tuple(dict.fromkeys(member.name for member in visit.staff)),
        "unit": tuple(guests),
    }


def given_values(form: Form, loaded: LoadedVisit | None, today: date) -> dict[str, str]:
    """What the fields of a form have before somebody writes in them."""
    if form.command == "new":
        start = today + timedelta(days=_DAYS_AHEAD)
        return {"slug": f"{start:%Y-%m}-visit", "start": str(start), "days": "3"}
    if form.command == "report":
        return {"year": str(today.year)}
    if form.command == "publish" and loaded:
        return {"target": last_target(loaded) or ""}
    return {}


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval of a visit's publication on the page that publishes it.

    `refused` is why the visit may not be published, empty where it may, and `values` are those of
    that sentence. `line` is what to write into visit.yml for the answers that somebody chose there.
    """

    refused: str
    values: Mapping[str, object]
    line: str


def approval_of(
    loaded: LoadedVisit, project: Project, now: datetime, answers: Mapping[str, str]
) -> Approval:
    """The approval of a visit at `now` (aware); `answers` are by, on and target."""
    visit = loaded.visit
    at = now.astimezone(visit.zone).replace(tzinfo=None) if visit else now
    refusal = refusal_of(loaded, project, at)
    on = visit.publish.on if visit and visit.publish else ""
    number = len(refusal.findings) if refusal else 0
    return Approval(
        refused=refusal.reason.value if refusal else "",
        values={"n": number, "on": on},
        line=_approval_line(answers),
    )


def _approval_line(answers: Mapping[str, str]) -> str:
    """`publish: {approved_by: 方静, on: 2026-06-30, target: internet}`; empty without answers."""
    by, on, target = (answers.get(name, "").strip() for name in ("approved_by", "on", "range"))
    if not (by and on and target):
        return ""
    by, on, target = map(_yaml_text, (by, on, target))
    return f"publish: {{approved_by: {by}, on: {on}, target: {target}}}"


def _yaml_text(text: str) -> str:
    return text if re.fullmatch(r"[\w·-]+", text) else json.dumps(text, ensure_ascii=False)
