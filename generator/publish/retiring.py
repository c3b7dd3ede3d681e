"""Takes a visit down when it is over, and leaves what the office has to keep."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.load.csvtext import csv_text
from generator.model.redaction import without, without_telephones
from generator.model.visit import Visit
from generator.project import RETIRED, LoadedVisit
from generator.publish.build import base_url, is_preview
from generator.publish.changelog import change_log
from generator.publish.delivery import take_down
from generator.publish.field_seal import FieldSeal, seal_at_hand
from generator.publish.manifest import FILE as MANIFEST_FILE
from generator.publish.manifest import read_manifest
from generator.publish.publications import FOLDER as PUBLISHED_FOLDER
from generator.publish.publications import publications
from generator.publish.secret import variable_of
from generator.publish.tree import write_file
from generator.publish.verifying import still_there
from generator.render.changes.report import LogEntry
from generator.render.lists import lists_workbook
from generator.render.statement import statement_workbook
from generator.settings import Settings

ARCHIVE = "archive"
SENSITIVE = ("phone", "diet", "needs", "ethnicity", "note")
"""What is not kept where no rule says: the rule page on confidentiality names the fields."""
HEADINGS = ("at", "target", "name", "party", "what", "told")


@dataclass(frozen=True)
class Retired:
    """What retiring a visit did: how many pages each target gave up, which addresses still answer,
    what is kept in the archive, what is left beside it, and what git still holds."""

    taken_down: Mapping[str, int]
    answering: int
    archived: tuple[str, ...]
    left: tuple[str, ...]
    commits: int
    variable: str | None


def targets_of(loaded: LoadedVisit) -> tuple[str, ...]:
    """Everywhere a visit ever went out."""
    return tuple(dict.fromkeys(each.target for each in publications(loaded.folder)))


def retire_visit(
    loaded: LoadedVisit,
    settings: Settings,
    targets: Iterable[str],
    environment: Mapping[str, str],
    on: date,
) -> Retired:
    """Keep what must be kept, then take down the published tree at each of `targets`, and remove
    the built one, the key and the records of what went out. What the office wrote stays. Raises
    PublishError where a target cannot be cleared: the key and the records then are still there, and
    retiring again goes on. Raises OSError."""
    visit = loaded.visit
    assert visit is not None, "only a visit that was read can be retired"
    seal = seal_at_hand(loaded.slug, settings, environment)
    archived = _keep_archive(loaded, visit, seal)
    output = settings.output_folder / loaded.slug
    pages = tuple(read_manifest(output / MANIFEST_FILE))
    taken_down = {target: len(take_down(loaded.slug, target)) for target in targets}
    answering = 0
    if taken_down and not is_preview(visit, settings):
        answering = len(still_there(f"{base_url(visit, settings)}/{loaded.slug}", pages))
    for folder in (settings.microsite_folder(loaded.slug), output):
        shutil.rmtree(folder, ignore_errors=True)
    (settings.secrets_folder / f"{loaded.slug}.key").unlink(missing_ok=True)
    shutil.rmtree(loaded.folder / PUBLISHED_FOLDER, ignore_errors=True)
    (loaded.folder / "told.csv").unlink(missing_ok=True)
    write_file(loaded.folder / RETIRED, _mark(on).encode("utf-8"))
    variable = variable_of(loaded.slug)
    return Retired(
        taken_down,
        answering,
        archived,
        tuple(p.name for p in sorted(loaded.folder.iterdir()) if p.is_file() and p.name != RETIRED),
        _commits(loaded.folder),
        variable if variable in environment else None,
    )


def _keep_archive(loaded: LoadedVisit, visit: Visit, seal: FieldSeal | None) -> tuple[str, ...]:
    """Write the archive: the plan, the statement and the change log, without what the rule page on
    confidentiality calls sensitive."""
    redacted = without(visit, _sensitive(visit))
    files = dict(_archive_files(loaded, visit, redacted, seal))
    for name, content in files.items():
        write_file(loaded.folder / ARCHIVE / name, content)
    return tuple(files)


def _archive_files(
    loaded: LoadedVisit, visit: Visit, redacted: Visit, seal: FieldSeal | None
) -> Iterator[tuple[str, bytes]]:
    yield "plan.xlsx", lists_workbook(redacted, loaded.changed)
    yield "statement.xlsx", statement_workbook(redacted, loaded.changed)
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
            without_telephones("；".join(line.what)),
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
