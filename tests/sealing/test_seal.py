"""Encryption of cards: each opens only with its own key, and its length discloses little."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.record import PersonId
from generator.sealing.links import key_of, token_of
from generator.sealing.seal import NONCE_BYTES, SIZES, seal, second_factor_key
from tests.support.proof import counts
from tests.support.sealed import unseal

TAG_BYTES = 16
SECRET = bytes(range(32))
cards = st.tuples(st.text(min_size=1, max_size=30), st.integers(0, 50))


@given(st.binary(max_size=20_000), cards, cards)
def test_a_card_opens_only_with_its_own_key(
    content: bytes, own: tuple[str, int], other: tuple[str, int]
) -> None:
    key = key_of(SECRET, PersonId(own[0]), own[1])
    sealed = seal(content, key, b"token|0")

    assert unseal(sealed, key, b"token|0") == content
    with pytest.raises(InvalidTag):
        unseal(sealed, key, b"another|0")
    if own != other:
        with pytest.raises(InvalidTag):
            unseal(sealed, key_of(SECRET, PersonId(other[0]), other[1]), b"token|0")


digits = st.text("0123456789", min_size=4, max_size=4)


@settings(max_examples=counts(5, 50), deadline=None)
@given(digits, digits, st.binary(max_size=2_000))
def test_a_card_opens_only_with_its_reader_s_digits(own: str, other: str, content: bytes) -> None:
    key = key_of(SECRET, PersonId("甲"), 0)
    sealed = seal(content, second_factor_key(key, own, "token|0"), b"token|0")

    assert unseal(sealed, second_factor_key(key, own, "token|0"), b"token|0") == content
    wrong = [key, second_factor_key(key, own, "another|0")]
    for opening in wrong + [second_factor_key(key, other, "token|0")] * (own != other):
        with pytest.raises(InvalidTag):
            unseal(sealed, opening, b"token|0")


@given(st.lists(cards, unique=True, min_size=2, max_size=30))
def test_no_two_cards_share_a_token_or_a_key(people: list[tuple[str, int]]) -> None:
    tokens = {token_of(SECRET, PersonId(person), revision) for person, revision in people}
    keys = {key_of(SECRET, PersonId(person), revision) for person, revision in people}

    assert len(tokens) == len(keys) == len(people)


@given(st.text(min_size=1), st.integers(0, 50))
def test_raising_a_revision_changes_token_and_key(person: str, revision: int) -> None:
    owner, next_revision = PersonId(person), revision + 1

    assert token_of(SECRET, owner, revision) != token_of(SECRET, owner, next_revision)
    assert key_of(SECRET, owner, revision) != key_of(SECRET, owner, next_revision)


@given(st.binary(max_size=20_000))
def test_an_unchanged_card_keeps_its_bytes_and_has_one_of_few_lengths(content: bytes) -> None:
    key = key_of(SECRET, PersonId("甲"), 0)
    sealed = seal(content, key, b"token|0")

    assert sealed == seal(content, key, b"token|0")
    assert len(sealed) - NONCE_BYTES - TAG_BYTES in SIZES


def test_different_contents_never_share_a_nonce() -> None:
    key = key_of(SECRET, PersonId("甲"), 0)
    nonces = {seal(f"房间 {n}".encode(), key, b"t")[:NONCE_BYTES] for n in range(500)}

    assert len(nonces) == 500
