"""The wheel carries the pages that `handbook init` writes, and nothing of the sample."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import yaml

from generator import load_project
from generator.init.sample_marks import without_sample
from generator.init.source import program_pages
from tests.support.project import PROJECT
from tests.support.wheels import build_wheel

PREFIX = "generator/init/pages/"
GENERIC = {
    *("县博物馆", "县人民医院", "县政府机关"),
    *("County Museum", "County People's Hospital", "County Government Offices"),
}
"""Places of the sample that every county has."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files in a wheel that is built here, by path."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(build_wheel(folder)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_has_the_pages_that_offices_get(wheel: dict[str, bytes]) -> None:
    packed = {
        name.removeprefix(PREFIX): content
        for name, content in wheel.items()
        if name.startswith(PREFIX)
    }

    assert packed == without_sample(program_pages())
    assert not [name for name in packed if name.startswith("docs/venues/") and "index" not in name]


def test_pages_of_a_wheel_lose_nothing_more() -> None:
    once = without_sample(program_pages())

    assert without_sample(once) == once


def test_no_file_of_the_wheel_names_people_or_things_of_the_sample(
    wheel: dict[str, bytes],
) -> None:
    sample = names_of_the_sample()
    assert len(sample) > 120

    traces = {
        path: found
        for path, content in wheel.items()
        if (found := sample & words_of(content.decode("utf-8", "ignore"), sample))
    }

    assert traces == {}, "examples in code name 张三, 李四, 云来宾馆, 高铁东站, 省A·00001"


def words_of(text: str, names: set[str]) -> set[str]:
    return {name for name in names if name in text}


def names_of_the_sample() -> set[str]:
    """People, telephones, plates and places of the visits and pages of this repository."""
    visits = [loaded.visit for loaded in load_project(PROJECT).visits if loaded.visit]
    people = [person for visit in visits for person in visit.people.values()]
    fleet = front_matter(PROJECT / "docs/fleet.md")["vehicles"]
    venues = [front_matter(path) for path in (PROJECT / "docs/venues").glob("*.md")]
    named = [venue["name"] for venue in venues if "name" in venue]
    places = [
        text for name in named for text in ([name] if isinstance(name, str) else name.values())
    ]
    names = {
        *(person.name for person in people),
        *(str(person.phone) for person in people if person.phone),
        *(vehicle.plate for visit in visits for vehicle in visit.vehicles if vehicle.plate),
        *(str(vehicle[key]) for vehicle in fleet for key in ("plate", "driver", "phone")),
        *places,
    }
    return {name for name in names if len(name) > 1} - GENERIC


def front_matter(path: Path) -> dict[str, object]:
    found = re.match(r"---\n(.*?)\n---\n", path.read_text("utf-8"), re.S)
    return yaml.safe_load(found[1]) if found else {}


def test_everything_that_a_card_needs_is_minified_already(wheel: dict[str, bytes]) -> None:
    metadata = next(text for path, text in wheel.items() if path.endswith("/METADATA")).decode()

    assert "generator/render/card/assets/minified/card.css" in wheel
    assert "jsmin" not in metadata
    assert "cssmin" not in metadata
