"""The terminal: its language, its two streams, and what every command prints to them."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from generator import vocabulary
from generator.files import FileInUseError
from generator.findings import Finding
from generator.render.report import as_screen

UNUSABLE = 2
"""Exit code: wrong usage, or input that cannot be read."""
UNCONFIRMED = 3
"""Exit code: a question was asked, and not answered with yes."""


def _language() -> str:
    """Return Chinese, unless the locale names another language of the vocabulary."""
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = next(filter(None, variables), "")[:2].lower()
    return code if code in vocabulary.languages() else "zh"


def _replace_unencodable_characters() -> None:
    """Let both streams print every text.

    A pipe in a Windows code page cannot encode every name: a question mark is better than an error.
    The locale C has no Chinese characters. Terminals where it is set show UTF-8, so that is used.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")


_replace_unencodable_characters()
LANGUAGE = _language()
# Names and folders are printed as they are: a bracket in one is no markup.
out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


def message(key: str, **values: object) -> str:
    """Return the text of `command.<key>` in the user's language."""
    return vocabulary.word(f"command.{key}", LANGUAGE, **values)


def captured(step: Callable[[], object]) -> list[tuple[str, str]]:
    """Return what `step` would print, by stream: `stdout` first, then `stderr`."""
    with out.capture() as result, err.capture() as problems:
        step()
    texts = (("stdout", result.get()), ("stderr", problems.get()))
    return [(stream, text) for stream, text in texts if text]


def print_json(text: str) -> None:
    """Print JSON; without other characters than ASCII to a stream that cannot encode all."""
    if codecs.lookup(sys.stdout.encoding or "utf-8").name != "utf-8":
        text = json.dumps(json.loads(text), indent=1)
    click.echo(text)


def print_findings(*findings: Finding) -> None:
    """Print findings to the error stream, apart from a command's result."""
    err.print(as_screen(findings, LANGUAGE))


def exit_unusable(key: str, **values: object) -> NoReturn:
    """Print why the command cannot go on, and exit."""
    err.print(message(key, **values), style="bold red")
    raise SystemExit(UNUSABLE) from None


def exit_not_saved(problem: OSError, path: Path | None = None) -> NoReturn:
    """Print which file could not be saved and why, and exit; `path` where `problem` names none."""
    key = "in_use" if isinstance(problem, FileInUseError) else "not_saved"
    exit_unusable(key, place=problem.filename or path, why=problem.strerror or problem)


def confirm_or_exit(question: str, refusal: str, *, yes: bool) -> None:
    """Go on if `yes` was given or the question is answered with yes; else print `refusal` and exit.

    No answer, because nobody is there or the user pressed Ctrl+C, is a refusal too.
    """
    try:
        if yes or click.confirm(question):
            return
    except click.Abort:
        click.echo()
    out.print(refusal)
    raise SystemExit(UNCONFIRMED)


def has_reader() -> bool:
    """Whether somebody is at the terminal to answer questions."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(given: str | None, key: str, default: str = "") -> str | None:
    """The value of an option, the answer to its question, or the default; None if there is none."""
    if given is None and has_reader():
        question = message(f"ask.{key}")
        given = click.prompt(question, default=default, show_default=bool(default), err=True)
    return (default if given is None else given).strip() or None
