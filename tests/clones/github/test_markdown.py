"""Markdown as GitHub reads it."""

import sys

import pytest

from clonery.clones.github.markdown import render
from clonery.server.call import Call

BASE = "http://test/github"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", "<p>a\nb</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("- [ ] one\n- [x] two", '<ul>\n<li><input type="checkbox" disabled=""> one</li>\n'
         '<li><input type="checkbox" checked="" disabled=""> two</li>\n</ul>\n'),
        ("`#1 @ada`", "<p><code>#1 @ada</code></p>\n"),
        ("#1 @ada", "<p>#1 @ada</p>\n"),
    ],
)  # fmt: skip
def test_plain_text(call: Call, text: str, html: str) -> None:
    assert render(call, text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("#1", f'<p><a href="{BASE}/acme/webapp/issues/1">#1</a></p>\n'),
        ("acme/webapp#2 & #77", f'<p><a href="{BASE}/acme/webapp/issues/2">acme/webapp#2</a> &amp; #77</p>\n'),
        ("@ben, @nobody", f'<p><a href="{BASE}/ben">@ben</a>, @nobody</p>\n'),
        ("ben@acme.example", "<p>ben@acme.example</p>\n"),
        ("[#1](https://x.example)", '<p><a href="https://x.example">#1</a></p>\n'),
    ],
)
def test_comments_with_references(call: Call, text: str, html: str) -> None:
    assert render(call, text, "acme/webapp", comment=True) == html


def test_what_the_caller_may_not_see_is_no_link(call: Call) -> None:
    call.actor = None
    call.memo.clear()
    assert render(call, "#1", "acme/infrastructure", comment=True) == "<p>#1</p>\n"
    assert "markdown_it" in sys.modules
