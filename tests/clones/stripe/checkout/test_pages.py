"""How pages look, and what is read off them."""

import pytest

from clonery.clones.stripe.checkout import pages


def test_a_page_is_html_and_escapes_what_it_shows() -> None:
    answer = pages.question("<b>", "a & b", [("x", '"', "go")], error="<i>")
    assert dict(answer.headers)["Content-Type"].startswith("text/html")
    text = answer.body.decode()
    assert ("<b>" in text, "a &amp; b" in text, "&lt;i&gt;" in text) == (False, True, True)


def test_a_redirect_keeps_the_query() -> None:
    assert pages.with_query("https://a.example/?x=1", y="2 3") == "https://a.example/?x=1&y=2+3"
    assert dict(pages.redirect("https://a.example").headers) == {"Location": "https://a.example"}


@pytest.mark.parametrize(
    ("typed", "month", "year"), [("08 / 34", "08", "34"), ("8/2034", "8", "2034"), ("soon", None, None)]
)
def test_an_expiry_is_read(typed: str, month: str | None, year: str | None) -> None:
    card = pages.card_of({"cardNumber": "4242", "cardExpiry": typed})
    assert (card["exp_month"], card["exp_year"], card["number"]) == (month, year, "4242")
