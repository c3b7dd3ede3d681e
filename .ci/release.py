"""Check that a version can be released, and release it: `make release VERSION=0.2.0`.

    python .ci/release.py check VERSION    # only checks
    python .ci/release.py tag VERSION      # checks, then commits and tags

Works in the current folder, a git repository. The commit writes the version into pyproject.toml,
begins a section in CHANGELOG.md, and records the pages of offices as they are released. Nothing is
pushed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from generator.init.history import NEXT, page_digest

PYPROJECT = Path("pyproject.toml")
CHANGELOG = Path("CHANGELOG.md")
LOCKS = {
    "requirements.lock": ("print", "publish"),
    "requirements-test.lock": ("print", "publish", "test", "develop"),
}
"""Each lock, with the extras of pyproject.toml that it covers."""
UNRELEASED = "## [Unreleased]"
PAGE_CHANGES = Path("generator/init/page_changes.yml")
RELEASED_PAGES = Path("generator/init/released_pages.yml")


def main(step: str, version: str) -> int:
    """Run a step and return the exit code: 1 if the version cannot be released."""
    problems = list(problems_of(version))
    for problem in problems:
        print(f"release {version}: {problem}", file=sys.stderr)
    if problems:
        return 1
    if step == "tag":
        write_version(version)
        record_pages(version)
        git("commit", "--quiet", "--all", "--message", f"Release {version}")
        git("tag", "--annotate", "--message", f"Release {version}", f"v{version}")
        print(f"Committed and tagged v{version}. To publish it: git push --follow-tags")
    return 0


def problems_of(version: str) -> Iterator[str]:
    """Yield what must be corrected before `version` can be released."""
    current = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["version"]
    try:
        is_higher = Version(version) > Version(current)
    except InvalidVersion:
        yield "this is not a version number, such as 0.2.0"
        return
    if not is_higher:
        yield f"the version must be higher than {current}, the one in {PYPROJECT}"
    if git("status", "--porcelain"):
        yield "the working tree has changes that are not committed"
    if git("tag", "--list", f"v{version}"):
        yield f"the tag v{version} exists"
    if f"## [{version}]" in CHANGELOG.read_text("utf-8"):
        yield f"{CHANGELOG} has a section {version} already"
    if not unreleased().strip():
        yield f"{CHANGELOG} has nothing under {UNRELEASED}"
    for lock, extras in LOCKS.items():
        for requirement in unmet(Path(lock), extras):
            yield f"{lock} does not satisfy {requirement}: run make lock"


def unreleased() -> str:
    """Return the text of the changelog under Unreleased."""
    _, _, below = CHANGELOG.read_text("utf-8").partition(f"\n{UNRELEASED}\n")
    return re.split(r"^## \[", below, maxsplit=1, flags=re.M)[0]


def unmet(lock: Path, extras: tuple[str, ...]) -> Iterator[str]:
    """Yield the requirements of pyproject.toml that the versions in a lock do not satisfy."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    optional = project.get("optional-dependencies", {})
    lines = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", lock.read_text("utf-8"), re.M)
    locked: dict[str, list[str]] = {}  # a package may have a version for each system
    for name, version in lines:
        locked.setdefault(canonicalize_name(name), []).append(version)
    for text in [
        *project["dependencies"],
        *(line for key in extras for line in optional.get(key, ())),
    ]:
        requirement = Requirement(text)
        versions = locked.get(canonicalize_name(requirement.name), ())
        if not any(requirement.specifier.contains(v, prereleases=True) for v in versions):
            yield str(requirement)


def write_version(version: str) -> None:
    """Write the version into pyproject.toml, and give Unreleased the version and today's date."""
    text = PYPROJECT.read_text("utf-8")
    PYPROJECT.write_text(
        re.sub(r'^version = ".*"$', f'version = "{version}"', text, count=1, flags=re.M), "utf-8"
    )
    heading = f"{UNRELEASED}\n\n## [{version}] - {date.today().isoformat()}\n"
    changes = CHANGELOG.read_text("utf-8").replace(f"{UNRELEASED}\n", heading, 1)
    CHANGELOG.write_text(changes, "utf-8")


def record_pages(version: str) -> None:
    """Give the changes of pages the version, and add the digests of all pages."""
    changes = PAGE_CHANGES.read_text("utf-8")
    named = changes.replace(f"- version: {NEXT}\n", f"- version: {version}\n", 1)
    PAGE_CHANGES.write_text(named, "utf-8")
    digests = (
        f'  {path.as_posix()}: "{page_digest(path.read_bytes())}"\n'
        for folder in ("docs", "profiles")
        for path in sorted(Path(folder).rglob("*.md"))
    )
    released = RELEASED_PAGES.read_text("utf-8")
    RELEASED_PAGES.write_text(f"{released}{version}:\n{''.join(digests)}", "utf-8")


def git(*arguments: str) -> str:
    """Run git and return its output. Raises CalledProcessError if git fails."""
    command = ["git", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in {"check", "tag"}:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
