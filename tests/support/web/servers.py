"""The real nginx and Caddy of this machine on loopback, with the shipped configurations."""

from __future__ import annotations

import base64
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.support.ports import free_ports
from tests.support.project import PROJECT

DEPLOY = PROJECT / "deploy"
USER, PASSWORD = "reception", "only for this test"
CARDS_USER, CARDS_PASSWORD = "cards", "another one for this test"
HASH = "$2a$04$receptionhandbook0123uhaVVsha/.yDVFpF/crShDeRlY7Zn5HO"
CARDS_HASH = "$2b$04$receptionhandbookcarduJwPYGv5StkwVQsv5d/aNga4GA.IZqcy"
"""The passwords as `caddy hash-password` writes them, but at bcrypt's least cost: each answer of
Caddy checks it, at the usual cost for more than a second."""
PATIENCE = 60.0
"""Seconds that a busy machine may take to start a server."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def only(self, *names: str) -> dict[str, str | None]:
        """Return the headers of these names, None if there is none."""
        return {name: self.headers.get(name) for name in names}


@dataclass(frozen=True, slots=True)
class Host:
    """One of the two sites: its port, the trust in its certificate, and its folder."""

    port: int
    trust: ssl.SSLContext | None
    folder: Path

    def connection(self) -> http.client.HTTPConnection:
        if self.trust is None:
            return http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        return http.client.HTTPSConnection(
            "localhost", self.port, timeout=PATIENCE, context=self.trust
        )

    def ask_from(self, address: str, path: str, **headers: str) -> Answer:
        """Make a request from another address of this machine."""
        connection = self.connection()
        connection.source_address = (address, 0)
        return ask(connection, path, **headers)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Make a request on a new connection; `accept_encoding` is Accept-Encoding."""
        return ask(self.connection(), path, method, **headers)


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: both sites, the port of plain http, and its logs."""

    name: str
    guests: Host
    handbook: Host
    plain_port: int
    logs: Path

    def lines(self, least: int = 0) -> int:
        """Return the number of requests in the guests' log; wait for `least`."""
        deadline = time.monotonic() + PATIENCE
        log = self.logs / "guests.log"
        while log.read_text("utf-8").count("\n") < least and time.monotonic() < deadline:
            time.sleep(0.05)
        return log.read_text("utf-8").count("\n")

    def written(self) -> str:
        """Return the content of all logs."""
        return "".join(path.read_text("utf-8") for path in sorted(self.logs.iterdir()))


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> Answer:
    """Make a request on a connection that stays open."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    lower = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, lower, answer.read())


def basic(user: str, password: str) -> str:
    """Return the Authorization header of a name and a password."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@contextmanager
