"""Delivery to an object store with S3's interface on this machine, whose requests can fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from generator.publish.delivery import PublishError, deliver, remove_delivery
from tests.support.delivery import Built, QuietRequests, address, ignore_progress

TARGET = "s3://visits/guests"
Refuse = Callable[[str, str], bool]


class Store:
    """A store on loopback; `refuse` decides by method and path whether a request fails."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.refuse: Refuse = lambda _method, _path: False
        self.requests: list[tuple[str, str]] = []
        self.client = boto3.client(
            "s3", endpoint_url=address, config=Config(s3={"addressing_style": "path"})
        )

    def objects(self) -> dict[str, str]:
        """The text of each object, by its path."""
        found = self.client.list_objects_v2(Bucket="visits").get("Contents", [])
        return {item["Key"]: self._body(item["Key"]) for item in found}

    def headers_of(self, path: str) -> tuple[str, str]:
        """The content type and the caching that the store sends."""
        head = self.client.head_object(Bucket="visits", Key=path)
        return head["ContentType"], head["CacheControl"]

    def puts(self) -> list[str]:
        """The paths written so far, in order."""
        return [path.partition("/case/")[2] for method, path in self.requests if method == "PUT"]

    def _body(self, key: str) -> str:
        body = self.client.get_object(Bucket="visits", Key=key)["Body"].read()
        return str(body.decode("utf-8"))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with one empty bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "invented")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setattr("generator.publish.delivery.store.PAUSE_SECONDS", 0.0)
    monkeypatch.setattr("s3fs.core.S3FileSystem.retries", 1)
    application = DomainDispatcherApplication(create_backend_app)
    fake: Store

    def failing(environment: dict[str, Any], start: Callable[..., Any]) -> Any:
        method, path = environment["REQUEST_METHOD"], environment["PATH_INFO"]
        fake.requests.append((method, path))
        if fake.refuse(method, path):
            environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
            start("500 Internal Server Error", [("Content-Length", "0")])
            return [b""]
        return application(environment, start)

    server = make_server("127.0.0.1", 0, failing, threaded=True, request_handler=QuietRequests)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    fake = Store(endpoint)
    fake.client.create_bucket(Bucket="visits")
    yield fake
    fake.refuse = lambda _method, _path: False
    for key in fake.objects():
        fake.client.delete_object(Bucket="visits", Key=key)
    fake.client.delete_bucket(Bucket="visits")
    server.shutdown()
    server.server_close()


def under(slug: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"guests/{slug}/{path}": text for path, text in files.items()}


def test_a_first_delivery_sets_the_type_of_each_file(built: Built, store: Store) -> None:
    delivery = deliver(built(甲="一", 乙="二"), "case", TARGET, ignore_progress)

    files = {"index.html": "你好", "sw.js": "//", address("甲"): "一", address("乙"): "二"}
    assert store.objects() == under("case", files)
    assert delivery.added == tuple(sorted(files))
    assert store.headers_of("guests/case/index.html") == ("text/html; charset=utf-8", "no-cache")
    assert store.headers_of("guests/case/sw.js") == ("text/javascript; charset=utf-8", "no-cache")


def test_cards_go_before_the_index_and_removals_last(built: Built, store: Store) -> None:
    deliver(built(甲="一"), "case", TARGET, ignore_progress)
    store.requests.clear()

    delivery = deliver(built("再见", 乙="二"), "case", TARGET, ignore_progress)

    assert (delivery.added, delivery.changed, delivery.unchanged) == (
        (address("乙"),),
        ("index.html",),
        1,
    )
    assert delivery.removed == (address("甲"),)
    changing = [(m, p.partition("/case/")[2]) for m, p in store.requests if m in {"PUT", "DELETE"}]
    assert changing == [
        ("PUT", address("乙")),
        ("PUT", "index.html"),
        ("DELETE", address("甲")),
    ]


def test_a_second_delivery_of_the_same_tree_sends_nothing(built: Built, store: Store) -> None:
    deliver(built(甲="一", 乙="二"), "case", TARGET, ignore_progress)
    store.requests.clear()

    delivery = deliver(built(甲="一", 乙="二"), "case", TARGET, ignore_progress)

    assert (delivery.unchanged, store.puts()) == (4, [])


