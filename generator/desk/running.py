"""The address of a project's desk while it runs, so that a second start finds it.

It has the desk's token: the file is private, in the folder of the office's files, and of no use
once the desk has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from generator.files import write_office_file
from generator.settings import Settings

FILE = ".desk"
_STYLE = "desk.css"
_PATIENCE = 20.0
"""Seconds in which a running desk answers, also on a busy machine."""


@contextmanager
def noted_address(address: str, settings: Settings) -> Iterator[None]:
    """Within it, the address of the desk is in its file. A disk that refuses it is ignored."""
    path = _file(settings)
    with suppress(OSError):
        write_office_file(path, address.encode())
    try:
        yield
    finally:
        with suppress(OSError):
            if path.read_text("utf-8") == address:  # not that of another desk, begun later
                path.unlink()


def running_desk(settings: Settings) -> str | None:
    """The address of the project's desk, if one runs on this machine and answers."""
    try:
        address = _file(settings).read_text("utf-8")
        if not address.startswith("http://127.0.0.1:"):
            return None
        # Without a proxy, which cannot reach this machine and would learn the token.
        with build_opener(ProxyHandler({})).open(address + _STYLE, timeout=_PATIENCE):
            return address
    except (OSError, ValueError, HTTPException):
        return None


def _file(settings: Settings) -> Path:
    return settings.output_folder / FILE
