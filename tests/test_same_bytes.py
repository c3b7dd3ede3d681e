"""What is compared, and how a difference is named: by the card's token, never by a person."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest

from generator.sealing.seal import seal
from tests.same_bytes import compare, differences, export
from tests.support.project import PROJECT

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


def test_the_same_is_the_same(tmp_path: Path) -> None:
    one, other = (project(tmp_path / name, a=sealed("<p>8302")) for name in ("one", "other"))

    assert list(differences(one, other)) == []


def test_cards_come_first_and_by_what_they_show(tmp_path: Path) -> None:
    former = project(tmp_path / "former", a=sealed("<p>8302"), b=sealed("<p>8302"), c="<p>8302")
    present = project(
        tmp_path / "present", a=sealed("<p>8302", "<!---->"), b=sealed("<p>8405"), c="<p>8405"
    )
    write(present / "site/handbook/index.html", "另一手册")
    write(former / "site/guests/case/sw.js", "//")
    write(present / "output/case/new.csv", "")

    cards = "site/guests/case/g"
    assert list(differences(former, present)) == [
        f"{cards}/b.html: the card shows something else",
        f"{cards}/c.html: the card shows something else",
        "    -8302",
        "    +8405",
        f"{cards}/a.html: shows the same, other bytes",
        "site/handbook/index.html: differs",
        "site/guests/case/sw.js: no longer made",
        "output/case/new.csv: not made before",
    ]


def test_a_version_is_taken_as_it_was_committed(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    write(repository / "generator.py", "former")
    git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    write(repository / "generator.py", "present")

    folder = export(repository, "HEAD", tmp_path / "former")

    assert (folder / "generator.py").read_text("utf-8") == "former"


@pytest.mark.proof
def test_a_version_makes_the_same_bytes_as_itself_and_others_than_a_changed_one(
    tmp_path: Path,
) -> None:
    one = export(PROJECT, "HEAD", tmp_path / "one")
    other = export(PROJECT, "HEAD", tmp_path / "other")
    assert compare(one, other, tmp_path / "same") == []

    card = other / "generator/render/card/templates/content.html.j2"
    card.write_text(card.read_text("utf-8").replace("<h1>", '<h1 class="name">'), "utf-8")
    found = compare(one, other, tmp_path / "changed")
    assert found[0].endswith("the card shows something else")
    assert '    +<h1 class="name">' in found
