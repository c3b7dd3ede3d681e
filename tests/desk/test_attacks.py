"""Whoever is not the clerk at this machine gets nothing from the desk, and changes nothing."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from generator.build.lock import build_lock
from generator.desk import uploads
from generator.desk.jobs import Job
from generator.preview import server
from generator.settings import read_settings
from tests.support.office import PATIENCE, VISIT, Office, served_office

SCRIPT, RED, TURNED = "<script>alert(1)</script>", "\x1b[31m", "\u202e"


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A served desk that no test changes."""
    with served_office(tmp_path_factory.mktemp("unchanged")) as office:
        yield office


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",
        "rebound.example:{port}",
        "127.0.0.1.rebound.example:{port}",
        "127.0.0.1.",
        "localhost.:{port}",
        "localhost.localdomain",
        "clerk@127.0.0.1:{port}",
        "127.0.0.1:{port}@rebound.example",
        "127.0.0.2:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "0x7f000001",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "[::1",
        "127.0.0.1:",
        "127.0.0.1:80 rebound.example",
        "",
    ],
)
def test_another_host_gets_nothing(unchanged: Office, host: str) -> None:
    port = unchanged.address.partition(":")[2]
    for path in (f"{unchanged.desk.home}/", "/handbook/", "/-/events?page=/handbook/"):
        assert unchanged.ask(path, Host=host.format(port=port)) == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:{port}", "127.0.0.1:9", "127.0.0.1"])
def test_this_machine_is_answered_by_its_names_and_through_a_tunnel(
    unchanged: Office, host: str
) -> None:
    port = unchanged.address.partition(":")[2]
    assert unchanged.get("/", Host=host.format(port=port))[0] == 200


def test_a_second_host_and_an_absolute_address_lead_nowhere(office: Office) -> None:
    own = f"Host: {office.address}\r\n"
    home = f"{office.desk.home}/"
    assert sent(office, f"GET {home} HTTP/1.1\r\n{own}Host: rebound.example\r\n\r\n") == 400
    assert sent(office, f"GET http://rebound.example{home} HTTP/1.1\r\n{own}\r\n") == 404
    assert sent(office, f"GET {home} HTTP/1.0\r\n\r\n") == 421


@pytest.mark.parametrize(
    "origin",
    [
        "http://rebound.example",
        "https://{address}",
        "http://{address}.rebound.example",
        "http://clerk@{address}",
        "http://{address}/",
        "http://localhost:1",
        "http://127.0.0.1",
        "http://[::1",
        "file://",
        "null",
        "",
    ],
)
def test_a_page_elsewhere_starts_nothing(unchanged: Office, origin: str) -> None:
    for path in ("/do/check", "/jobs/1/confirm", "/open", "/nothing"):
        assert unchanged.post(path, {}, Origin=origin.format(address=unchanged.address))[0] == 403
    assert unchanged.jobs.get(1) is None


def test_a_form_without_origin_starts_nothing(office: Office) -> None:
    start = f"POST {office.desk.home}/do/check HTTP/1.1\r\nHost: {office.address}\r\n"
    assert sent(office, f"{start}Content-Length: 0\r\n\r\n") == 403
    assert office.jobs.get(1) is None


