"""Catalogs: no word of a page is missing, and one file adds a language."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from generator import vocabulary
from generator.agenda import agendas_of
from generator.model.visit import Visit
from generator.render.card.content import card_content
from tests.support.project import PROJECT

AS_OF = datetime(2026, 5, 1, tzinfo=UTC)
GUESTS_PAGES = ("card", "landing", "sealed")


def placeholders(template: str) -> set[str]:
    """The names of a template's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_no_catalog_has_a_key_twice() -> None:
    """Of two, the last would count, in silence."""
    repeated: list[str] = []

    class Keys(yaml.SafeLoader):
        """Notes keys that a mapping has twice."""

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> object:
        keys = [key.value for key, _ in node.value]
        repeated.extend(f"{node.start_mark}: {key}" for key in set(keys) if keys.count(key) > 1)
        return loader.construct_mapping(node, deep=True)

    Keys.add_constructor("tag:yaml.org,2002:map", mapping)
    for path in (PROJECT / "generator/vocabulary").glob("*.yml"):
        yaml.load(path.read_text("utf-8"), Keys)

    assert repeated == []


def test_chinese_and_english_have_the_same_messages_and_placeholders() -> None:
    zh, en = vocabulary.catalog("zh").messages, vocabulary.catalog("en").messages

    assert set(zh) == set(en)
    assert [code for code in zh if placeholders(zh[code]) != placeholders(en[code])] == []


def test_chinese_and_english_have_the_same_notes_and_only_of_fields() -> None:
    zh, en = vocabulary.catalog("zh").notes, vocabulary.catalog("en").notes

    assert set(zh) == set(en)
    assert [key for key in zh if vocabulary.label(*key.split(".")) == key.split(".")[1]] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_language_has_every_word_of_the_guests_pages(language: str) -> None:
    for prefix in GUESTS_PAGES:
        chinese, other = (
            {key for key in vocabulary.catalog(code).words if key.startswith(f"{prefix}.")}
            for code in ("zh", language)
        )
        assert chinese == other


def test_a_card_in_russian(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        languages=["ru"],
        guests=["Анна Петрова"],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "Анна Петрова"}],
    )

    content = card_content(next(agendas_of(visit)), as_of=AS_OF, version="0")

    assert content.language == "ru"
    assert "Мой номер" in content.html
    assert "18 мая" in content.html


@pytest.fixture
def arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalog of a language written from right to left, as one more file."""
    from importlib.resources import files

    for file in files(vocabulary).iterdir():
        if file.name.endswith(".yml"):
            (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    text = "name: العربية\ndirection: rtl\nlabels: {}\nwords: {card: {my_room: غرفتي}}\n"
    (tmp_path / "ar.yml").write_text(text, "utf-8")
    monkeypatch.setattr(vocabulary, "files", lambda _: tmp_path)
    vocabulary._catalogs.cache_clear()
    yield
    monkeypatch.undo()
    vocabulary._catalogs.cache_clear()


@pytest.mark.usefixtures("arabic")
def test_one_file_adds_a_language_from_right_to_left(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        languages=["ar", "en"],
        guests=["أحمد"],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "أحمد"}],
    )

    content = card_content(next(agendas_of(visit)), as_of=AS_OF, version="0")

    assert content.direction == "rtl"
    assert '<article class="card" lang="ar" dir="rtl">' in content.html
    assert "غرفتي" in content.html
    assert "My days" in content.html
