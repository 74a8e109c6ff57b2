"""Pages say plainly what is asked, and hold nothing of a stranger's markup."""

from clonery.server import perform
from clonery.server.consent import App, Consent, pages
from clonery.server.request import Request

from .conftest import Web


def test_names_and_scopes_are_escaped(web: Web) -> None:
    call = perform.start(web.farm, web.session, web.clone, Request("GET", "/"))
    made = pages.consent(call, Consent(), App("a", "s", "<script>"), ("<i>",), None, '"><b>')
    page = made.body.decode()
    assert "<script>" not in page
    assert "<code>&lt;i&gt;</code>" in page
    assert 'value="&quot;&gt;&lt;b&gt;"' in page
    assert dict(made.headers)["Content-Type"].startswith("text/html")
    assert b"told no" in pages.done(call, False).body
    assert b"&lt;x&gt;" in pages.typing(call, "<x>").body
    assert pages.problem(call, 404, "a", "b").status == 404