def nginx(folder: Path) -> Iterator[Served]:
    """Run nginx with deploy/nginx/reception.conf."""
    served, certificate = _create_sites("nginx", folder), _certificate(folder)
    passwords = folder / "reception.htpasswd"
    hashed = _output(program("openssl"), "passwd", "-6", PASSWORD)
    passwords.write_text(f"{USER}:{hashed}\n", "utf-8")
    cards = folder / "reception-cards.htpasswd"
    hashed = _output(program("openssl"), "passwd", "-6", CARDS_PASSWORD)
    cards.write_text(f"{CARDS_USER}:{hashed}\n", "utf-8")
    served = _trusting(served, certificate)
    values = {
        "/etc/nginx/reception.htpasswd": str(passwords),
        "/etc/nginx/reception-cards.htpasswd": str(cards),
        "/var/log/nginx/reception-": f"{served.logs}/",
        "/srv/reception/site": str(folder / "site"),
    }
    shipped = (DEPLOY / "nginx" / "reception.conf").read_text("utf-8")
    (folder / "reception.conf").write_text(_adapted(shipped, values, served, folder), "utf-8")
    (folder / "nginx.conf").write_text(_main_configuration(folder), "utf-8")
    command = [program("nginx"), "-p", str(folder), "-e", str(folder / "start.log")]
    command += ["-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with _running(command, served):
        yield served


@contextmanager
def caddy(folder: Path, scheme: str = "https", **changed: str) -> Iterator[Served]:
    """Run Caddy with deploy/caddy/Caddyfile; `changed` replaces settings."""
    served = _create_sites("caddy", folder)
    environment = {
        "GUESTS_ADDRESS": f"{scheme}://localhost:{served.guests.port}",
        "GUESTS_FOLDER": str(served.guests.folder),
        "GUESTS_LOG": str(served.logs / "guests.log"),
        "HANDBOOK_ADDRESS": f"{scheme}://localhost:{served.handbook.port}",
        "HANDBOOK_FOLDER": str(served.handbook.folder),
        "HANDBOOK_LOG": str(served.logs / "handbook.log"),
        "HANDBOOK_USER": USER,
        "HANDBOOK_HASH": HASH,
        "CARDS_USER": CARDS_USER,
        "CARDS_HASH": CARDS_HASH,
        "LISTEN_ON": "127.0.0.1",
        "HTTP_PORT": str(served.plain_port),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "HOME": str(folder),
        **changed,
    }
    command = [program("caddy"), "run", "--adapter", "caddyfile"]
    command += ["--config", str(DEPLOY / "caddy" / "Caddyfile")]
    with _running(command, served, environment):
        if scheme == "https":
            root = folder / "data/caddy/pki/authorities/local/root.crt"
            _wait_until(root.is_file, "Caddy's own authority")
            served = _trusting(served, root)
            _wait_until(lambda: _answers(served.guests), "Caddy's certificate for the guests")
            _wait_until(lambda: _answers(served.handbook), "Caddy's certificate for the handbook")
        yield served


def program(name: str) -> str:
    """Return the path of a program; a missing one fails the test (see .ci/servers)."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    assert path, f"{name} is missing: run `sh .ci/servers`"
    return path


def marked(configuration: str) -> list[str]:
    """Return the lines of nginx's configuration that an office changes."""
    return [line for line in configuration.splitlines() if line.endswith("# yours")]


def _create_sites(name: str, folder: Path) -> Served:
    guests, handbook = folder / "site/guests", folder / "site/handbook"
    for path in (guests, handbook, folder / "logs", folder / "temporary"):
        path.mkdir(parents=True)
    ports = free_ports(3)
    return Served(
        name,
        Host(ports[0], None, guests),
        Host(ports[1], None, handbook),
        ports[2],
        folder / "logs",
    )


def _trusting(served: Served, certificate: Path) -> Served:
    trust = ssl.create_default_context(cafile=str(certificate))
    return replace(
        served,
        guests=replace(served.guests, trust=trust),
        handbook=replace(served.handbook, trust=trust),
    )


def _adapted(shipped: str, values: Mapping[str, str], served: Served, folder: Path) -> str:
    """Return the shipped configuration, changed in its marked lines only."""
    ports = iter((served.guests.port, served.handbook.port, served.plain_port, served.plain_port))

    def adapt(line: str) -> str:
        if not line.endswith("# yours"):
            return line
        if "listen [::]" in line:
            return ""
        if "listen" in line:
            return re.sub(r"listen \d+", f"listen 127.0.0.1:{next(ports)}", line)
        line = re.sub(r"/etc/letsencrypt/live/[\w.]+", str(folder), line)
        line = re.sub(r"(guests|handbook)\.example\.org", "localhost", line)
        for shipped_value, test_value in values.items():
            line = line.replace(shipped_value, test_value)
        return line

    return "\n".join(adapt(line) for line in shipped.splitlines())


def _main_configuration(folder: Path) -> str:
    """Return a main configuration like a distribution's, with the defaults that could do harm."""
    prefix = re.search(r"--conf-path=(\S+)/nginx.conf", _output(program("nginx"), "-V"))
    types = Path(prefix[1] if prefix else "/etc/nginx") / "mime.types"
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/temporary;"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Workers of root run as "nobody", who cannot read a test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    return f"""
        {user}
        pid {folder}/nginx.pid;
        worker_processes 2;
        error_log {folder}/logs/main.log warn;
        events {{ worker_connections 1024; }}
        http {{
            include {types};
            default_type application/octet-stream;
            {temporary}
            sendfile on;
            autoindex on;
            server_tokens on;
            open_file_cache max=1000 inactive=60s;
            open_file_cache_valid 60s;
            access_log {folder}/logs/inherited.log;
            include {folder}/reception.conf;
        }}
    """


def _certificate(folder: Path) -> Path:
    """Create a certificate for localhost under the names in the configuration."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    _output(
        *(program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt"),
        *("ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost"),
        *("-keyout", str(key), "-out", str(certificate)),
    )
    return certificate


@contextmanager
def _running(
    command: list[str], served: Served, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    with (served.logs / "output.log").open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env={**os.environ, **(environment or {})}
        )
    try:
        for port in (served.guests.port, served.handbook.port):
            _wait_until(partial(_listens, process, port), f"{command[0]} on port {port}")
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    assert process.poll() is None, "the server has ended: see logs/ in the test's folder"
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(host: Host) -> bool:
    try:
        return host.ask("/").status > 0
    except OSError:
        return False


def _wait_until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"timed out waiting for {what}"
        time.sleep(0.05)


def _output(*command: str) -> str:
    """Return a command's output; nginx prints its version on the error stream."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return (done.stdout or done.stderr).strip()
