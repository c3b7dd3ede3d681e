"""Tallies in texts: found whatever a messenger did to them; damaged ones are reported."""

from __future__ import annotations

import pytest

from generator.model.enums import RollState
from generator.tallies.words import Tally, TallyMark, tallies_in

WORD = "RC1.2026-05-ecotour.abcdefg2.1.bcdefgh31hp2k4-cdefghi42hp2k5_4w33fz5gxm"
TALLY = Tally(
    "2026-05-ecotour",
    "abcdefg2",
    1,
    (
        TallyMark("bcdefgh3", RollState.HERE, int("hp2k4", 36)),
        TallyMark("cdefghi4", RollState.LEFT, int("hp2k5", 36), "已离"),
    ),
)


def in_mail(text: str, width: int) -> str:
    """Return a text with the soft breaks of a mail."""
    return "=\r\n".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize(
    "text",
    [
        WORD,
        f"去宾馆 已到 2/41\n还差：张伟\n{WORD}\n",
        f"扫码打开：https://guests.example.org/2026-05-ecotour/#{WORD}",
        WORD.replace(".1.", ".1.\n"),
        WORD.replace("-cdefg", " -\n cdefg"),
        in_mail(WORD, 24),
        "\u200b".join(WORD),
        f"{WORD}。收到请回复",
    ],
)
def test_a_tally_is_found_wherever_it_is_and_however_it_is_wrapped(text: str) -> None:
    assert tallies_in(text) == ((TALLY,), ())


def test_several_tallies_are_found() -> None:
    second = WORD.replace(".1.", ".2.")

    found, damaged = tallies_in(f"{WORD}\n{second}\n{WORD}")

    assert ([tally.point for tally in found], damaged) == ([1, 2, 1], ())


@pytest.mark.parametrize(
    "text",
    [
        WORD.replace("hp2k4-", "hp2-"),
        WORD.replace("-cdefghi4", "-cdefgh"),
        f"{WORD.split('-cd')[0]}-",
        WORD.replace("RC1.2026-05-ecotour", "RC1."),
        f"{WORD}\nabcd2",
        WORD.replace("_4w33fz5gxm", "_77777777"),
    ],
)
def test_a_damaged_tally_is_refused_with_its_line(text: str) -> None:
    assert tallies_in(f"第一行\n{text}") == ((), (2,))


def test_a_text_without_a_tally_has_none() -> None:
    assert tallies_in("已到 38/41 RC1 还差：张伟") == ((), ())
