"""Takes a visit down when it is over, and leaves what the office has to keep."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml

from generator.build.microsite import dummy_count
from generator.changes.publications import latest_by_target, normal_target, publications
from generator.csv_writer import csv_text
from generator.files import write_file
from generator.findings import Finding
from generator.load.issued_cards import PUBLISHED_FOLDER
from generator.model.record import PersonId
from generator.model.redaction import redact_telephones, without_fields
from generator.model.visit import Visit
from generator.project import RETIRED, LoadedVisit
from generator.publish.delivery import PublishError, is_store, read_target, remove_delivery
from generator.publish.verification import find_former_pages
from generator.render.changes.log import change_log
from generator.render.changes.report import LogEntry
from generator.render.lists import lists_workbook
from generator.render.statement import statement_workbook
from generator.sealing.links import dummy_path, path_of
from generator.sealing.seal import FieldSeal, find_field_seal
from generator.sealing.secret import SecretError, key_path, require_secret, variable_of
from generator.settings import Settings

ARCHIVE = "archive"
PROGRESS = "retiring.yml"
"""Beside the records of publications: how far retiring has come."""
SENSITIVE = ("phone", "diet", "needs", "ethnicity", "note")
"""What is not kept where no rule says: the rule page on confidentiality names the fields."""
HEADINGS = ("at", "target", "name", "party", "what", "told")


@dataclass(frozen=True)
class Retired:
    """What retiring a visit did.

    `taken_down`: how many pages each place gave up, now or when retiring was begun; `problems`:
    what stays, by place; `asked`: how many former addresses were asked, `answering` and `unknown`
    how many of them answer or may. `why_not_asked` is the key of the words that say why none was.
    What is kept in the archive, left beside it, and still held by git and the environment.
    """

    taken_down: Mapping[str, int]
    problems: Mapping[str, Finding]
    asked: int = 0
    answering: int = 0
    unknown: int = 0
    why_not_asked: str = ""
    archived: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    commits: int = 0
    variable: str | None = None

    @property
    def finished(self) -> bool:
        """Whether all that had to go is gone; else the same command goes on."""
        return not self.problems and not self.answering


@dataclass(frozen=True)
class Progress:
    """How far retiring has come, kept with the records so that the same command goes on: the places
    that are empty, with how many files they gave up, and those that are being emptied.
    """

    cleared: Mapping[str, int] = field(default_factory=dict)
    begun: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    asked: int = 0


def targets_of(loaded: LoadedVisit) -> tuple[str, ...]:
    """Everywhere a visit ever went out."""
    return tuple(each.target for each in latest_by_target(publications(loaded.folder)))


def retire_visit(
    loaded: LoadedVisit,
    settings: Settings,
    targets: Collection[str],
    environment: Mapping[str, str],
    on: date,
    skipped: Collection[str] = (),
) -> Retired:
    """Keep what must be kept, then take down the published tree at each of `targets`, ask each
    former address unless its host is `skipped`, and remove the built tree, the key and the records.

    Key and records stay until every place is confirmed empty and no address answers; retiring again
    goes on. What the office wrote stays. Raises OSError.
    """
    visit = loaded.visit
    assert visit is not None, "only a visit that was read can be retired"
    seal = find_field_seal(loaded.slug, settings, environment)
    archived = _progress(loaded).archived or _keep_archive(loaded, visit, seal)
    _keep_progress(loaded, replace(_progress(loaded), archived=archived))
    problems: dict[str, Finding] = {}
    for target in targets:
        try:
            _clear(loaded, target)
        except PublishError as problem:
            problems[target] = problem.finding
    retired = Retired(_progress(loaded).cleared, problems, archived=archived)
    if not problems:
        retired = _ask_addresses(retired, loaded, visit, settings, environment, targets, skipped)
    if not retired.finished:
        return retired
    _remove_what_is_here(loaded, settings, on)
    variable = variable_of(loaded.slug)
    kept = (p.name for p in sorted(loaded.folder.iterdir()) if p.is_file() and p.name != RETIRED)
    return replace(
        retired,
        left=tuple(kept),
        commits=_commits(loaded.folder),
        variable=variable if variable in environment else None,
    )


def reopen(loaded: LoadedVisit, target: str) -> None:
    """Forget that a place was cleared, and what was kept and asked: something goes there again."""
    progress = _progress(loaded)
    if progress == Progress():
        return
    place = normal_target(target)
    cleared = {each: n for each, n in progress.cleared.items() if normal_target(each) != place}
    _keep_progress(loaded, Progress(cleared, progress.begun))


def _clear(loaded: LoadedVisit, target: str) -> None:
    """Take the visit down at one place, unless that is done. Raises PublishError."""
    progress = _progress(loaded)
    if target in progress.cleared:
        return
    was_begun = target in progress.begun
    if read_target(loaded.slug, target).files:
        progress = replace(progress, begun=(*progress.begun, target))
        _keep_progress(loaded, progress)
    rest = tuple(each for each in progress.begun if each != target)
    try:
        gone = remove_delivery(loaded.slug, target)
        recorded = target in targets_of(loaded)
        if not gone and not was_begun and recorded and not is_store(target):
            # A share that is not mounted leaves an empty folder: that proves nothing.
            raise PublishError("nothing_there", target, slug=loaded.slug)
    except PublishError:
        _keep_progress(loaded, replace(progress, begun=rest))
        raise
    cleared = {**progress.cleared, target: len(gone)}
    _keep_progress(loaded, replace(progress, begun=rest, cleared=cleared))


def _ask_addresses(
    retired: Retired,
    loaded: LoadedVisit,
    visit: Visit,
    settings: Settings,
    environment: Mapping[str, str],
    targets: Collection[str],
    skipped: Collection[str],
) -> Retired:
    """Ask each address that the visit's cards ever had, worked out from its key and revisions."""
    progress = _progress(loaded)
    if not targets or progress.asked:
        return replace(retired, asked=progress.asked)
    host = (settings.guest_url or "").rstrip("/")
    if not host or host in {each.rstrip("/") for each in skipped}:
        return replace(retired, why_not_asked="no_guest_url" if not host else "")
    try:
        secret = require_secret(loaded, settings, environment)
    except SecretError:
        return replace(retired, why_not_asked="no_key")
    paths = former_paths(visit, secret, _everybody(loaded, visit))
    former = find_former_pages(f"{host}/{loaded.slug}", paths)
    if not former.answering:
        _keep_progress(loaded, replace(progress, asked=len(paths)))
    return replace(
        retired, asked=len(paths), answering=len(former.answering), unknown=len(former.unknown)
    )


