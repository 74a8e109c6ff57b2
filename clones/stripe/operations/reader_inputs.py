"""Terminal: cards kept for later and forms filled in at a reader; https://docs.stripe.com/api/terminal/readers/collect_inputs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from ..lookups import find, named, save
from ..payments import cards, methods, setting_up
from ..records.payments import SetupIntent
from ..records.terminal import Reader
from ..refusals import Refusal, unexpected
from ..shapes import shape
from .readers import PRESENTS, begin
from .setup_intents import OPEN

TYPED = {"email": "ada@acme.example", "numeric": "1234567890", "phone": "+15555550123", "text": "Filled in"}
"""What a customer of a simulated reader types."""


@operation("PostTerminalReadersReaderProcessSetupIntent")
def process_setup(
    call: Call, reader: str, setup_intent: str, allow_redisplay: str, process_config: dict[str, Any] | None = None
) -> Reader:
    """POST /v1/terminal/readers/{reader}/process_setup_intent: waits for the card that is to be kept."""
    intent = named(call, SetupIntent, setup_intent, "setup_intent")
    if intent.status not in OPEN:
        more = {"setup_intent": shape(call, intent, True)}
        raise unexpected("setup_intent", "processed", intent.status, OPEN, **more)
    return begin(call, reader, "process_setup_intent", setup_intent=intent.id, process_config=process_config)


def _presented(call: Call, found: Reader, name: str) -> Reader:
    """A card is held to the reader: a copy of it is kept."""
    action = dict(found.action or {})
    told = action["process_setup_intent"]
    intent, kept = call.get(SetupIntent, told["setup_intent"]), methods.from_case(call, name)
    case = cards.CASES[name]
    if case.attaches and not isinstance(setting_up.attempt(call, intent, kept, None, True), Answer):
        action |= {"status": "succeeded", "process_setup_intent": {**told, "generated_card": kept.id}}
        return save(call, found, "terminal.reader.action_succeeded", action=action)
    action |= {"status": "failed", "failure_code": case.code or "card_declined", "failure_message": case.message}
    return save(call, found, "terminal.reader.action_failed", action=action)


PRESENTS["process_setup_intent"] = _presented


@operation("PostTerminalReadersReaderCollectInputs")
def collect_inputs(
    call: Call, reader: str, inputs: list[dict[str, Any]], metadata: dict[str, str] | None = None
) -> Reader:
    """POST /v1/terminal/readers/{reader}/collect_inputs: the reader shows a form."""
    shown = []
    for given in inputs:
        kind = given["type"]
        told = {**(given.get("selection") or {}), "id": None, "text": None} if kind == "selection" else {"value": None}
        toggles = [{**each, "value": None} for each in given.get("toggles") or ()]
        kept = {name: given[name] for name in ("custom_text", "required") if name in given}
        shown.append({**kept, "type": kind, kind: told, **({"toggles": toggles} if toggles else {})})
    return begin(call, reader, "collect_inputs", inputs=shown, metadata=metadata or {})


def _asked(call: Call, id: str) -> Reader:
    found = find(call, Reader, id, "reader")
    action = found.action or {}
    if action.get("type") != "collect_inputs" or action.get("status") != "in_progress":
        raise Refusal("The reader collects no inputs.", "terminal_reader_invalid_location_for_activation")
    return found


@operation("PostTestHelpersTerminalReadersReaderSucceedInputCollection")
def succeed(call: Call, reader: str, skip_non_required_inputs: str = "none") -> Reader:
    """POST /v1/test_helpers/terminal/readers/{reader}/succeed_input_collection: a customer fills the form in."""
    found = _asked(call, reader)
    action = dict(found.action or {})
    told = action["collect_inputs"]
    filled = [_filled(call, one, skip_non_required_inputs == "all") for one in told["inputs"]]
    action |= {"status": "succeeded", "collect_inputs": {**told, "inputs": filled}}
    return save(call, found, "terminal.reader.action_succeeded", action=action)


def _filled(call: Call, one: dict[str, Any], skips: bool) -> dict[str, Any]:
    if skips and not one.get("required"):
        return {**one, "skipped": True}
    kind = one["type"]
    if kind == "selection":
        choice = one[kind]["choices"][0]
        value: Any = {**one[kind], "id": choice["id"], "text": choice["text"]}
    else:
        value = {"value": call.new_id("file_", 24) if kind == "signature" else TYPED[kind]}
    made = {**one, kind: value, "skipped": False}
    if one.get("toggles"):
        made["toggles"] = [{**each, "value": each.get("default_value") or "disabled"} for each in one["toggles"]]
    return made


@operation("PostTestHelpersTerminalReadersReaderTimeoutInputCollection")
def time_out(call: Call, reader: str) -> Reader:
    """POST /v1/test_helpers/terminal/readers/{reader}/timeout_input_collection: nobody fills the form in."""
    found = _asked(call, reader)
    failed = {"status": "failed", "failure_code": "terminal_reader_timeout",
              "failure_message": "The customer did not fill in the form in time."}  # fmt: skip
    return save(call, found, "terminal.reader.action_failed", action={**(found.action or {}), **failed})