def test_a_request_that_fails_is_tried_again(built: Built, store: Store) -> None:
    seen: set[str] = set()

    def first_time(method: str, path: str) -> bool:
        fresh = method == "PUT" and path not in seen
        seen.add(path)
        return fresh

    store.refuse = first_time
    delivery = deliver(built(甲="一", 乙="二"), "case", TARGET, ignore_progress)

    assert delivery.complete
    assert len(store.objects()) == 4


def test_a_second_delivery_sends_what_failed_in_the_first(built: Built, store: Store) -> None:
    deliver(built(甲="一", 乙="一", 丙="一"), "case", TARGET, ignore_progress)
    folder = built("再见", 甲="二", 乙="二", 丁="二")
    store.refuse = lambda method, path: method == "PUT" and path.endswith(address("乙"))

    first = deliver(folder, "case", TARGET, ignore_progress)
    store.refuse = lambda _method, _path: False
    between = store.objects()
    second = deliver(folder, "case", TARGET, ignore_progress)

    assert not first.complete
    assert first.missing == tuple(sorted((address("乙"), "index.html")))
    assert first.left == (address("丙"),)
    assert between["guests/case/index.html"] == "你好"  # links to the cards that are there
    assert between[f"guests/case/{address('甲')}"] == "二"
    assert second.complete
    assert (second.changed, second.removed) == (first.missing, first.left)
    assert store.objects() == under(
        "case",
        {"index.html": "再见", "sw.js": "//"} | {address(name): "二" for name in "甲乙丁"},
    )


def test_a_store_that_is_gone_is_not_tried_for_every_card(built: Built, store: Store) -> None:
    folder = built(**{f"来宾{number}": "一" for number in range(60)})
    store.refuse = lambda method, _path: method == "PUT"

    delivery = deliver(folder, "case", TARGET, ignore_progress)

    assert len(delivery.missing) == 62
    assert len(set(store.puts())) < 40


def test_a_removal_that_fails_is_done_by_the_next_delivery(built: Built, store: Store) -> None:
    deliver(built(甲="一", 乙="一"), "case", TARGET, ignore_progress)
    folder = built(甲="一")
    store.refuse = lambda method, _path: method == "DELETE"

    first = deliver(folder, "case", TARGET, ignore_progress)
    store.refuse = lambda _method, _path: False
    second = deliver(folder, "case", TARGET, ignore_progress)

    assert (first.complete, first.left) == (False, (address("乙"),))
    assert (second.complete, second.removed) == (True, (address("乙"),))


def test_progress_counts_all_files(built: Built, store: Store) -> None:
    deliver(built(甲="一", 乙="一"), "case", TARGET, ignore_progress)
    seen: list[tuple[int, int]] = []

    deliver(built(甲="一", 乙="二", 丙="三"), "case", TARGET, lambda *now: seen.append(now))

    assert seen == [(4, 5), (5, 5)]


def test_removal_leaves_files_of_others(built: Built, store: Store) -> None:
    deliver(built(甲="一"), "case", TARGET, ignore_progress)
    deliver(built(甲="一"), "other", TARGET, ignore_progress)
    store.client.put_object(Bucket="visits", Key="guests/case/map.pdf", Body=b"%PDF")

    removed = remove_delivery("case", TARGET)

    assert removed == tuple(sorted((address("甲"), "index.html", "sw.js")))
    assert {key.split("/")[1] for key in store.objects()} == {"other", "case"}
    assert "guests/case/map.pdf" in store.objects()


def test_oss_is_delivered_to_by_the_same_interface(
    built: Built, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSS_ENDPOINT", store.address)
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", "invented")
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", "invented")

    assert deliver(built(甲="一"), "case", "oss://visits/guests", ignore_progress).complete
    assert len(store.objects()) == 3


def test_the_reason_why_a_store_cannot_be_used_is_reported(
    built: Built, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built(甲="一")

    def code(target: str) -> str:
        with pytest.raises(PublishError) as problem:
            deliver(folder, "case", target, ignore_progress)
        return problem.value.finding.code

    assert code("carrier-pigeon://north") == "publish.no_way"
    store.refuse = lambda _method, _path: True
    assert code(TARGET) == "publish.unreachable"
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert code("s3://elsewhere") == "publish.unreachable"
