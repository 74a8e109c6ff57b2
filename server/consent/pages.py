"""Pages for people, plain HTML: who are you, may this app, a code from a device, what was wrong."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..request import Answer
from ..state.record import Record
from .declared import App, Consent

if TYPE_CHECKING:
    from ..call import Call

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 4rem auto; padding: 0 1rem }
label { display: block; margin: 1rem 0 } button { font: inherit; padding: .4rem 1rem; margin: 1rem .5rem 0 0 }
select, input { font: inherit; width: 100%; padding: .3rem }
"""


def _page(title: str, body: str, status: int = 200) -> Answer:
    text = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
    return Answer(status, text.encode(), headers, json=False)


def consent(
    call: Call, consent: Consent, app: App, scopes: tuple[str, ...], user: Record | None, user_code: str = ""
) -> Answer:
    """Who are you, and may this app have these scopes? The form goes to the address it came from."""
    rows = "".join(f"<li><code>{escape(scope)}</code> {escape(consent.scopes.get(scope, ''))}</li>" for scope in scopes)
    people = "".join(
        f'<option value="{escape(str(person.id))}"{" selected" if user and person.id == user.id else ""}>'
        f"{escape(_called(call, person))}</option>"
        for person in consent.people(call)
    )
    hidden = f'<input type="hidden" name="user_code" value="{escape(user_code)}">' if user_code else ""
    wants = f"<p>It asks for:</p><ul>{rows}</ul>" if rows else "<p>It asks for nothing beyond who you are.</p>"
    return _page(
        f"{app.name} would like to use {call.clone.title} as you",
        f'{wants}<form method="post">{hidden}<label>You are <select name="user">{people}</select></label>'
        f'<button name="decision" value="allow">Allow</button>'
        f'<button name="decision" value="deny">Deny</button></form>',
    )


def typing(call: Call, wrong: str = "") -> Answer:
    """Type the code that the device shows."""
    told = f"<p><strong>{escape(wrong)}</strong></p>" if wrong else ""
    return _page(
        f"Connect a device to {call.clone.title}",
        f'{told}<form method="get"><label>The code it shows <input name="user_code" autofocus></label>'
        f"<button>Continue</button></form>",
        400 if wrong else 200,
    )


def done(call: Call, allowed: bool) -> Answer:
    """The device knows now."""
    said = "The device may go on. You can close this page." if allowed else "The device was told no."
    return _page("Done", f"<p>{said}</p>")


def problem(call: Call, status: int, code: str, description: str) -> Answer:
    """Nobody can be sent anywhere: the app or its address is not known."""
    return _page("This can't go on", f"<p><code>{escape(code)}</code>: {escape(description)}.</p>", status)


def _called(call: Call, person: Record) -> str:
    name, handle = person.get("name"), call.clone.dialect.actor_name(person)
    return f"{name} ({handle})" if name and name != handle else handle