@pytest.mark.parametrize("kind", ["image", "script", "iframe", "empty", ""])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_does_not_learn_what_there_is(
    unchanged: Office, site: str, kind: str
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": kind}
    for path in (f"{unchanged.desk.home}/", "/handbook/", "/guests/case/", "/none", "/-/events"):
        assert unchanged.ask(path, **headers) == 403


def test_a_link_from_elsewhere_works(office: Office) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    assert office.get("/", **headers)[0] == 200


def test_without_the_token_of_this_process_there_is_nothing(office: Office, tmp_path: Path) -> None:
    with served_office(tmp_path / "former") as former:
        old = former.desk.token
    token = office.desk.token
    for path in (
        f"/desk/{old}/",
        f"/desk/?token={token}",
        f"/desk/x/?token={token}#{token}",
        f"/desk//{token}/",
        f"/desk/x/../{token}/",
        f"/desk/{token.swapcase()}/",
        f"/Desk/{token}/",
        f"/handbook/desk/{token}/",
    ):
        assert office.ask(path) in {403, 404}, path
    named = {"Authorization": f"Bearer {token}", "Cookie": f"token={token}", "X-Token": token}
    assert office.ask("/desk/", **named) == 403
    assert office.ask(f"/desk/{old}/", Referer=f"http://{office.address}/desk/{token}/") == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_a_form_that_is_sent_changes_something(office: Office, method: str) -> None:
    before = files_of(office.root)
    start = f"{method} {office.desk.home}"
    end = f" HTTP/1.1\r\nHost: {office.address}\r\nOrigin: http://{office.address}\r\n\r\n"
    for path in ("/do/check?visit=case", "/do/new?slug=other", "/jobs/1/confirm", "/open?file=x"):
        assert sent(office, f"{start}{path}{end}") in {200, 404, 405}
    assert office.jobs.get(1) is None
    assert office.opened == []
    assert files_of(office.root) == before


UPWARDS = [
    "../../secret.yml",
    "..%2f..%2fsecret.yml",
    "%2e%2e/%2e%2e/secret.yml",
    "%252e%252e%252fsecret.yml",
    "..%5c..%5csecret.yml",
    "..\\..\\secret.yml",
    "%c0%ae%c0%ae/secret.yml",
    "/etc/passwd",
    "//127.0.0.1/c$/secret.yml",
    "C:%5csecret.yml",
    "C:/secret.yml",
    "%5c%5cserver%5cshare%5csecret.yml",
    "file:///etc/passwd",
    "links.csv%00",
    "%00",
    "links.csv::$DATA",
    "~/secret.yml",
    "x" * 5000,
    ".",
    "..",
]


@pytest.mark.parametrize("name", UPWARDS)
def test_no_name_leads_out_of_the_project(unchanged: Office, name: str) -> None:
    """Neither of a visit, a file, a job nor a command."""
    for path in (
        f"/visits/{name}",
        f"/visits/{name}/changes",
        f"/visits/case/files/{name}",
        f"/visits/{name}/files/links.csv",
        f"/jobs/{name}",
        f"/do/{name}",
        f"/do/check?visit={name}",
    ):
        status, page = unchanged.get(path)
        assert status == 404, path
        assert "secret" not in page.replace(name, "")
    for values in ({"visit": name}, {"visit": "case", "slug": name, "file": name}):
        assert unchanged.post(f"/do/{name}", values)[0] in {404, 405}
        assert unchanged.post("/open", values)[0] == 404
    assert unchanged.post("/do/check", {"visit": name})[0] == 404
    assert unchanged.jobs.get(1) is None
    assert unchanged.opened == []


@pytest.mark.parametrize("name", ["links.csv", "../case/links.csv"])
def test_a_link_to_a_file_elsewhere_is_not_followed(office: Office, name: str) -> None:
    links = office.root / "output/case/links.csv"
    links.unlink()
    links.symlink_to(office.root / "secret.yml")
    assert office.get(f"/visits/case/files/{name}")[0] == 404


def test_a_new_visit_is_not_made_elsewhere(office: Office) -> None:
    before = files_of(office.root.parent)
    assert "有问题" in office.ended(office.post("/do/new", {"slug": "../outside"})[1])
    assert files_of(office.root.parent) == before


def test_what_a_project_contains_is_text_on_every_page_and_no_program(office: Office) -> None:
    for module in ("click.py", "generator.py", "yaml.py"):
        (office.root / module).write_text("open('ran', 'w')\n", "utf-8")
    book = openpyxl.Workbook()
    book.active.title = "<b>来宾"
    for name in ("姓名", f"甲{SCRIPT}", f"乙{TURNED}"):
        book.active.append([name])
    folder = office.root / "visits/case"
    book.save(folder / "book.xlsx")
    (folder / "plan.csv").write_text(
        f'日期,时间,内容,地点\n2099-05-18,9:00,座谈,"{SCRIPT}{RED}{TURNED}&amp;"\n', "utf-8"
    )
    (folder / "visit.yml").write_text(
        VISIT.split("guests:")[0] + 'guests: "book.xlsx#<b>来宾"\nschedule: plan.csv\n', "utf-8"
    )

    job = office.ended(office.post("/do/check", {"visit": "case"})[1])
    pages = [
        job,
        *(office.get(f"/{path}")[1] for path in ("", "visits/case", "do/revoke?visit=case")),
    ]
    pages.append(office.get("/jobs/1/text")[1])

    assert "&lt;script&gt;" in job
    assert "&lt;script&gt;" in pages[2]
    for page in pages[:-1]:
        assert "alert(1)</script>" not in page
        assert "<b>" not in page
    for page in pages:
        assert not {TURNED, "\x1b"} & set(page)
    assert not (office.root / "ran").exists()


def test_a_command_waits_for_one_at_the_terminal(office: Office) -> None:
    settings = read_settings(office.root)
    with build_lock(settings, lambda: None):
        _, path = office.post("/do/assign", {"visit": "case"})
        office.prints(path, "另一个生成正在进行")
        assert office.jobs.running() is not None
    office.ended(path)


def test_a_form_longer_than_any_of_the_desk_is_refused_before_it_has_arrived(
    office: Office,
) -> None:
    start = (
        f"POST {office.desk.home}/do/build HTTP/1.1\r\nHost: {office.address}\r\n"
        f"Origin: http://{office.address}\r\nContent-Length: 10000000\r\n\r\n"
    )
    assert sent(office, start + "x" * (uploads.MOST_BYTES + 1)) == 413
    assert office.jobs.get(1) is None


def test_a_form_that_does_not_end_is_given_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LONGEST_FORM", 0.1)
    start = (
        f"POST {office.desk.home}/do/build HTTP/1.1\r\nHost: {office.address}\r\n"
        f"Origin: http://{office.address}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n"
    )
    assert sent(office, start) == 408
    assert office.jobs.get(1) is None


@pytest.mark.parametrize(
    "start",
    [
        "",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        "GET /-/live.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET",
        "GET /-/live.js HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n\r\nx",
        "POST /-/live.js HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n\r\nx",
    ],
)
def test_a_connection_that_asks_for_nothing_is_closed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, start: str
) -> None:
    monkeypatch.setattr(server, "LONGEST_WAIT", 0.05)
    # On a busy machine it is closed before it has sent something.
    with served_office(tmp_path) as office, connection(office) as client, suppress(ConnectionError):
        client.sendall(start.encode())
        while client.recv(65536):
            pass