def former_paths(visit: Visit, secret: bytes, people: Mapping[PersonId, int]) -> frozenset[str]:
    """Every path that a visit's microsite ever had: of `people`, up to the revision of each, of
    decoys, and of the pages that lead to them.
    """
    cards = {
        path_of(secret, person, revision)
        for person, last in people.items()
        for revision in range(last + 1)
    }
    decoys = {dummy_path(secret, number) for number in range(dummy_count(visit))}
    return frozenset({"index.html", "sw.js", *cards, *decoys})


def _everybody(loaded: LoadedVisit, visit: Visit) -> dict[PersonId, int]:
    """Everybody who ever had a card, and how often it was revoked."""
    people: dict[PersonId, int] = {}
    for each in publications(loaded.folder):
        for person in each.stored.cards:
            people[person] = max(people.get(person, 0), each.revisions.get(person, 0))
    for known in visit.people.values():
        people[known.id] = max(people.get(known.id, 0), known.revision)
    return people


def _remove_what_is_here(loaded: LoadedVisit, settings: Settings, on: date) -> None:
    """Remove the built tree, the key, and the records last, so that retiring goes on wherever it is
    stopped. Raises OSError.
    """
    for folder in (settings.microsite_folder(loaded.slug), settings.output_folder / loaded.slug):
        if folder.exists():
            shutil.rmtree(folder)
    (loaded.folder / "told.csv").unlink(missing_ok=True)
    key_path(loaded.slug, settings).unlink(missing_ok=True)
    records = loaded.folder / PUBLISHED_FOLDER
    # The newest first: what is left of them can be read, should it stop here.
    for path in sorted(records.iterdir(), reverse=True):
        if path.name != PROGRESS:
            path.unlink()
    (records / PROGRESS).unlink()
    records.rmdir()
    write_file(loaded.folder / RETIRED, _mark(on).encode("utf-8"), synced=True)


def _progress(loaded: LoadedVisit) -> Progress:
    try:
        found = yaml.safe_load((loaded.folder / PUBLISHED_FOLDER / PROGRESS).read_text("utf-8"))
        return Progress(
            {str(place): int(n) for place, n in found["cleared"].items()},
            tuple(map(str, found["begun"])),
            tuple(map(str, found["archived"])),
            int(found["asked"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError):
        return Progress()


def _keep_progress(loaded: LoadedVisit, progress: Progress) -> None:
    said = {
        "cleared": dict(progress.cleared),
        "begun": list(progress.begun),
        "archived": list(progress.archived),
        "asked": progress.asked,
    }
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    write_file(loaded.folder / PUBLISHED_FOLDER / PROGRESS, text.encode("utf-8"), synced=True)


def _keep_archive(loaded: LoadedVisit, visit: Visit, seal: FieldSeal | None) -> tuple[str, ...]:
    """Write the archive: the plan, the statement and the change log, without what the rule page on
    confidentiality calls sensitive.
    """
    redacted = without_fields(visit, _sensitive(visit))
    files = dict(_archive_files(loaded, visit, redacted, seal))
    for name, content in files.items():
        write_file(loaded.folder / ARCHIVE / name, content)
    return tuple(files)


def _archive_files(
    loaded: LoadedVisit, visit: Visit, redacted: Visit, seal: FieldSeal | None
) -> Iterator[tuple[str, bytes]]:
    yield "plan.xlsx", lists_workbook(redacted, loaded.last_changed)
    yield "statement.xlsx", statement_workbook(redacted, loaded.last_changed)
    if log := change_log(visit, loaded.folder, visit.languages[0], seal):
        yield "changes.csv", _log_text(log).encode("utf-8")


def _sensitive(visit: Visit) -> Collection[str]:
    rule = visit.standing.limit("confidentiality", "sensitive_fields", visit.start)
    return {*SENSITIVE, *(rule.words if rule else ())}


def _log_text(log: Iterable[LogEntry]) -> str:
    """The change log as CSV; telephone numbers struck out."""
    rows = (
        (
            f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else "",
            entry.target,
            line.name,
            line.party,
            redact_telephones("；".join(line.what)),
            line.told,
        )
        for entry in reversed(tuple(log))
        for line in entry.lines
    )
    return csv_text(HEADINGS, rows)


def _mark(on: date) -> str:
    return f"# 已结束并撤下，不再生成。删去本文件即可重新生成（须重新发卡）。\non: {on}\n"


def _commits(folder: Path) -> int:
    """How many commits of a git repository hold files of the folder; 0 without git."""
    command = ("git", "-C", str(folder), "log", "--all", "--oneline", "--", ".")
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return 0
    return len(found.stdout.splitlines()) if found.returncode == 0 else 0
