"""`python -m tests.bench.handbook build`: `handbook build` with the sheets of v0.1.0.

A build prints more sheets today; the benchmark does not, so that its work stays the same. If the
variable STEPS_FILE names a file, the time of each step is appended to it.
"""

from __future__ import annotations

import json
import os
import resource
import runpy
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from time import perf_counter
from types import ModuleType
from typing import Any

STARTED = perf_counter()
STEPS_FILE = "RECEPTION_BENCH_STEPS"
SHEETS = ("cards", "signs", "poster", "duties", "handbook", "staff-handbook", "statement")
"""Those that v0.1.0 prints."""
START = "start and imports"
PARTS = "parts of sheets, typeset"
"""Only a large visit has them; the step of each sheet is then their drafts."""
FIRST = "generator.project"
"""The module with the first step: what is before it is the start."""
STEPS: Mapping[str, Mapping[str, str]] = {
    "generator.project": {"load_project": "loading", "findings_by_visit": "checks"},
    "generator.build.visit": {"build_visit": "microsite"},
    "generator.build.office_files": {"build_office_files": "paper and lists"},
    "generator.build.handbook": {"update_handbook": "staff handbook, all of it"},
    "generator.handbook_pages": {"handbook_pages": "the visits' pages"},
    "generator.plugin": {"build_site": "MkDocs"},
    "generator.build.tree": {
        "_update_file": "file",
        "_update_folder": "file",
        "_render_all": PARTS,
    },
    "generator.last_build": {"remember": "record of the build"},
}
"""The functions that are timed, by module, and the names of their steps. A step "file" is named
after the first argument's path."""


class AfterImport(MetaPathFinder, Loader):
    """Calls a function with each of some modules, as soon as the module is imported."""

    def __init__(self, actions: Mapping[str, Callable[[ModuleType], None]]) -> None:
        self.actions = actions
        self.loaders: dict[str, Any] = {}

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname not in self.actions:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None:
            self.loaders[fullname], spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: Any) -> Any:
        return self.loaders[spec.name].create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        module.__spec__.loader = module.__loader__ = self.loaders[module.__name__]
        self.loaders[module.__name__].exec_module(module)
        self.actions[module.__name__](module)


def keep_sheets(module: ModuleType) -> None:
    """Print the sheets of v0.1.0 only."""
    for name in set(module.SHEETS) - set(SHEETS):
        del module.SHEETS[name]


def time_functions(module: ModuleType) -> None:
    """Record the time of each call of a module's functions that are steps."""
    if module.__name__ == FIRST:
        module.load_project = started(module.load_project)
    for name, step in STEPS[module.__name__].items():
        # A step of another version may have another name: then it has no row.
        if function := getattr(module, name, None):
            setattr(module, name, timed(function, step))


def started(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that does the same, and records that the program has started."""

    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        record(START, STARTED, _processors())
        return function(*arguments, **named)

    return call


def timed(function: Callable[..., Any], step: str) -> Callable[..., Any]:
    """Return a function that does the same, and records its time."""

    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        start, used = perf_counter(), _processors()
        try:
            return function(*arguments, **named)
        finally:
            name = str(arguments[0].path).partition("/")[0] if step == "file" else step
            record(name, start, _processors() - used)

    return call


def record(step: str, start: float, cpu: float) -> None:
    """Append a step that ends now to the file, at once: processes that are forked do so too."""
    wall, begun, process = perf_counter() - start, start - STARTED, os.getpid()
    taken = {"name": step, "process": process, "begun": begun, "wall": wall, "cpu": cpu}
    with open(os.environ[STEPS_FILE], "a", encoding="utf-8") as file:  # noqa: PTH123 (imports nothing)
        file.write(json.dumps(taken) + "\n")


def _processors() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main() -> None:
    """Run the command."""
    actions: dict[str, Callable[[ModuleType], None]] = {
        "generator.render.paper.sheets": keep_sheets
    }
    if STEPS_FILE in os.environ:
        actions |= dict.fromkeys(STEPS, time_functions)
    sys.meta_path.insert(0, AfterImport(actions))
    runpy.run_module("generator", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
