"""Creates the folder of a new visit: visit.yml and a workbook to fill in."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from generator.build.swap import staging_path
from generator.files import move, write_file
from generator.load import load_standing
from generator.render.starter import VisitNames, starter_workbook, starter_yaml
from generator.settings import Settings

MERGED_BY_LINE = ("told.csv", "attended.csv", "done.csv", "assigned.csv")
"""Files beside visit.yml of which git keeps the lines of both: see CONTRIBUTING, State files."""


def create_visit(
    settings: Settings,
    slug: str,
    first: date,
    last: date,
    language: str,
    names: VisitNames | None = None,
) -> Path:
    """Create the folder of a visit from its `first` to its `last` day; return the folder.

    The folder appears complete or not at all. The first visit brings the JSON Schema for editors,
    with descriptions in a `language`, and the merge rules for git. Raises OSError.
    """
    folder = settings.visits_folder / slug
    standing, _ = load_standing(settings.docs_folder)
    fresh = staging_path(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    text = starter_yaml(
        first,
        last,
        names,
        has_letter=standing.limit("letter", "required_fields", first) is not None,
        has_charges=standing.limit("settlement", "receivable_items", first) is not None,
    )
    (fresh / "visit.yml").write_text(text, "utf-8")
    (fresh / "book.xlsx").write_bytes(starter_workbook(standing, first, last))
    move(fresh, folder)
    schema = settings.visits_folder / "visit.schema.json"
    if not schema.exists():
        schema.write_text(schema_text(language), "utf-8")
    add_merge_rules(settings.root / ".gitattributes", settings.visits)
    return folder


def schema_text(language: str) -> str:
    """Return the JSON Schema of visit.yml, with descriptions in a language."""
    from generator.render.starter.schema import visit_schema  # no other command needs it

    return json.dumps(visit_schema(language), ensure_ascii=False, indent=1) + "\n"


def add_merge_rules(attributes: Path, visits: str) -> None:
    """Add a line to .gitattributes for each file merged by line; its other lines stay.

    Where two people both added lines to such a file, git then keeps the lines of both.
    """
    content = attributes.read_bytes() if attributes.exists() else b""
    rules = (f"{visits}/*/{name} merge=union".encode() for name in MERGED_BY_LINE)
    missing = [rule + b"\n" for rule in rules if rule not in content.splitlines()]
    if missing:
        newline = b"" if content.endswith(b"\n") or not content else b"\n"
        write_file(attributes, content + newline + b"".join(missing))
