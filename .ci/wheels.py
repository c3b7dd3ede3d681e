"""Collect the wheels from which an office installs the program without a network.

    python .ci/wheels.py win_amd64 3.12     # or another of PLATFORMS

Writes dist/<platform>-<python>/: our own wheel with the packages of requirements.lock for that
platform, their hashes (install.txt), their licences (LICENCES.md, licences/) and how to install.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath
from runpy import run_path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGE, EXTRAS = "reception-handbook", {"print", "publish"}
LICENCE_NAMES = re.compile(r"(licen[cs]e|copying|notice|ofl|authors)", re.IGNORECASE)
HOMES = ("source", "source code", "repository", "github", "code", "homepage", "home")
FONTS = run_path(str(ROOT / ".ci/sbom.py"))["FONTS"]


@dataclass(frozen=True)
class Platform:
    """A system: the tags of its wheels, and the values of markers in requirements."""

    tags: tuple[str, ...]
    sys_platform: str
    system: str
    machine: str

    def markers(self, python: str) -> dict[str, str]:
        """The values of markers for a version of Python such as 3.12."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.system,
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": self.sys_platform,
        }


def _manylinux(machine: str) -> Platform:
    """Linux with glibc 2.28 of 2018, which Kylin V10 and UnionTech 20 have."""
    tags = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1))
    legacy = (f"manylinux2014_{machine}", f"manylinux2010_{machine}", f"manylinux1_{machine}")
    return Platform((*tags, *legacy), "linux", "Linux", machine)


PLATFORMS = {
    "win_amd64": Platform(("win_amd64",), "win32", "Windows", "AMD64"),
    "macosx_arm64": Platform(("macosx_13_0_arm64",), "darwin", "Darwin", "arm64"),
    "macosx_x86_64": Platform(("macosx_13_0_x86_64",), "darwin", "Darwin", "x86_64"),
    "manylinux_x86_64": _manylinux("x86_64"),
    "manylinux_aarch64": _manylinux("aarch64"),
}


@dataclass(frozen=True)
class Wheel:
    """A wheel: its metadata, and its texts of licences by their paths in it."""

    path: Path
    name: str
    version: str
    licence: str
    home: str
    requires: tuple[Requirement, ...]
    texts: Mapping[str, bytes]


def main(platform: str, python: str, target: str | None = None) -> None:
    """Collect the wheels for a platform and a version of Python."""
    if platform not in PLATFORMS:
        raise SystemExit(f"PLATFORM is one of: {', '.join(PLATFORMS)}")
    folder = Path(target) if target else ROOT / "dist" / f"{platform}-{python}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    build_own(folder)
    download(folder, PLATFORMS[platform], python)
    wheels = {wheel.name: wheel for wheel in map(read_wheel, sorted(folder.glob("*.whl")))}
    needed = with_requirements(wheels, PLATFORMS[platform].markers(python))
    for name in wheels.keys() - needed:  # what builds our own wheel is in the lock too
        wheels.pop(name).path.unlink()
    write_hashes(folder, wheels.values())
    write_licences(folder, wheels)
    readme = (ROOT / ".ci/wheels-readme.txt").read_text("utf-8")
    # With its mark and line ends, every version of Notepad shows it.
    (folder / "安装说明.txt").write_text(readme, "utf-8-sig", newline="\r\n")
    size = sum(wheel.path.stat().st_size for wheel in wheels.values())
    print(f"{folder}: {len(wheels)} wheels, {size / 1e6:.0f} MB")


