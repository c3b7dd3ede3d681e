"""`handbook password`: a password for the handbook's server, which nobody guesses."""

from __future__ import annotations

import secrets

from generator.cli.door import err, main, out, say

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two characters, five bits each, none of which is taken for another."""
GROUPS, EACH = 4, 4


@main.command(help=say("help.password"))
def password() -> None:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(EACH)) for _ in range(GROUPS))
    out.print("-".join(groups), highlight=False)
    err.print(say("password"), highlight=False)
