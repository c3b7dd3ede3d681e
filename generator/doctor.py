"""Examines the machine and the project for problems that would stop the office's work."""

from __future__ import annotations

import platform
import shutil
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from filelock import FileLock, Timeout
from packaging.requirements import Requirement

from generator.build.lock import FILE as LOCK_FILE
from generator.changes.publications import publications
from generator.findings import Severity
from generator.init.answers import has_answers
from generator.init.history import is_newer
from generator.init.project import DISTRIBUTION
from generator.init.update_state import read_state
from generator.project import visit_folders
from generator.render.paper.fonts import (
    PrintingError,
    installed_fonts,
    sans_families,
    typst_module,
)
from generator.render.paper.glyphs import missing_glyphs
from generator.sealing.links import fingerprint_of
from generator.sealing.secret import SecretError, exported_key, read_secret
from generator.settings import Settings

RARE_CHARACTERS = "㛃䶮喆堃𬭎𬍛𬱖"
"""Characters of names that small Chinese fonts lack."""
LEAST_SPACE, ENOUGH_SPACE = 100_000_000, 500_000_000
"""Free bytes: without the first a build fails; the second has room for some visits' paper."""
AT_THE_DESK = "HANDBOOK_DESK"
"""The environment variable that the desk gives to its commands; its own port is taken."""
_MOST_NAMED = 5
_LEAST_PYTHON = (3, 11)
_FIRST_RELEASE = datetime(2026, 11, 1, tzinfo=UTC)
_LOCKS = ("~$*", ".~*")
"""Files that Excel, and WPS or LibreOffice, keep beside a workbook while it is open."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One result of the examination; its text is `doctor.<key>` in the vocabulary.

    `severity` is None where all is well.
    """

    key: str
    severity: Severity | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def examine(
    settings: Settings | None, now: datetime, port: int, environment: Mapping[str, str]
) -> Iterator[Examined]:
    """Look at the machine, then at the project if there is one; `now` is aware."""
    yield from _program()
    yield from _libraries(_requirements())
    yield from _printing()
    yield _port(port, environment)
    yield _browser()
    if settings is None:
        yield Examined("no_project", Severity.WARNING)
        yield _clock(now, None, ())
        return
    yield from _pages(settings.root)
    yield from _folders(settings)
    yield _space(settings.root)
    yield from _open_files(settings)
    yield _clock(now, settings, _published(settings))
    yield from _keys(settings, environment)


def _program() -> Iterator[Examined]:
    version, python = metadata.version(DISTRIBUTION), platform.python_version()
    values = {"version": version, "python": python, "system": platform.platform(terse=True)}
    if sys.version_info < _LEAST_PYTHON:
        yield Examined("old_python", Severity.ERROR, values)
    else:
        yield Examined("program", None, values)


def _requirements() -> tuple[Requirement, ...]:
    return tuple(map(Requirement, metadata.requires(DISTRIBUTION) or ()))


def _libraries(requirements: Iterable[Requirement]) -> Iterator[Examined]:
    """Libraries that are missing or too old or new: the program's own, and those of its extras."""
    missing: dict[str, list[str]] = {"": [], "print": [], "publish": []}
    for requirement in requirements:
        for extra, names in missing.items():
            if _is_needed(requirement, extra) and not _is_installed(requirement):
                names.append(f"{requirement.name}{requirement.specifier}")
                break
    severities = {"": Severity.ERROR, "print": Severity.WARNING, "publish": None}
    for extra, names in missing.items():
        key = f"libraries_{extra}" if extra else "libraries"
        if names:
            yield Examined(f"no_{key}", severities[extra], {"names": "、".join(names)})
        else:
            yield Examined(key)


