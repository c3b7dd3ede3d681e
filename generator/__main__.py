"""`python -m generator` is the `handbook` command."""

from __future__ import annotations

import atexit
import gc
import sys


def run() -> None:
    """Run the command; of a build without changes, without importing the rest of the program."""
    if sys.argv[1:2] == ["build"]:
        from generator.last_build import report_again

        code = report_again(sys.argv[1:])
        if code is not None:
            sys.exit(code)
    # Records and modules live as long as the command, and few objects refer to one another in
    # circles: to search all of them for garbage as often as usual took a tenth of a large build.
    gc.set_threshold(300_000, 20, 20)
    # Nor at the end, when Python would search them three times before it gives the memory back.
    atexit.register(gc.freeze)
    from generator.cli import main

    main(prog_name="handbook")


if __name__ == "__main__":
    run()
