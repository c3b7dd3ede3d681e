"""The comparison of outputs names a difference by a card's token, never by a person."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest

from generator.sealing.seal import seal
from tests.support.project import PROJECT
from tests.tools.same_bytes import compare, differences, export

KEY = bytes(range(32))


def sealed(content: str, around: str = "") -> str:
    text = base64.b64encode(seal(content.encode("utf-8"), KEY, b"token|0")).decode("ascii")
    return f'{around}<pre id="sealed" hidden data-bound="token|0">{text}</pre>'


def project(root: Path, **cards: str) -> Path:
    """A built project: a visit's cards, its links, and a page of the handbook."""
    key = base64.urlsafe_b64encode(KEY).decode("ascii").rstrip("=")
    links = [f"梁正远,https://g.example/case/g/{name}.html#k={key}" for name in cards]
    write(root / "output/case/links.csv", "\n".join(["name,url", *links]))
    write(root / "site/handbook/index.html", "手册")
    write(root / "output/case/manifest.json", str(root))
    for name, page in cards.items():
        write(root / f"site/guests/case/g/{name}.html", page)
    return root


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def test_equal_projects_have_no_difference(tmp_path: Path) -> None:
    former, present = (
        project(tmp_path / name, a=sealed("<p>8302")) for name in ("former", "present")
    )

    assert list(differences(former, present)) == []


def test_cards_come_first_and_are_compared_by_their_content(tmp_path: Path) -> None:
    former = project(tmp_path / "former", a=sealed("<p>8302"), b=sealed("<p>8302"), c="<p>8302")
    present = project(
        tmp_path / "present", a=sealed("<p>8302", "<!---->"), b=sealed("<p>8405"), c="<p>8405"
    )
    write(present / "site/handbook/index.html", "另一手册")
    write(former / "site/guests/case/sw.js", "//")
    write(present / "output/case/new.csv", "")

    cards = "site/guests/case/g"
    assert list(differences(former, present)) == [
        f"{cards}/b.html: the card has different content",
        f"{cards}/c.html: the card has different content",
        "    -8302",
        "    +8405",
        f"{cards}/a.html: the same content in different bytes",
        "site/handbook/index.html: differs",
        "site/guests/case/sw.js: no longer written",
        "output/case/new.csv: not written before",
    ]


def test_a_version_has_its_committed_files(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    write(repository / "generator.py", "former")
    git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    write(repository / "generator.py", "present")

    folder = export(repository, "HEAD", tmp_path / "former")

    assert (folder / "generator.py").read_text("utf-8") == "former"


@pytest.mark.proof
def test_a_version_builds_the_same_bytes_as_itself_and_not_as_a_changed_one(
    tmp_path: Path,
) -> None:
    former = export(PROJECT, "HEAD", tmp_path / "former")
    present = export(PROJECT, "HEAD", tmp_path / "present")
    assert compare(former, present, tmp_path / "same") == []

    card = present / "generator/render/card/templates/content.html.j2"
    card.write_text(card.read_text("utf-8").replace("<h1>", '<h1 class="name">'), "utf-8")
    lines = compare(former, present, tmp_path / "changed")
    assert lines[0].endswith("the card has different content")
    assert '    +<h1 class="name">' in lines
