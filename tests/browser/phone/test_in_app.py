"""A card in WeChat and similar apps, and what every card says about reading without signal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.web.browsers import (
    FULL,
    NO_STORAGE,
    PHONE,
    Site,
    addresses,
    eventually,
    violations,
    wait_until_kept,
)

SLUG, GUEST = "2026-05-ecotour", "欧阳·朝晖"
CLOCK = "2026-05-19T08:00:00+08:00"
KEPT, NOT_KEPT, IN_APP = (
    "已存在这部手机，断网可看",
    "不能离线保存本页",
    "点右上角 ··· → 在浏览器打开",
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
ANDROID = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko)"
WECHAT_IOS = f"{IPHONE} Gecko) Mobile/15E148 MicroMessenger/8.0.50(0x18003234) NetType/4G"
WECHAT_ANDROID = f"{ANDROID} Chrome/116 Mobile Safari/537.36 XWEB/1160 MicroMessenger/8.0"
AGENTS = {
    "WeChat, iOS": (WECHAT_IOS, True),
    "WeChat, Android": (WECHAT_ANDROID, True),
    "WeCom": (f"{ANDROID} Chrome/116 Mobile wxwork/4.1.20 MicroMessenger/7.0.1", True),
    "QQ": (f"{ANDROID} Chrome/109 MQQBrowser/6.2 QQ/9.0.8.13 NetType/4G", True),
    "DingTalk": (f"{IPHONE} Gecko) Mobile/15E148 AliApp(DingTalk/7.5.10)", True),
    "Feishu": (f"{ANDROID} Chrome/110 Mobile Safari/537.36 Lark/7.14.5", True),
    "Weibo": (f"{IPHONE} Gecko) Mobile/15E148 Weibo (iPhone14,5__weibo__14.5.0)", True),
    "Alipay": (f"{IPHONE} Gecko) Mobile/15E148 NebulaSDK/1.8 AlipayClient/10.5.96", True),
    "Safari": (f"{IPHONE} Gecko) Version/17.5 Mobile/15E148 Safari/604.1", False),
    "Chrome": (f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36", False),
    "QQ Browser": (f"{ANDROID} Version/4.0 Chrome/109 MQQBrowser/14.9 Mobile Safari/537.36", False),
    "Huawei": (f"{ANDROID} Chrome/114 HuaweiBrowser/15.0.4 Mobile Safari/537.36", False),
}
NO_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
# The mark ✓ stays, which is taken away after a second and a half.
NO_TIMERS = "window.setTimeout = () => 0;"
DENIED_CLIPBOARD = "navigator.clipboard.writeText = () => Promise.reject(new DOMException());"
HEARD = """addEventListener("copy", () => {
  let area = document.activeElement;
  window.heard = area.value.slice(area.selectionStart, area.selectionEnd);
});"""
# What a press may change: the page, what is open, where it is scrolled to, what was copied.
STATE = "() => [document.documentElement.outerHTML, scrollY, window.written || '']"
WRITTEN = """navigator.clipboard.writeText = text => {
  window.written = text;
  return Promise.resolve();
};"""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a browser of some kind, after scripts that make it one."""
    contexts = []

    def opened(url: str, agent: str, *scripts: str) -> Page:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", user_agent=agent)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(CLOCK)
        for script in scripts:
            page.add_init_script(script)
        page.goto(url)
        page.wait_for_selector(".now:visible")
        return page

    yield opened
    for context in contexts:
        context.close()


def line(page: Page) -> str:
    """Return what the card says about reading without signal."""
    return str(page.locator(".card:visible .kept").inner_text())


@pytest.mark.browser
@pytest.mark.parametrize("name", AGENTS)
def test_a_browser_in_an_app_is_known_by_its_user_agent(
    site: Site, phone: Callable[..., Page], name: str
) -> None:
    agent, in_app = AGENTS[name]

    page = phone(addresses(site, SLUG)[GUEST], agent, NO_WORKER)

    assert (IN_APP in line(page), NOT_KEPT in line(page)) == (in_app, not in_app)
    assert page.locator("[data-calendar]:visible, [data-save]:visible").count() == (
        0 if in_app else 2
    )
    assert page.locator("[data-days]:visible").count() == (1 if in_app else 0)


