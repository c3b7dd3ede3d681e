"""Served pages: a policy that permits one more script, and links to the cards served here."""

from __future__ import annotations

from generator.preview.served_pages import served_page, version_of

CARD = (
    '<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    'content="default-src &#39;none&#39;; script-src &#39;sha256-AA=&#39;; '
    'base-uri &#39;none&#39;">'
    "<style>a{}</style></head><body>卡</body>"
)


def test_a_card_s_policy_permits_the_script_and_requests_to_this_server_only() -> None:
    script = f'<script src="/-/live.js" nonce="N" data-version="{version_of(CARD.encode())}">'

    assert served_page(CARD.encode(), "N", None).decode() == (
        '<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        'content="default-src &#x27;none&#x27;; script-src &#x27;sha256-AA=&#x27; '
        "&#x27;nonce-N&#x27;; base-uri &#x27;none&#x27;; connect-src &#x27;self&#x27;"
        f'">{script}</script><style>a{{}}</style></head><body>卡</body>'
    )


def test_a_page_that_has_no_script_gets_one() -> None:
    page = CARD.replace("&#39;sha256-AA=&#39;", "&#39;none&#39;")

    assert "script-src &#x27;nonce-N&#x27;;" in served_page(page.encode(), "N", None).decode()


def test_links_to_cards_lead_to_the_cards_served_here() -> None:
    page = (
        '<a href="https://guests.example/case/g/a.html#k=b">甲</a>'
        '<a href="http://127.0.0.1:8000/guests/case/g/c.html">乙</a>'
        '<a href="https://other.example/">丙</a>'
    )

    assert (
        served_page(page.encode(), "N", "https://guests.example/")
        .decode()
        .endswith(
            '<a href="/guests/case/g/a.html#k=b">甲</a><a href="/guests/case/g/c.html">乙</a>'
            '<a href="https://other.example/">丙</a>'
        )
    )
