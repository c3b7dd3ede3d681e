"""Addresses of cards: one a person, new with each revision, and impossible to guess."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.sealing.links import links_csv, links_of, token_of
from generator.sealing.secret import SecretError, read_secret
from generator.settings import Settings

SECRET = bytes(range(32))


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=20), st.integers(0, 9)), unique=True, min_size=2
    )
)
def test_no_two_cards_share_a_token(cards: list[tuple[str, int]]) -> None:
    tokens = [token_of(SECRET, PersonId(person), revision) for person, revision in cards]

    assert len(set(tokens)) == len(tokens)
    assert all(
        len(token) == 22 and token.replace("-", "").replace("_", "").isalnum() for token in tokens
    )


def test_a_token_discloses_nothing_about_the_person(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["张伟"])
    (link,) = links_of(visit, SECRET, "https://guests.example/case")

    assert link.url.startswith("https://guests.example/case/g/")
    assert "张" not in link.url
    assert token_of(SECRET, PersonId("张伟"), 0) in link.path
    assert token_of(bytes(32), PersonId("张伟"), 0) not in link.path


def test_links_are_inert_in_excel(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=[{"name": "=cmd|'/c calc'!A1", "party": "第一组"}, "刘洋"])

    text = links_csv(links_of(visit, SECRET, "https://guests.example/case"))

    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == ["id", "name", "party", "url"]
    assert rows[1][1] == "'=cmd|'/c calc'!A1"
    assert rows[2][1] == "刘洋"


def test_the_environment_may_contain_the_secret(tmp_path: Path) -> None:
    environment = {"RECEPTION_SECRET_MY_CASE": base64.urlsafe_b64encode(SECRET).decode("ascii")}

    assert read_secret("my-case", Settings(tmp_path), environment) == SECRET


def test_a_broken_secret_is_an_error_and_stays_unchanged(tmp_path: Path) -> None:
    key = tmp_path / ".secrets/case.key"
    key.parent.mkdir()
    key.write_text("短", "utf-8")

    with pytest.raises(SecretError) as problem:
        read_secret("case", Settings(tmp_path), {})

    assert problem.value.finding.code == "secret.unreadable"
    assert key.read_text("utf-8") == "短"
