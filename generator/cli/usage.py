"""What was wrong with a command line, in the user's language and with the nearest word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click

from generator.names.nearest import nearest_word

Say = Callable[..., str]
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"Got unexpected extra argument.*?\((.*)\)", re.DOTALL)


def usage_lines(problem: click.UsageError, say: Say) -> list[str]:
    """How the command is used, what was wrong, and where help is; `say` words a key of
    `command.usage`.
    """
    lines = [_message(problem, say)]
    if (context := problem.ctx) is not None:
        pieces = context.command.collect_usage_pieces(context)
        words = " ".join((context.command_path, *(_piece(piece, say) for piece in pieces)))
        lines = [say("usage", usage=words), *lines, say("see", command=context.command_path)]
    return lines


def _message(problem: click.UsageError, say: Say) -> str:
    if isinstance(problem, click.exceptions.NoSuchOption):
        hint = _hint(problem.option_name, _options(problem.ctx), say)
        return say("no_option", found=problem.option_name, hint=hint)
    if isinstance(problem, click.BadOptionUsage):
        takes_none = "does not take a value" in problem.message
        return say("no_value" if takes_none else "needs_value", option=problem.option_name)
    if isinstance(problem, click.MissingParameter) and problem.param:
        kind = "missing_option" if isinstance(problem.param, click.Option) else "missing_argument"
        return say(kind, name=_named(problem.param, problem.ctx, say))
    if isinstance(problem, click.BadParameter) and problem.param:
        return _bad_value(problem, problem.param, say)
    if extra := _EXTRA.search(problem.message):
        return say("extra", found=extra[1])
    return problem.format_message()


def no_command(
    found: str, known: Iterable[str], context: click.Context, say: Say
) -> click.UsageError:
    """The error for the name of an unknown command."""
    return click.UsageError(say("no_command", found=found, hint=_hint(found, known, say)), context)


def _bad_value(problem: click.BadParameter, param: click.Parameter, say: Say) -> str:
    """The message for a wrong value: the permitted values, or what the type itself reports."""
    name, kind = _named(param, problem.ctx, say), param.type
    quoted = _QUOTED.search(problem.message)
    found = quoted[1] if quoted else problem.message.split(" ", 1)[0]
    if isinstance(kind, click.Choice):
        known = [str(choice) for choice in kind.choices]
        hint = _hint(found, known, say)
        return say("choice", name=name, found=found, known="、".join(known), hint=hint)
    if isinstance(kind, click.IntRange):
        return say("range", name=name, found=found, least=kind.min, most=kind.max)
    if kind is click.INT:
        return say("number", name=name, found=found)
    return say("bad_value", name=name, why=problem.message)


def _named(param: click.Parameter, context: click.Context | None, say: Say) -> str:
    """An option as it is written, an argument as the usage line calls it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    named = param.make_metavar(context) if context else (param.name or "")
    return _piece(named, say)


def _piece(piece: str, say: Say) -> str:
    """A piece of the usage line with its words in the user's language."""
    return re.sub(r"[A-Z]{2,}", lambda word: say(f"words.{word[0].lower()}"), piece)


def _options(context: click.Context | None) -> list[str]:
    params = context.command.get_params(context) if context else []
    return [name for param in params if isinstance(param, click.Option) for name in param.opts]


def _hint(found: str, known: Iterable[str], say: Say) -> str:
    near = nearest_word(found, known)
    return say("hint", nearest=near) if near else ""
