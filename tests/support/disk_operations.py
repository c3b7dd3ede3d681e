"""Every operation on the disk, for tests that stop a program at each of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

CHANGING = {"os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir"}
CHANGING |= {"ctypes.dlsym"}  # the exchange of two folders


def watch(root: Path, at: Callable[[int], None]) -> None:
    """Call `at` with its number before each operation that changes something below `root`.

    An audit hook receives the operations of all modules; it stays until the process ends.
    """
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        opened = event == "open" and str(arguments[0]).startswith(str(root))
        flags = arguments[2] if opened else 0
        written = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if event in CHANGING or written:
            count += 1
            at(count)

    sys.addaudithook(hook)
