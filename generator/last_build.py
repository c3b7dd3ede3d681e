"""The inputs, outputs and report of the last build, so that a build without changes ends early.

`handbook build` looks here before the rest of the program is imported, which takes longer than
everything that is compared. If nothing differs, it prints again what the last build would print
about an unchanged project. If in doubt, it builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.files import write_office_file
from generator.font_folders import font_folders
from generator.settings import project_root

FILE = "output/last_build.json"
FORM = 1
"""The format of the file. Another is not read."""
_OUTPUTS = ("site", "output")
_NOT_COMPARED = {".lock", "last_build.json"}
_OF_THE_SESSION = {"_", "OLDPWD", "PWD", "SHLVL"}
"""Variables that every terminal or command has differently, and that no output depends on."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build: digests of what it was made from and of what it wrote, and what it reports.

    `inputs` are the paths of the files and folders that it read, from the project's folder. `days`
    has the date by time zone, `report` the texts by stream, in their order; `code` is the exit
    code.
    """

    form: int
    inputs: Sequence[str]
    inputs_digest: str
    outputs_digest: str
    days: Mapping[str, str]
    report: Sequence[tuple[str, str]]
    code: int


def report_again(arguments: Sequence[str]) -> int | None:
    """Print the last build's report again if nothing has changed since; return its exit code.

    None where something has changed, or where the arguments are not those of a build.
    """
    if arguments[:1] != ["build"] or (root := project_root(Path.cwd())) is None:
        return None
    last = _read(root)
    if last is None or not _is_current(last, root, arguments):
        return None
    for stream, text in last.report:
        target = getattr(sys, stream)
        target.flush()
        target.buffer.write(text.encode(_encoding(target), "replace"))
        target.flush()
    return last.code


def digest_of_inputs(root: Path, inputs: Iterable[str], arguments: Sequence[str]) -> str:
    """A digest of all that a build depends on, but for the day.

    Taken before anything is read: what changes during a build is then taken for a change after it.
    """
    return _digest(
        (arguments, str(root), sys.version, sys.executable),
        sorted(item for item in os.environ.items() if item[0] not in _OF_THE_SESSION),
        [(stream.isatty(), _encoding(stream)) for stream in (sys.stdout, sys.stderr)],
        shutil.get_terminal_size(),
        _stats(Path(__file__).parent),
        installed_packages(),
        font_folders(),
        [_contents(root / name) for name in inputs],
    )


def installed_packages() -> list[str]:
    """The installed packages, each with its version."""
    return sorted(name for folder in sys.path for name in _names(folder) if "-info" in name)


def remember(
    root: Path,
    inputs: Sequence[str],
    inputs_digest: str,
    zones: Iterable[str],
    report: Sequence[tuple[str, str]],
    code: int,
) -> None:
    """Write down a build that is finished. Raises OSError."""
    last = LastBuild(
        FORM, inputs, inputs_digest, _digest_of_outputs(root), _days(zones), report, code
    )
    write_office_file(root / FILE, json.dumps(asdict(last), ensure_ascii=False).encode())


def _read(root: Path) -> LastBuild | None:
    """The last build; None where it is not known."""
    try:
        last = LastBuild(**json.loads((root / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return last if last.form == FORM else None


def _is_current(last: LastBuild, root: Path, arguments: Sequence[str]) -> bool:
    try:
        return (
            _days(last.days) == last.days
            and _digest_of_outputs(root) == last.outputs_digest
            and digest_of_inputs(root, last.inputs, arguments) == last.inputs_digest
        )
    except (OSError, LookupError, TypeError, ValueError):  # a file that was just removed
        return False


def _days(zones: Iterable[str]) -> dict[str, str]:
    """Today's date by time zone; no date where the time is fixed by a variable."""
    fixed = "SOURCE_DATE_EPOCH" in os.environ
    now = datetime.now(UTC)
    return {zone: "" if fixed else str(now.astimezone(ZoneInfo(zone)).date()) for zone in zones}


def _digest_of_outputs(root: Path) -> str:
    """A digest of the names, sizes and times of all files that builds write."""
    return _digest(*(_stats(root / name) for name in _OUTPUTS))


def _stats(folder: Path) -> list[tuple[str, int, int]]:
    """The path, size (bytes) and time (ns) of each file under a folder."""
    stats = []
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in sorted(set(names) - _NOT_COMPARED):
            file = os.path.join(path, name)  # noqa: PTH118 (ten thousand files)
            status = os.stat(file)  # noqa: PTH116
            stats.append((file, status.st_size, status.st_mtime_ns))
    return stats


def _contents(path: Path) -> list[tuple[str, int, str]]:
    """The path, permissions and digest of a file, or of each file in a folder.

    Links to folders are followed, as a build follows them: a visit may be on a shared drive.
    """
    files = sorted(_files_in(path)) if path.is_dir() else [path]
    return [
        (str(file), file.stat().st_mode, hashlib.sha256(file.read_bytes()).hexdigest())
        for file in files
        if file.is_file()
    ]


def _files_in(folder: Path) -> Iterator[Path]:
    for path, _, names in os.walk(folder, followlinks=True):
        yield from (Path(path, name) for name in names)


def _names(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []  # noqa: PTH112, PTH208


def _encoding(stream: object) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return "utf-8" if encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968"} else encoding


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()
