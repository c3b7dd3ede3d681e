r"""Reception handbook: one folder per visit becomes a staff handbook and a guest microsite.

The public API is in `generator.api`; its names can be imported from here too:

    import os
    from pathlib import Path
    import generator

    project = generator.load_project(Path("my-office"))
    for slug, findings in generator.findings_by_visit(project).items():
        print(slug, *(f"{finding.place}: {finding.message}" for finding in findings), sep="\n")
    generator.build_project(project, os.environ, events=print)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.api import (
        Agenda,
        BuiltProject,
        BuiltVisit,
        CheckResult,
        Event,
        Finding,
        Link,
        LoadedVisit,
        Project,
        Severity,
        Visit,
        agenda_of,
        build_project,
        card_content,
        check_visit,
        findings_by_visit,
        load_project,
        load_visit,
        visit_links,
    )

__all__ = [
    "Agenda",
    "BuiltProject",
    "BuiltVisit",
    "CheckResult",
    "Event",
    "Finding",
    "Link",
    "LoadedVisit",
    "Project",
    "Severity",
    "Visit",
    "agenda_of",
    "build_project",
    "card_content",
    "check_visit",
    "findings_by_visit",
    "load_project",
    "load_visit",
    "visit_links",
]


def __getattr__(name: str) -> Any:
    # Imported when first used: the API needs most of the program, a single module does not.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("generator.api"), name)
