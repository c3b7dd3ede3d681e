"""The paths of a microsite that is built by hand to be delivered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler

Built = Callable[..., Path]


class QuietRequests(WSGIRequestHandler):
    """Answers a store's requests and prints nothing."""

    def log(self, *_: object) -> None:
        pass


def address(name: str) -> str:
    """The path of somebody's card."""
    return f"g/{hashlib.sha256(name.encode()).hexdigest()[:22]}.html"


def unwatched(done: int, every: int) -> None:
    """Watches nothing."""
