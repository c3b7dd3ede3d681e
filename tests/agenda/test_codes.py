"""The codes of people and events in roll calls."""

from __future__ import annotations

from generator.agenda.codes import code_of


def test_a_code_is_the_first_characters_of_a_digest() -> None:
    # printf '2026-05-ecotour\nperson\nwang-qiang' | sha256sum | xxd -r -p | base32
    assert code_of("2026-05-ecotour", "person", "wang-qiang") == "ytyorg2e"


def test_a_code_is_of_one_visit_one_kind_and_one_identifier() -> None:
    codes = {
        code_of("a", "person", "x"),
        code_of("b", "person", "x"),
        code_of("a", "event", "x"),
        code_of("a", "person", "y"),
    }

    assert len(codes) == 4
