"""A checkout page paid in a real browser, without a head."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Shop(BaseHTTPRequestHandler):
    """Where the browser is sent once it has paid."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>Thank you</title>")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Shop) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is on the path")
    with playwright.sync_playwright() as made:
        browser = made.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.all
def test_a_declined_card_is_said_and_another_pays(api: Any, shop: str, page: Any) -> None:
    product = {"currency": "usd", "unit_amount": 1250, "product_data": {"name": "Lamp"}}
    session = api.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"price_data": product, "quantity": 2}],
            "success_url": f"{shop}/thanks?session={{CHECKOUT_SESSION_ID}}",
        }
    )
    assert session.url is not None
    page.goto(session.url)
    assert "$25.00" in page.inner_text("table")
    page.fill("#email", "buyer@acme.example")
    for name, value in (("cardNumber", "4000000000000002"), ("cardExpiry", "12/34"), ("cardCvc", "123")):
        page.fill(f"#{name}", value)
    page.click(".SubmitButton")
    assert "declined" in page.inner_text("[role=alert]")
    page.fill("#cardNumber", "4242424242424242")
    page.click(".SubmitButton")
    page.wait_for_url(f"{shop}/thanks?session={session.id}")
    assert page.title() == "Thank you"
    paid = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (paid.status, paid.payment_status, paid.amount_total) == ("complete", "paid", 2500)
    assert not isinstance(paid.payment_intent, str | None)
    assert (paid.payment_intent.status, paid.payment_intent.amount_received) == ("succeeded", 2500)
    assert paid.customer_details is not None
    assert paid.customer_details.email == "buyer@acme.example"
