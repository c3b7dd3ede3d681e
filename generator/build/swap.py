"""Replaces a folder by another in one step, so that a reader always finds one of the two."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from generator.files import move

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux: renameat2(2)
_RENAME_SWAP = 2  # macOS: renamex_np(2)
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EXDEV}


Exchange = Callable[[Path, Path], bool]
"""Exchanges two folders in one step; returns False where the system cannot."""


def replace_folder(fresh: Path, live: Path, exchange: Exchange | None = None) -> None:
    """Replace the folder `live` by the folder `fresh`.

    On Linux and macOS the two are exchanged at once. Elsewhere `live` is renamed first, and
    `recover` puts it back if the machine stops between the two renames. Raises FileInUseError where
    another program has a file of `live` open, and OSError; `live` is then unchanged.
    """
    if hasattr(os, "sync"):
        os.sync()  # the content must reach the disk before the rename
    if not live.exists():
        move(fresh, live)
        return
    if not (exchange or _exchange)(fresh, live):
        former = _former_path(live)
        move(live, former)
        try:
            move(fresh, live)
        except OSError:
            move(former, live)
            raise
        fresh = former
    shutil.rmtree(fresh, ignore_errors=True)


def recover(live: Path) -> None:
    """Clean up after a build that was stopped: restore the last complete tree, remove the rest."""
    former = _former_path(live)
    if former.exists() and not live.exists():
        move(former, live)
    for leftover in (former, staging_path(live)):
        shutil.rmtree(leftover, ignore_errors=True)


def staging_path(live: Path) -> Path:
    """Return where the tree that will replace `live` is built."""
    return live.parent / f".{live.name}.new"


def _former_path(live: Path) -> Path:
    return live.parent / f".{live.name}.old"


def _exchange(fresh: Path, live: Path) -> bool:
    """Exchange two folders; return False where the system cannot. Raises OSError."""
    first, second = os.fsencode(fresh), os.fsencode(live)
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _RENAME_SWAP)
    elif sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() not in _UNSUPPORTED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(live))
    return not failed