def test_every_answer_is_kept_by_nobody_and_framed_by_nobody(office: Office) -> None:
    office.jobs._jobs[1] = Job(1, ("check",), "case", code=0)
    for path in ("/", "/visits/case", "/do/print", "/jobs/1", "/jobs/1/text", "/desk.css", "/none",
                 "/visits/case/files/links.csv"):  # fmt: skip
        headers = office.headers(path)
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "strict-origin", path
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path


def test_nothing_personal_and_no_token_is_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    office.get(
        f"/visits/case?name={quote('张伟')}", Referer=f"http://{office.address}{office.desk.home}/"
    )
    office.post("/do/told", {"visit": "case", "people": "张伟", "by": "李娜"})
    office.ended("/jobs/1")
    office.get(f"/visits/{quote('张伟')}")
    sent(office, f"GET {office.desk.home}/张伟 HTTP/9\r\n\r\n")
    sent(
        office,
        f"GET {office.desk.home}/ HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    )

    out, err = capfd.readouterr()
    logged = caplog.text + out + err
    for secret in (office.desk.token, "张伟", "李娜", "/visits/", "case"):
        assert secret not in logged


@contextmanager
def connection(office: Office) -> Iterator[socket.socket]:
    host, port = office.address.split(":")
    with closing(socket.create_connection((host, int(port)), timeout=PATIENCE)) as client:
        yield client


def sent(office: Office, request: str) -> int:
    """The status of the answer to a request, byte by byte as it is here."""
    with connection(office) as client:
        client.sendall(request.encode())
        answer = http.client.HTTPResponse(client)
        answer.begin()
        return answer.status


def files_of(root: Path) -> list[Path]:
    return sorted(root.rglob("*"))
