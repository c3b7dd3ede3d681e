"""`make same-bytes REV=…`: the output files that differ from those of another version.

That version and the working tree build the samples and an invented visit of that version, with the
same secrets and the same clock. Prints each file that differs, cards first and by their unsealed
content; exits with 1 if one differs.
"""

from __future__ import annotations

import argparse
import base64
import csv
import difflib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.sealing.secret import SECRET_BYTES, variable_of
from tests.support.project import PROJECT
from tests.support.sealed import is_sealed, key_in, opened

MAKE_VISIT = """
from pathlib import Path
from generator.sample import write_sample
write_sample(Path("visits/made"), guests=60, seed=1)
"""
NOON = "1779076800"  # 18 May 2026, 12 o'clock in Shanghai
RECORDS = {
    *("manifest.json", "outputs.json", "handbook.json", "handbook_files.json"),
    *("last_build.json", ".lock"),
}
"""Records of a build: they contain the times of files, which always differ."""
MOST_LINES = 20
"""Lines that are printed of the first card's difference."""

Tree = Mapping[str, bytes]


def main(arguments: list[str] | None = None) -> int:
    """Compare, print the differences, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rev", help="a tag, branch or commit of this repository")
    rev = parser.parse_args(arguments).rev
    with TemporaryDirectory() as folder:
        sources = export(PROJECT, rev, Path(folder, "sources"))
        lines = compare(sources, PROJECT, Path(folder))
    print("\n".join(lines or [f"{rev} and the working tree write the same bytes"]))
    return 1 if lines else 0


def compare(former_sources: Path, present_sources: Path, folder: Path) -> list[str]:
    """Build the projects of a former version by it and by the present one; describe differences."""
    former, present = folder / "former", folder / "present"
    lay_out(former_sources, former)
    shutil.copytree(former, present)
    build(former_sources, former)
    build(present_sources, present)
    return list(differences(former, present))


def export(repository: Path, rev: str, folder: Path, *names: str) -> Path:
    """Write the files of a commit to a new folder, or those that are named and what is in them.

    Raises CalledProcessError where there is no such commit, or no such name in it.
    """
    command = ["git", "-C", str(repository), "archive", rev, *names]
    archive = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def lay_out(sources: Path, project: Path) -> None:
    """Create an office's project from a version: its samples and an invented visit."""
    project.mkdir(parents=True)
    for name in ("docs", "visits"):
        shutil.copytree(sources / name, project / name)
    shutil.copy2(sources / "mkdocs.yml", project)
    run(sources, project, "-c", MAKE_VISIT)


def build(sources: Path, project: Path) -> None:
    """Build a project by the program in `sources`; findings on visits are not an error."""
    slugs = [path.parent.name for path in project.glob("visits/*/visit.yml")]
    secret = base64.urlsafe_b64encode(bytes(range(SECRET_BYTES))).decode("ascii")
    run(sources, project, "-m", "generator", "build", **{variable_of(s): secret for s in slugs})


def run(sources: Path, project: Path, *arguments: str, **environment: str) -> None:
    """Run the program in `sources` with this Python's libraries; exit if it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**os.environ, **environment, "PYTHONPATH": str(sources), "SOURCE_DATE_EPOCH": NOON},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode not in {0, 1} or "Traceback" in done.stderr:
        sys.exit(f"{sources}: {' '.join(arguments)}\n{done.stdout}{done.stderr}")


def differences(former: Path, present: Path) -> Iterator[str]:
    """Yield a line for each file that differs between two built projects, cards first."""
    before, after = files_in(former), files_in(present)
    keys = keys_of(present)
    changed = [path for path in sorted(before) if after.get(path, before[path]) != before[path]]
    cards = [path for path in changed if is_card(path)]
    shown = {
        path: tuple(content_of(tree[path], keys.get(path)) for tree in (before, after))
        for path in cards
    }
    changed_cards = [path for path, (old, new) in shown.items() if old != new]
    yield from (f"{path}: the card has different content" for path in changed_cards)
    if changed_cards:
        yield from first_lines(*shown[changed_cards[0]])
    yield from (
        f"{path}: the same content in different bytes"
        for path in cards
        if path not in changed_cards
    )
    yield from (f"{path}: differs" for path in changed if path not in cards)
    yield from (f"{path}: no longer written" for path in sorted(before.keys() - after.keys()))
    yield from (f"{path}: not written before" for path in sorted(after.keys() - before.keys()))


def files_in(project: Path) -> Tree:
    """Return the built files of a project, without the records of the build."""
    paths = (path for name in ("site", "output") for path in (project / name).rglob("*"))
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in paths
        if path.is_file() and path.name not in RECORDS and ".shells" not in path.parts
    }


def is_card(path: str) -> bool:
    """Tell whether a path is that of somebody's card."""
    return re.fullmatch(r"site/guests/[^/]+/g/[^/]+\.html", path) is not None


def keys_of(project: Path) -> dict[str, bytes]:
    """Return the key of each sealed card, by the card's path."""
    keys = {}
    for path in project.glob("output/*/links.csv"):
        for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()):
            address, sealed, _ = row["url"].partition("#k=")
            if sealed:
                card = f"site/guests/{path.parent.name}/g/{address.rpartition('/')[2]}"
                keys[card] = key_in(row["url"])
    return keys


def content_of(page: bytes, key: bytes | None) -> str:
    """Return a card's content; the page itself if it is not sealed, or has no key (a decoy)."""
    text = page.decode("utf-8")
    return opened(text, key) if key and is_sealed(text) else text


def first_lines(before: str, after: str) -> list[str]:
    """Return the first lines in which two cards differ, one tag per line."""
    old, new = (text.replace(">", ">\n").splitlines() for text in (before, after))
    difference = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
    return [f"    {line}" for line in difference if not line.startswith("@@")][:MOST_LINES]


if __name__ == "__main__":
    sys.exit(main())
