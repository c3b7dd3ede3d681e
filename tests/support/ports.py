"""Ports for programs that must be told one before they start."""

from __future__ import annotations

import os
import random
import socket
from contextlib import ExitStack

_FIRST, _PER_WORKER = 20_000, 1_000
"""Systems give ports above 32,767 to whoever asks for any: one of those may be taken meanwhile."""


def free_ports(count: int) -> list[int]:
    """Return ports that nobody uses, and that no other worker of this run will choose."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 12
    first = _FIRST + worker * _PER_WORKER
    ports: list[int] = []
    with ExitStack() as stack:
        for port in random.sample(range(first, first + _PER_WORKER), _PER_WORKER):
            probe = stack.enter_context(socket.socket())
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            ports.append(port)
            if len(ports) == count:
                return ports
    raise AssertionError("no port is free")