def _is_needed(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _is_installed(requirement: Requirement) -> bool:
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return False
    return requirement.specifier.contains(version, prereleases=True)


def _printing() -> Iterator[Examined]:
    """Whether typst runs, which font prints Chinese, and what rare characters of names it lacks."""
    try:
        typst = typst_module()
        typst.compile(RARE_CHARACTERS.encode(), font_paths=installed_fonts())
        lacking = missing_glyphs([RARE_CHARACTERS])
        families = sans_families()
    except PrintingError as problem:
        # A library that is not installed was reported; one that is may still not be loaded.
        if not isinstance(problem.__context__, ModuleNotFoundError):
            yield Examined("typst_fails", Severity.WARNING, {"why": problem.__context__})
        return
    except Exception as problem:  # whatever typst raises where it cannot run
        yield Examined("typst_fails", Severity.WARNING, {"why": problem})
        return
    yield Examined("typst", None, {"version": metadata.version("typst")})
    if lacking:
        values = {"font": families[0], "characters": " ".join(lacking)}
        yield Examined("rare_characters", Severity.WARNING, values)
    else:
        yield Examined("fonts", None, {"font": families[0]})


def _port(port: int, environment: Mapping[str, str]) -> Examined:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return Examined("port", None, {"port": port})
    except OSError:
        if environment.get(AT_THE_DESK):
            return Examined("port_of_desk", None, {"port": port})
        return Examined("port_taken", Severity.WARNING, {"port": port})


def _browser() -> Examined:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return Examined("no_browser", Severity.WARNING)
    return Examined("browser")


def _pages(root: Path) -> Iterator[Examined]:
    """Whether the pages of an office's project are those of this version, with none left open."""
    if not has_answers(root):
        return
    state, version = read_state(root), metadata.version(DISTRIBUTION)
    waiting = [page.beside for page in state.open.values() if (root / page.beside).is_file()]
    if state.version and state.version != version:
        values = {"former": state.version, "version": version}
        key = "program_older" if is_newer(state.version, version) else "pages_former"
        yield Examined(key, Severity.WARNING, values)
    if waiting:
        some = waiting[:_MOST_NAMED] + (["…"] if len(waiting) > _MOST_NAMED else [])
        values = {"n": str(len(waiting)), "files": "、".join(some)}
        yield Examined("pages_open", Severity.WARNING, values)
    elif state.version == version:
        yield Examined("pages_current")


def _folders(settings: Settings) -> Iterator[Examined]:
    """The folders that cannot be written to, of those that the program writes."""
    folders = (
        settings.root, settings.visits_folder, settings.docs_folder, settings.site_folder,
        settings.output_folder, settings.secrets_folder,
    )  # fmt: skip
    refused = [folder for folder in folders if folder.exists() and not _is_writable(folder)]
    for folder in refused:
        yield Examined("not_writable", Severity.ERROR, {"folder": folder})
    if not refused:
        yield Examined("writable", None, {"folder": settings.root})


def _is_writable(folder: Path) -> bool:
    """Whether a file can be made in the folder: permissions are not reliable on network drives."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-"):
            return True
    except OSError:
        return False


def _space(folder: Path) -> Examined:
    free = shutil.disk_usage(folder).free
    values = {"megabytes": f"{free // 1_000_000:,}"}
    if free < ENOUGH_SPACE:
        return Examined(
            "little_space", Severity.ERROR if free < LEAST_SPACE else Severity.WARNING, values
        )
    return Examined("space", None, values)


def _open_files(settings: Settings) -> Iterator[Examined]:
    """Workbooks that are open in Excel, WPS or LibreOffice, and a build that is running."""
    folders = (settings.visits_folder, settings.output_folder)
    open_files = sorted(
        {path for folder in folders for pattern in _LOCKS for path in folder.rglob(pattern)}
    )
    for path in open_files:
        yield Examined(
            "workbook_open", Severity.WARNING, {"folder": path.parent, "file": path.name}
        )
    lock = settings.output_folder / LOCK_FILE
    try:
        if lock.exists():
            with FileLock(lock, timeout=0):
                pass
    except Timeout:
        yield Examined("building", Severity.WARNING)
        return
    if not open_files:
        yield Examined("nothing_open")


def _published(settings: Settings) -> tuple[datetime, ...]:
    return tuple(record.at for folder in visit_folders(settings) for record in publications(folder))


def _clock(now: datetime, settings: Settings | None, published: Iterable[datetime]) -> Examined:
    """Whether the clock is behind what was already done: cards count days by it."""
    known = [_FIRST_RELEASE, *published]
    if settings:
        files = (settings.root / "mkdocs.yml", *settings.visits_folder.glob("*/*.*"))
        known += [datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in files]
    values = {"now": f"{now:%Y-%m-%d %H:%M}", "zone": now.tzname() or ""}
    if now < max(known) - timedelta(days=1):
        return Examined("clock_behind", Severity.ERROR, values)
    return Examined("clock", None, values)


def _keys(settings: Settings, environment: Mapping[str, str]) -> Iterator[Examined]:
    """Keys that are missing, unusable or on this machine alone."""
    for folder in visit_folders(settings):
        try:
            key = read_secret(folder.name, settings, environment)
        except SecretError:
            yield Examined("key_unusable", Severity.ERROR, {"slug": folder.name})
            continue
        if key is None:
            if publications(folder):
                yield Examined("key_missing", Severity.ERROR, {"slug": folder.name})
        elif exported_key(folder.name, settings) == fingerprint_of(key):
            yield Examined("key_exported", None, {"slug": folder.name})
        else:
            yield Examined("key_not_exported", Severity.WARNING, {"slug": folder.name})
