"""A project with a desk, and what a browser or somebody else gets from it."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from generator.build.events import FindingsByVisit
from generator.cli import main
from generator.desk.application import Desk
from generator.desk.jobs import Jobs
from generator.preview.server import serve_preview
from generator.preview.state import PreviewState
from generator.project import Project, findings_by_visit, load_project, visit_folders
from generator.settings import read_settings

PATIENCE = 60.0
"""Seconds that a busy machine may take for an answer."""
VISIT = """\
title: <b>考察团</b>
host: 县机关事务服务中心
start: 2099-05-18
end: 2099-05-18
guests: [甲, 乙]
schedule: [{day: 2099-05-18, time: 9:00, title: 座谈, place: 无此地}]
"""


class Office:
    """A project with a desk: what a browser, or somebody else, gets from it."""

    def __init__(self, root: Path) -> None:
        for path, text in {
            "mkdocs.yml": "site_name: 手册\nplugins: [reception: {guest_url: https://guests.example.org}]\n",
            "docs/index.md": "# 手册\n",
            "visits/case/visit.yml": VISIT,
            "visits/case/.notes.txt": "hidden",
            "output/case/links.csv": "网址\n",
            "output/case/manifest.json": "{}",
            "secret.yml": "secret",
        }.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        self.root, self.opened = root, []
        self.jobs = Jobs(root)
        self.desk = Desk(self.known, main, self.jobs, {}, self.opened.append)
        self.address = ""

    def known(self) -> tuple[Project, FindingsByVisit]:
        """The project as it is now, and its findings."""
        settings = read_settings(self.root)
        project = load_project(settings, visit_folders(settings))
        return project, findings_by_visit(project)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of a page of the desk."""
        return self._ask("GET", f"{self.desk.home}{path}", "", headers)

    def post(self, path: str, values: dict[str, str], **headers: str) -> tuple[int, str]:
        """The status, and the address that a form leads to."""
        return self.send(path, urlencode(values).encode(), **headers)

    def send(self, path: str, body: bytes, **headers: str) -> tuple[int, str]:
        """The status, and the address that a form with a body leads to."""
        headers = {"Origin": f"http://{self.address}", **headers}
        return self._ask("POST", f"{self.desk.home}{path}", body, headers)

    def ask(self, path: str, **headers: str) -> int:
        """The status of any address of the server."""
        return self._ask("GET", path, "", headers)[0]

    def _ask(
        self, method: str, path: str, body: str | bytes, headers: dict[str, str]
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        connection.request(method, path, body, {"Accept-Language": "zh", **headers})
        answer = connection.getresponse()
        location = (answer.headers["Location"] or "").removeprefix(self.desk.home)
        return answer.status, location or answer.read().decode("utf-8", "replace")

    def headers(self, path: str) -> http.client.HTTPMessage:
        """The headers of a page of the desk."""
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        connection.request("GET", f"{self.desk.home}{path}")
        return connection.getresponse().headers

    def prints(self, path: str, text: str) -> None:
        """Wait until a job has printed a text."""
        for _ in range(1200):
            if text in self.get(path)[1]:
                return
            time.sleep(0.05)
        raise AssertionError(self.get(path)[1])

    def ended(self, path: str) -> str:
        """The page of a job, once it has ended."""
        for _ in range(1200):
            status, page = self.get(path)
            assert status == 200
            if "data-job" not in page:
                return page
            time.sleep(0.1)
        raise AssertionError(page)


@contextmanager
def served_office(root: Path) -> Iterator[Office]:
    """Within it, the desk of a project is served; afterwards no command runs any more."""
    office = Office(root)
    with serve_preview(PreviewState(root / "site"), 0, None, office.desk.routes) as address:
        office.address = address.removeprefix("http://")
        yield office
    office.jobs.close()
