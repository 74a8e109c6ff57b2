"""What is printed of invoices, credit notes and quotes."""

from clonery.clones.stripe.billing import paper


def test_a_page_of_text() -> None:
    made = paper.pdf(["Total (all): €5.00", "ünï", "日本"])
    assert made.startswith(b"%PDF-1.4\n")
    assert made.endswith(b"%%EOF\n")
    assert rb"(Total \(all\): " + "€5.00".encode("cp1252") in made
    assert b"(??) Tj" in made
    where = int(made.rsplit(b"startxref\n", 1)[1].split()[0])
    assert made[where:].startswith(b"xref\n0 6\n")
    for line in made[where:].splitlines()[3:8]:
        assert made[int(line[:10]) :].split(b" ", 2)[1:2] == [b"0"]


def test_sums_are_listed() -> None:
    document = {"subtotal": 1000, "total": 1180, "total_taxes": [{"amount": 80}], "amount_shipping": 200,
                "total_discount_amounts": [{"amount": 100}]}  # fmt: skip
    listed = paper.rows(document, [{"description": "Pro", "amount": 1000}])
    assert listed == [
        ("Pro", 1000),
        ("Subtotal", 1000),
        ("Discount", -100),
        ("Shipping", 200),
        ("Tax", 80),
        ("Total", 1180),
    ]
    assert paper.told(listed[:1], "usd") == ["Pro: $10.00 usd"]
