"""Where an app may be sent, and what proves a challenge."""

import pytest

from clonery.server.consent import App
from clonery.server.consent.kept import fits, proves

OPEN = App("a", "s")
BOUND = App("a", "s", redirects=("https://app.example/cb", "http://localhost/in"))


@pytest.mark.parametrize(
    ("app", "address", "wanted"),
    [
        (OPEN, "http://localhost:1234/any", True), (OPEN, "http://127.0.0.1/", True), (OPEN, "app.example:/cb", True),
        (OPEN, "https://app.example/", False), (OPEN, "", False), (OPEN, "/cb", False),
        (BOUND, "https://app.example/cb", True), (BOUND, "https://app.example/cb/more", True),
        (BOUND, "https://app.example/cbx", False), (BOUND, "http://app.example/cb", False),
        (BOUND, "https://app.example:444/cb", False), (BOUND, "http://localhost:77/in", True),
        (BOUND, "https://evil.example/cb", False), (BOUND, "https://app.example/cb#x", False),
    ],
)  # fmt: skip
def test_an_app_is_sent_to_its_own_addresses_alone(app: App, address: str, wanted: bool) -> None:
    assert fits(app, address) is wanted


def test_challenges() -> None:
    assert proves("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "S256")
    assert proves("x", "x", "plain")
    assert not proves("x", "y", "plain")
    assert not proves("", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "S256")