def build_own(folder: Path) -> None:
    """Build the wheel of this repository."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def download(folder: Path, platform: Platform, python: str) -> None:
    """Download the packages of the lock for a platform; pip compares their hashes.

    pip would evaluate the markers of requirements for this machine, so they are evaluated here.
    """
    lines = locked(ROOT / "requirements.lock", platform.markers(python))
    wanted = folder / "install.txt"
    wanted.write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(wanted)]
    command += ["-d", str(folder), "--python-version", python, "--implementation", "cp"]
    command += [part for tag in platform.tags for part in ("--platform", tag)]
    subprocess.run(command, check=True)


def locked(lock: Path, markers: Mapping[str, str]) -> Iterator[str]:
    """The lines of a lock that apply, with their hashes and without their markers."""
    text = lock.read_text("utf-8").replace("\\\n", "")
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            pinned, *hashes = line.split("--hash=")
            requirement = Requirement(pinned)
            if requirement.marker is None or requirement.marker.evaluate(dict(markers)):
                given = " ".join(f"--hash={value.strip()}" for value in hashes)
                yield f"{requirement.name}{requirement.specifier} {given}"


def read_wheel(path: Path) -> Wheel:
    """Read a wheel's metadata and licences."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        (metadata,) = [name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        headers = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
        info = metadata.partition("/")[0]
        texts = {
            PurePosixPath(name).relative_to(info).as_posix(): archive.read(name)
            for name in names
            if name.startswith(f"{info}/") and not name.endswith("/")
            if "/licenses/" in name or LICENCE_NAMES.match(PurePosixPath(name).name)
        }
    classifiers = (value.split(" :: ") for value in headers.get_all("Classifier") or ())
    named = " / ".join(parts[-1] for parts in classifiers if parts[0] == "License")
    written = (headers.get("License") or "").partition("\n")[0]
    return Wheel(
        path,
        canonicalize_name(headers["Name"]),
        headers["Version"],
        headers.get("License-Expression") or named or written,
        home_of(headers),
        tuple(map(Requirement, headers.get_all("Requires-Dist") or ())),
        texts,
    )


def home_of(headers: Message) -> str:
    """Where a package is from: its source, or the first address that its metadata names."""
    named = [value.split(", ", 1) for value in headers.get_all("Project-URL") or ()]
    addresses = {label.lower(): address for label, address in named}
    found = [addresses[label] for label in HOMES if label in addresses]
    return (*found, headers.get("Home-page"), *addresses.values(), "")[0] or ""


def with_requirements(wheels: Mapping[str, Wheel], markers: Mapping[str, str]) -> set[str]:
    """Our package and all that it requires on a platform; exit where a wheel is missing."""
    pending = [(PACKAGE, frozenset(EXTRAS))]
    needed: set[tuple[str, frozenset[str]]] = set()
    while pending:
        name, extras = item = pending.pop()
        if item in needed:
            continue
        needed.add(item)
        for requirement in wheels[name].requires:
            values = [{**markers, "extra": extra} for extra in ("", *extras)]
            marker = requirement.marker
            if marker is None or any(marker.evaluate(given) for given in values):
                required = canonicalize_name(requirement.name)
                wheel = wheels.get(required)
                if wheel is None or not requirement.specifier.contains(wheel.version, True):
                    raise SystemExit(f"{name} requires {requirement}, which is not in the lock")
                pending.append((required, frozenset(requirement.extras)))
    return {name for name, _ in needed}


def write_hashes(folder: Path, wheels: Iterable[Wheel]) -> None:
    """Write install.txt: what to install, with the digests of the files in the folder."""
    lines = []
    for wheel in wheels:
        extras = f"[{','.join(sorted(EXTRAS))}]" if wheel.name == PACKAGE else ""
        digest = hashlib.sha256(wheel.path.read_bytes()).hexdigest()
        lines.append(f"{wheel.name}{extras}=={wheel.version} --hash=sha256:{digest}\n")
    (folder / "install.txt").write_text("".join(lines), "utf-8")


def write_licences(folder: Path, wheels: Mapping[str, Wheel]) -> None:
    """Write LICENCES.md and the texts of licences; exit where a package's is not known."""
    if unknown := [wheel.name for wheel in wheels.values() if not wheel.licence]:
        raise SystemExit(f"no licence is known for: {', '.join(unknown)}")
    rows = ["| package | version | licence | texts | home |", "|---|---|---|---|---|"]
    for wheel in wheels.values():
        beside = folder / "licences" / f"{wheel.name}-{wheel.version}"
        for name, text in wheel.texts.items():
            path = beside / name.removeprefix("licenses/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        texts = f"licences/{beside.name}/" if wheel.texts else "at its home"
        cells = (wheel.name, wheel.version, wheel.licence, texts, wheel.home)
        rows.append(f"| {' | '.join(cells)} |")
    rows += ["", "Fonts within packages:", "", "| font | licence | package |", "|---|---|---|"]
    rows += [f"| {' | '.join(font)} |" for font in FONTS if font[2] in wheels]
    (folder / "LICENCES.md").write_text("# Licences\n\n" + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
