"""The `handbook` command: words and exit codes.

Exit 0: fine. 1: findings of severity error. 2: wrong usage, or input that cannot be read. 3: a
question was asked and not answered with yes.
"""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path

import click

from generator.cli.group import LocalizedGroup
from generator.cli.terminal import message
from generator.settings import project_root

COMMANDS = {
    "init": "initializing",
    "update": "initializing",
    "new": "starting",
    "schema": "starting",
    "sample": "starting",
    "doctor": "examining",
    "replies": "replies",
    "check": "checking",
    "guard": "checking",
    "assign": "assigning",
    "build": "building",
    "desk": "serving",
    "serve": "serving",
    "changes": "changing",
    "told": "changing",
    "print": "printing",
    "links": "cards",
    "revoke": "cards",
    "key": "keys",
    "password": "keys",
    "publish": "publishing",
    "verify": "publishing",
    "done": "recording",
    "attended": "attending",
    "diff": "comparing",
    "retire": "retiring",
    "report": "reporting",
}
"""The commands in the order of their use, each with the module that defines it.

Only the module of the command that runs is imported.
"""


@click.group(
    cls=LocalizedGroup,
    modules={name: f"{__name__}.{module}" for name, module in COMMANDS.items()},
    help=message("help.main"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="reception-handbook")
@click.option(
    "-C", "--project", type=click.Path(path_type=Path), default=None, help=message("help.project")
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Find the project that the command works on."""
    _run_in_utf8()
    root = project_root((project or Path.cwd()).resolve())
    context.obj = root


def _run_in_utf8() -> None:
    """Restart in Python's UTF-8 mode where the locale cannot encode the name of a Chinese file.

    Some schedulers set LC_ALL=C with PYTHONUTF8=0.
    """
    if codecs.lookup(sys.getfilesystemencoding()).name != "utf-8":
        command = [sys.executable, "-X", "utf8", "-m", "generator", *sys.argv[1:]]
        os.execv(sys.executable, command)