@pytest.mark.browser
@pytest.mark.parametrize("agent", [WECHAT_IOS, WECHAT_ANDROID, AGENTS["Chrome"][0]])
@pytest.mark.parametrize("person", [GUEST, "王强"])
def test_every_button_does_something(
    site: Site, phone: Callable[..., Page], agent: str, person: str
) -> None:
    page = phone(addresses(site, SLUG)[person], agent, NO_WORKER, WRITTEN)
    downloads: list[str] = []
    page.on("download", lambda download: downloads.append(download.suggested_filename))
    dead = []

    for button in page.locator("button:visible").element_handles():
        if not button.is_visible() or button.get_attribute("aria-pressed") == "true":
            continue
        label = button.inner_text()
        page.evaluate("scrollTo(0, 0); window.written = ''")
        before = (page.evaluate(STATE), len(downloads))
        button.evaluate("button => button.click()")
        if not any(state_differs(page, downloads, before) for _ in range(500)):
            dead.append(label)
        if label == "English":
            page.locator("[data-language=zh]:visible").click()

    assert dead == []


def state_differs(page: Page, downloads: list[str], before: tuple[object, int]) -> bool:
    """Tell whether a press has had an effect; wait a moment if not."""
    if (page.evaluate(STATE), len(downloads)) != before:
        return True
    page.wait_for_timeout(60)
    return False


@pytest.mark.browser
@pytest.mark.parametrize("denied", [NO_CLIPBOARD, DENIED_CLIPBOARD], ids=["none", "denied"])
def test_where_the_clipboard_is_denied_a_selection_is_copied(
    site: Site, phone: Callable[..., Page], denied: str
) -> None:
    scripts = (NO_WORKER, denied, HEARD, NO_TIMERS)
    page = phone(addresses(site, SLUG)[GUEST], WECHAT_ANDROID, *scripts)

    copy = page.locator(".rooms .copy:visible")
    copy.click()

    expect(copy).to_have_text("复制 ✓")
    assert page.evaluate("window.heard") == "明峰宾馆 8302"
    assert page.locator("textarea").count() == 0


@pytest.mark.browser
def test_where_nothing_can_be_copied_the_text_is_there_to_be_copied_by_hand(
    site: Site, phone: Callable[..., Page]
) -> None:
    refused = "document.execCommand = () => false;"
    page = phone(addresses(site, SLUG)[GUEST], WECHAT_IOS, NO_WORKER, NO_CLIPBOARD, refused)

    area = page.locator("textarea:visible")
    page.locator("[data-days]:visible").click()
    area.evaluate("area => { area.dataset.former = ''; }")
    page.locator("[data-days]:visible").click()
    page.locator("textarea:not([data-former])").wait_for()

    lines = area.input_value().splitlines()
    assert lines[0] == "5月18日周一 10:20 抵达 G1234"
    assert "5月19日周二 09:10–11:00 湿地保护现场交流 云溪生态园 游客中心" in lines
    assert len(lines) == page.locator(".card:visible .entry").count()
    assert violations(page, within="textarea") == []


@pytest.mark.browser
def test_in_an_app_what_is_next_is_copied_as_text(site: Site, phone: Callable[..., Page]) -> None:
    page = phone(addresses(site, SLUG)[GUEST], WECHAT_IOS, NO_WORKER, WRITTEN)

    page.locator(".now button:visible").last.click()
    eventually(page, "Boolean(window.written)")

    assert page.evaluate("window.written") == (
        "5月19日周二 08:20–09:00 乘车前往云溪生态园 1号车 · 大巴 鄂E·0C021 明峰宾馆 正门停车场"
    )


@pytest.mark.browser
def test_a_kept_card_shows_that_it_is_kept_with_and_without_signal(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, SLUG)[GUEST])
    wait_until_kept(page)
    eventually(page, "document.documentElement.dataset.kept === 'yes'")
    assert line(page) == KEPT

    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(".card:visible")
    eventually(page, "document.documentElement.dataset.kept === 'yes'")
    assert line(page) == KEPT


@pytest.mark.browser
def test_a_card_that_does_not_fit_into_storage_does_not_claim_to_be_kept(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, SLUG)[GUEST])
    wait_until_kept(page)
    (worker,) = page.context.service_workers
    worker.evaluate(FULL)

    page.reload()

    eventually(page, "document.documentElement.dataset.kept === 'no'")
    assert NOT_KEPT in line(page)


@pytest.mark.browser
def test_where_storage_is_denied_the_card_explains_what_to_do(
    site: Site, phone: Callable[..., Page]
) -> None:
    page = phone(addresses(site, SLUG)[GUEST], AGENTS["Safari"][0], NO_STORAGE)

    eventually(page, "document.documentElement.dataset.kept === 'no'")
    assert "请截图" in line(page)


@pytest.mark.browser
def test_ticking_a_task_shows_that_it_is_reported_to_nobody(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, SLUG)["王强"])
    page.wait_for_selector(".card:visible")

    assert "勾选只记在这部手机，不会上报" in page.locator(".tasks:visible").inner_text()
