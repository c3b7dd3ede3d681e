"""Puts one folder in the place of another in a single step, so that nobody ever finds neither."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux: renameat2(2)
_RENAME_SWAP = 2  # macOS: renamex_np(2)
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EXDEV}


Exchange = Callable[[Path, Path], bool]
"""Lets two folders change places in one step; False where the system cannot."""


def replace_folder(fresh: Path, live: Path, exchange: Exchange | None = None) -> None:
    """Make the folder `fresh` the folder `live`, and remove what was there. On Linux and macOS the
    two change places at once; elsewhere `live` is moved aside first, and `recover` puts it back
    should the machine stop just between. Raises OSError; `live` then is as it was.
    """
    if hasattr(os, "sync"):
        os.sync()  # a rename must not reach the disk before what it shows
    if not live.exists():
        fresh.rename(live)
        return
    if not (exchange or _exchange)(fresh, live):
        aside = _aside(live)
        live.rename(aside)
        fresh.rename(live)
        fresh = aside
    shutil.rmtree(fresh, ignore_errors=True)


def recover(live: Path) -> None:
    """Clean up after a build that was stopped: the last whole tree back in its place, no rest."""
    aside = _aside(live)
    if aside.exists() and not live.exists():
        aside.rename(live)
    for rest in (aside, staging_path(live)):
        shutil.rmtree(rest, ignore_errors=True)


def staging_path(live: Path) -> Path:
    """Where the tree that is to replace `live` is built."""
    return live.parent / f".{live.name}.new"


def _aside(live: Path) -> Path:
    return live.parent / f".{live.name}.old"


def _exchange(one: Path, other: Path) -> bool:
    """Whether the system let two folders change places; False where it cannot. Raises OSError."""
    first, second = os.fsencode(one), os.fsencode(other)
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
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
