"""Writes what an office keeps of a visit that is retired: plan, statement and change log.

Fields that the rule page on confidentiality calls sensitive are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from generator.csv_writer import csv_text
from generator.files import write_file
from generator.model.redaction import redact_telephones, without_fields
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.render.changes.log import change_log
from generator.render.changes.report import LogEntry
from generator.render.lists import lists_workbook
from generator.render.statement import statement_workbook
from generator.sealing.seal import FieldSeal

FOLDER = "archive"
SENSITIVE = ("phone", "diet", "needs", "ethnicity", "note")
"""Fields left out in any case, in addition to those of the rule page."""
HEADINGS = ("at", "target", "name", "party", "what", "told")


def write_archive(loaded: LoadedVisit, visit: Visit, seal: FieldSeal | None) -> tuple[str, ...]:
    """Write the archive beside visit.yml; return the names of its files. Raises OSError."""
    files = dict(_files(loaded, visit, seal))
    for name, content in files.items():
        write_file(loaded.folder / FOLDER / name, content)
    return tuple(files)


def _files(
    loaded: LoadedVisit, visit: Visit, seal: FieldSeal | None
) -> Iterator[tuple[str, bytes]]:
    redacted = without_fields(visit, _sensitive_fields(visit))
    yield "plan.xlsx", lists_workbook(redacted, loaded.last_changed)
    yield "statement.xlsx", statement_workbook(redacted, loaded.last_changed)
    if log := change_log(visit, loaded.folder, visit.languages[0], seal).entries:
        yield "changes.csv", _log_csv(log).encode("utf-8")


def _sensitive_fields(visit: Visit) -> Collection[str]:
    rule = visit.limit("confidentiality", "sensitive_fields")
    return {*SENSITIVE, *(rule.words if rule else ())}


def _log_csv(log: Iterable[LogEntry]) -> str:
    """The change log without telephone numbers, oldest entry first."""
    rows = (
        (
            f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else "",
            entry.target,
            line.name,
            line.party,
            redact_telephones("；".join(line.what)),
            line.notified,
        )
        for entry in reversed(tuple(log))
        for line in entry.lines
    )
    return csv_text(HEADINGS, rows)
