"""The folders in which operating systems keep fonts."""

from __future__ import annotations

import os
from collections.abc import Iterable

SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
                  "/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
                  "~/AppData/Local/Microsoft/Windows/Fonts")  # fmt: skip


def font_folders(roots: Iterable[str] = SYSTEM_FOLDERS) -> tuple[tuple[str, int], ...]:
    """Every folder of fonts under `roots`, and when it last changed (ns).

    A build detects by them that a font was added or removed: to list the fonts themselves takes
    longer than everything else in a build without changes.
    """
    folders = (folder for root in roots for folder, _, _ in os.walk(os.path.expanduser(root)))  # noqa: PTH111
    return tuple((folder, os.stat(folder).st_mtime_ns) for folder in folders)  # noqa: PTH116
