"""Slips of the pen that are valid YAML, but do not say what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from generator.findings import Place

WIDE_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
GLUED_KEY = re.compile(
    r"([^\s:：,，、{}\[\]\"'#&*!|>%@`-][^\s:：,，、{}\[\]\"']{0,24})([:：])(?=([^ \t]))"
)
WIDE_COMMA = re.compile(r"，(?=\s*[a-z][a-z0-9_]*\s*[:：])")

_WIDE_START = re.compile(f"[{WIDE_SPACES}]")
_KEY_WORD = re.compile(r"[a-z][a-z0-9_]*")


class Slip(StrEnum):
    """A slip of the pen that parses, but not into what was meant."""

    WIDE_INDENT = "wide_indent"
    GLUED_KEY = "glued_key"
    WIDE_COMMA = "wide_comma"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A slip, and the place of the value it is in."""

    slip: Slip
    place: Place


def slip_in(
    value: str, *, in_flow: bool, may_be_indented: bool, may_begin_mapping: bool
) -> Slip | None:
    """The slip that the plain scalar `value` looks like, for where it stands.

    `may_be_indented`: it is the first on its line. `may_begin_mapping`: a mapping could stand here.
    """
    if in_flow and WIDE_COMMA.search(value):
        return Slip.WIDE_COMMA
    if may_be_indented and _WIDE_START.match(value):
        return Slip.WIDE_INDENT
    if may_begin_mapping and _is_glued_key(value):
        return Slip.GLUED_KEY
    return None


def _is_glued_key(value: str) -> bool:
    """Whether `value` begins like `what：早餐` or `what:早餐`.

    Chinese before a full-width colon is ordinary prose (`时间：另行通知`).
    """
    match = GLUED_KEY.match(value)
    if match is None or _KEY_WORD.fullmatch(match[1]) is None:
        return False
    return match[2] == "：" or not match[3].isascii()
