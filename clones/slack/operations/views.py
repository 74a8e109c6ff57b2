"""Modals and home tabs, opened within three seconds of what a person did; https://docs.slack.dev/reference/methods?family=views."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import blocks as kit
from .. import shapes
from ..lookups import app_of, find_user, me, team_of
from ..records import App, Trigger, User, View
from ..wording import invalid, no

STACK_LIMIT = 3


def spent(
    call: Call, trigger_id: str | None,
    words: tuple[str, str, str] = ("invalid_trigger_id", "expired_trigger_id", "exchanged_trigger_id"),
) -> Trigger:  # fmt: skip
    """What a person did, for its one use. Raises the words for no trigger, one of long ago, and a used one."""
    unknown, expired, used = words
    found = call.peek(Trigger, trigger_id) if trigger_id else None
    if found is None:
        raise no(unknown if trigger_id else "invalid_arguments")
    if found.expires <= call.moment:
        raise no(expired)
    if found.uses:
        raise no(used)
    return call.update(found, uses=1)


def checked(view: dict[str, Any], *types: str) -> dict[str, Any]:
    """The view, if it may be shown; with an id for each of its blocks and elements."""
    found = kit.view_flaws(view)
    if not found and view["type"] not in types:
        found = [f"must be one of: {', '.join(types)} [json-pointer:/view/type]"]
    if found:
        raise invalid("invalid_arguments", found)
    return view


def named(call: Call, view: dict[str, Any]) -> dict[str, Any]:
    """The view with ids for the blocks and elements that have none."""
    blocks = []
    for block in view["blocks"]:
        made = block if block.get("block_id") else {**block, "block_id": call.new_id(size=5)}
        element = made.get("element")
        if isinstance(element, dict) and "action_id" not in element:
            made = {**made, "element": {**element, "action_id": call.new_id(size=5)}}
        blocks.append(made)
    return {**view, "blocks": blocks}


def show(call: Call, app: App, user: User, given: dict[str, Any], previous: View | None = None) -> View:
    """A new view that a person sees."""
    external = given.get("external_id") or ""
    if external and call.first(View, {"external_id": external, "open": True}):
        raise no("duplicate_external_id")
    id = "V0" + call.new_id(size=9).upper()
    return call.create(
        View, id=id, app_id=app.id, user=user.id, team_id=team_of(call).id, type=given["type"], given=named(call,
            given),
        hash=f"{call.now}.{call.new_id(size=8)}", external_id=external, root=previous.root if previous else id,
        previous=previous.id if previous else None,
    )  # fmt: skip


def _app(call: Call) -> App:
    app = app_of(call)
    if app is None:
        raise no("not_allowed_token_type")
    return app


@operation("views.open")
def open_view(
    call: Call, view: dict[str, Any], trigger_id: str | None = None, interactivity_pointer: str | None = None
) -> dict[str, Any]:
    given = checked(view, "modal")
    trigger = spent(call, trigger_id or interactivity_pointer)
    for held in call.all(View, {"user": trigger.user, "type": "modal", "open": True}):
        call.update(held, open=False)
    made = show(call, _app(call), call.get(User, trigger.user), given)
    return {"view": shapes.view(call, made)}


@operation("views.push")
def push_view(
    call: Call, view: dict[str, Any], trigger_id: str | None = None, interactivity_pointer: str | None = None
) -> dict[str, Any]:
    given = checked(view, "modal")
    trigger = spent(call, trigger_id or interactivity_pointer)
    below = call.peek(View, trigger.view) if trigger.view else None
    if below is None:
        raise no("not_found")
    made = pushed(call, _app(call), below, given)
    return {"view": shapes.view(call, made)}


def pushed(call: Call, app: App, below: View, given: dict[str, Any]) -> View:
    """A view on top of another, of which there may be three."""
    depth, under = 1, below
    while under.previous:
        depth, under = depth + 1, call.get(View, under.previous)
    if depth >= STACK_LIMIT:
        raise no("push_limit_reached")
    return show(call, app, call.get(User, below.user), given, below)


@operation("views.update")
def update_view(
    call: Call,
    view: dict[str, Any],
    view_id: str | None = None,
    external_id: str | None = None,
    hash: str | None = None,
) -> dict[str, Any]:
    found = call.peek(View, view_id) if view_id else call.first(View, {"external_id": external_id, "open": True})
    if found is None or not found.open:
        raise no("not_found")
    return {"view": shapes.view(call, changed(call, found, checked(view, found.type), hash))}


def changed(call: Call, found: View, given: dict[str, Any], hash: str | None = None) -> View:
    """A view with another content; what was entered in blocks that stay is kept."""
    if hash and hash != found.hash:
        raise no("hash_conflict")
    given = named(call, given)
    ids = {block["block_id"] for block in given["blocks"]}
    state = {id: held for id, held in found.state.items() if id in ids}
    return call.update(
        found, given=given, hash=f"{call.now}.{call.new_id(size=8)}", state=state,
        external_id=given.get("external_id") or found.external_id,
    )  # fmt: skip


@operation("views.publish")
def publish(call: Call, user_id: str, view: dict[str, Any], hash: str | None = None) -> dict[str, Any]:
    """The home tab of an app, as one person sees it."""
    given = checked(view, "home")
    user, app = find_user(call, user_id), _app(call)
    found = call.first(View, {"user": user.id, "type": "home", "app_id": app.id})
    if found is not None:
        return {"view": shapes.view(call, changed(call, found, given, hash))}
    return {"view": shapes.view(call, show(call, app, user, given))}


@operation("dialog.open")
def open_dialog(call: Call, dialog: dict[str, Any], trigger_id: str) -> dict[str, Any]:
    """The older form of a modal."""
    flaws = [f"missing required field: {name}" for name in ("callback_id", "title", "elements") if name not in dialog]
    if flaws:
        raise invalid("validation_errors", flaws)
    spent(call, trigger_id, ("invalid_trigger", "trigger_expired", "trigger_exchanged"))
    return {}


@operation("blocks.validate")
def validate(call: Call, blocks: Any = None, message: Any = None, view: Any = None) -> dict[str, Any]:
    """Whether blocks would be taken."""
    me(call)
    if isinstance(view, dict):
        found = kit.view_flaws(view)
    else:
        given = kit.parsed(blocks) or (message.get("blocks") if isinstance(message, dict) else None)
        found = kit.flaws(given or [])
    if found:
        raise invalid("invalid_blocks", found)
    return {}
