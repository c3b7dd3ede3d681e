"""The `handbook` command: words and exit codes.

Exit 0: fine. 1: findings of severity error. 2: wrong usage, or input that cannot be read. 3: a
question was asked and not answered with yes.
"""

from generator.cli.common import main

# Each module adds its commands, in the order in which `handbook -h` lists them.
# isort: off
from generator.cli import initializing  # noqa: F401
from generator.cli import starting  # noqa: F401
from generator.cli import examining  # noqa: F401
from generator.cli import replies  # noqa: F401
from generator.cli import checking  # noqa: F401
from generator.cli import assigning  # noqa: F401
from generator.cli import building  # noqa: F401
from generator.cli import serving  # noqa: F401
from generator.cli import printing  # noqa: F401
from generator.cli import cards  # noqa: F401
from generator.cli import keys  # noqa: F401
from generator.cli import publishing  # noqa: F401
from generator.cli import changing  # noqa: F401
from generator.cli import recording  # noqa: F401
from generator.cli import attending  # noqa: F401
from generator.cli import comparing  # noqa: F401
from generator.cli import retiring  # noqa: F401
from generator.cli import reporting  # noqa: F401
# isort: on

__all__ = ["main"]
