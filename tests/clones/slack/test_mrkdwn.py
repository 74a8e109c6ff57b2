"""Slack's markup: what is escaped, what becomes a link or a mention, and the rich text of it."""

import pytest

from clonery.clones.slack import mrkdwn


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a & b < c", "a &amp; b &lt; c"), ("already &amp; fine", "already &amp; fine"),
        ("see https://x.example/a?b=1.", "see <https://x.example/a?b=1>."), ("<@U1> and <#C1|x>", "<@U1> and <#C1|x>"),
        ("<https://x.example|x>", "<https://x.example|x>"), ("a -> b", "a -&gt; b"), ("> quoted", "&gt; quoted"),
        ("<script>", "&lt;script&gt;"),
    ],
)  # fmt: skip
def test_a_text_is_kept_escaped_and_linked(text: str, stored: str) -> None:
    assert mrkdwn.normal(text) == stored
    assert mrkdwn.normal(stored) == stored


def test_names_become_mentions_where_they_are_known() -> None:
    made = mrkdwn.linked("@ada @here #plans @nobody a@b.example", {"ada": "U1"}.get, {"plans": "C1"}.get)
    assert made == "<@U1> <!here> <#C1|plans> @nobody a@b.example"
    assert mrkdwn.mentioned(made) == ["U1"]


def test_rich_text_has_styles_tags_and_emoji() -> None:
    made = mrkdwn.rich_text("*b* _i_ ~s~ `c` :tada: <@U1> <#C1|x> <!here> <https://x.example|l> snake_case_name", "b1")
    (section,) = made["elements"]
    kinds = [(each["type"], each.get("style")) for each in section["elements"] if each.get("text") != " "]
    assert kinds == [
        ("text", {"bold": True}), ("text", {"italic": True}), ("text", {"strike": True}), ("text", {"code": True}),
        ("emoji", None), ("user", None), ("channel", None), ("broadcast", None), ("link", None), ("text", None),
    ]  # fmt: skip
    assert section["elements"][-1]["text"] == " snake_case_name"


def test_quotes_and_code_are_parts_of_their_own() -> None:
    made = mrkdwn.rich_text("first\n> said\n```\nx = 1\n```\nlast", "b1")
    assert [each["type"] for each in made["elements"]] == [
        "rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_section",
    ]  # fmt: skip
    assert made["elements"][2]["elements"] == [{"type": "text", "text": "x = 1"}]


def test_entities_are_read_and_styles_may_nest() -> None:
    assert mrkdwn.inline("a &lt; b")[0]["text"] == "a < b"
    assert mrkdwn.inline("*b _bi_*")[1] == {"type": "text", "text": "bi", "style": {"bold": True, "italic": True}}


def test_standard_markdown_is_turned_into_it() -> None:
    text = "# Head\n- **bold** and *soft*\n- [here](https://x.example) ~~gone~~"
    assert mrkdwn.markdown(text) == "*Head*\n• *bold* and _soft_\n• <https://x.example|here> ~gone~"
