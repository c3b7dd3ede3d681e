"""Firefox ESR and WebKitGTK by their own drivers: open a page, and run a script in it."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Protocol
from urllib.request import Request, urlopen

from tests.support.ports import free_ports

PATIENCE = 60.0


class Engine(Protocol):
    """A browser under the control of a driver."""

    def open(self, url: str) -> None:
        """Open an address, and wait until it is loaded."""

    def ask(self, script: str) -> Any:
        """Run a script in the page and return its result."""


def until(engine: Engine, script: str, expected: Any) -> None:
    """Wait until a script returns the expected value."""
    end = monotonic() + PATIENCE
    result = None
    while monotonic() < end:
        result = engine.ask(script)
        if result == expected:
            return
        sleep(0.2)
    raise AssertionError(f"{script}: {result}, not {expected}")


def _program(name: str, package: str) -> str:
    path = shutil.which(name)
    assert path, f"these tests need {name}: apt-get install {package}, as .ci/engines does"
    return path


class Firefox:
    """Firefox by Marionette, its own protocol: `length:[type, id, command, values]`."""

    def __init__(self, port: int) -> None:
        self._count = 0
        end = monotonic() + PATIENCE
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
                break
            except OSError:
                assert monotonic() < end, "Firefox did not start"
                sleep(0.2)
        self._read()
        self._do("WebDriver:NewSession")

    def open(self, url: str) -> None:
        self._do("WebDriver:Navigate", url=url)

    def ask(self, script: str) -> Any:
        return self._do("WebDriver:ExecuteScript", script=f"return {script}", args=[])["value"]

    def _do(self, command: str, **values: Any) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, values]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        length = b""
        while (byte := self._socket.recv(1)) != b":":
            length += byte
        content = b""
        while len(content) < int(length):
            content += self._socket.recv(int(length) - len(content))
        return json.loads(content)


class WebKit:
    """WebKitGTK by WebDriver over http."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        binary = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
        options = {"binary": str(binary), "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        end = monotonic() + PATIENCE
        while True:
            try:
                session = self._post("", capabilities=capabilities)
                break
            except OSError:
                assert monotonic() < end, "WebKitWebDriver did not start"
                sleep(0.2)
        self._base += f"/{session['sessionId']}"

    def open(self, url: str) -> None:
        self._post("/url", url=url)

    def ask(self, script: str) -> Any:
        return self._post("/execute/sync", script=f"return {script}", args=[])

    def _post(self, path: str, **values: Any) -> Any:
        request = Request(self._base + path, json.dumps(values).encode(), method="POST")
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Firefox ESR without a window, with a profile in `folder`."""
    (port,) = free_ports(1)
    settings = {"marionette.port": port, "intl.accept_languages": '"zh-CN"'}
    lines = (f'user_pref("{name}", {value});\n' for name, value in settings.items())
    (folder / "user.js").write_text("".join(lines), "utf-8")
    program = _program("firefox-esr", "firefox-esr")
    line = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with _running(line):
        yield Firefox(port)


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """WebKitGTK's small browser on a virtual screen."""
    (port,) = free_ports(1)
    screen = [_program("xvfb-run", "xvfb"), "-a", "env", f"HOME={folder}"]
    driver = _program("WebKitWebDriver", "webkit2gtk-driver")
    with _running([*screen, driver, f"--port={port}"]):
        yield WebKit(port)


@contextmanager
def _running(line: list[str]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(line, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield
    finally:
        subprocess.run(["kill", "--", f"-{process.pid}"], check=False, capture_output=True)
        process.wait()
