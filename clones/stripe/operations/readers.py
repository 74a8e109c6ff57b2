"""Terminal: readers, what they are told to do, and a card held to them; https://docs.stripe.com/api/terminal/readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..payments import cards, confirming, intents, refunding
from ..records.payments import Charge, PaymentIntent, PaymentMethod
from ..records.terminal import Location, Reader
from ..refusals import Refusal, absent, unexpected
from ..shapes import Shown, shape, shows

CODES = {"simulated-wpe": "simulated_wisepos_e", "simulated-s700": "simulated_stripe_s700",
         "simulated-wpe-offline": "simulated_wisepos_e"}  # fmt: skip
"""Registration codes of simulated readers; any other one is a real reader that is not there."""


@operation("PostTerminalConnectionTokens")
def create_token(call: Call, location: str | None = None) -> dict[str, Any]:
    """POST /v1/terminal/connection_tokens"""
    if location:
        named(call, Location, location, "location")
    return {"object": "terminal.connection_token", "secret": call.new_id("pst_test_", 40),
            **({"location": location} if location else {})}  # fmt: skip


@operation("PostTerminalLocations")
def create_location(
    call: Call, display_name: str | None = None, address: dict[str, Any] | None = None, **given: Any
) -> Location:
    """POST /v1/terminal/locations"""
    for name, value in (("display_name", display_name), ("address", address)):
        if not value:
            raise absent(name)
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    return make(call, Location, id=None, display_name=display_name, address=address, **fields)


@operation("GetTerminalLocationsLocation")
def get_location(call: Call, location: str) -> Location:
    """GET /v1/terminal/locations/{location}"""
    return find(call, Location, location, "location")


@operation("PostTerminalLocationsLocation")
def update_location(call: Call, location: str, **given: Any) -> Location:
    """POST /v1/terminal/locations/{location}"""
    found = find(call, Location, location, "location")
    return save(call, found, **changed(found, given))


@operation("DeleteTerminalLocationsLocation")
def delete_location(call: Call, location: str) -> dict[str, Any]:
    """DELETE /v1/terminal/locations/{location}: not while a reader stands there."""
    found = find(call, Location, location, "location")
    if call.first(Reader, {"location": location}) is not None:
        raise Refusal("A location with readers can't be deleted.", param="location")
    call.delete(found)
    return {"id": location, "object": "terminal.location", "deleted": True}


@operation("GetTerminalLocations")
def list_locations(call: Call) -> Page:
    """GET /v1/terminal/locations"""
    return listing(call, Location)


@operation("PostTerminalReaders")
def create_reader(
    call: Call, registration_code: str, label: str | None = None, location: str | None = None, **given: Any
) -> Reader:
    """POST /v1/terminal/readers"""
    if registration_code not in CODES:
        raise Refusal("The registration code is invalid.", "terminal_location_country_unsupported", "registration_code")
    if location is None:
        raise absent("location")
    at = named(call, Location, location, "location")
    serial = f"000000-000-{call.random(10_000):04d}"
    return make(
        call, Reader, id=None, label=label or serial, location=at.id, serial_number=serial, ip_address="127.0.0.1",
        device_type=CODES[registration_code], metadata=metadata(given.get("metadata")), last_seen_at=call.now,
        status="offline" if registration_code.endswith("offline") else "online", device_sw_version="",
    )  # fmt: skip


@operation("GetTerminalReadersReader")
def get_reader(call: Call, reader: str) -> Reader:
    """GET /v1/terminal/readers/{reader}"""
    return find(call, Reader, reader, "reader")


@operation("PostTerminalReadersReader")
def update_reader(call: Call, reader: str, **given: Any) -> Reader:
    """POST /v1/terminal/readers/{reader}"""
    found = find(call, Reader, reader, "reader")
    return save(call, found, **changed(found, given))


@operation("DeleteTerminalReadersReader")
def delete_reader(call: Call, reader: str) -> dict[str, Any]:
    """DELETE /v1/terminal/readers/{reader}"""
    found = find(call, Reader, reader, "reader")
    call.delete(found)
    return {"id": reader, "object": "terminal.reader", "deleted": True, "device_type": found.device_type,
            "serial_number": found.serial_number}  # fmt: skip


@operation("GetTerminalReaders")
def list_readers(
    call: Call, location: str | None = None, status: str | None = None, device_type: str | None = None,
    serial_number: str | None = None,
) -> Page:  # fmt: skip
    """GET /v1/terminal/readers"""
    where = {"location": location, "status": status, "device_type": device_type, "serial_number": serial_number}
    return listing(call, Reader, where)


PRESENTS: dict[str, Callable[[Call, Reader, str], Reader]] = {}
"""What follows a card (by the name of its test case) that is held to a reader, for actions that pay nothing."""


def begin(call: Call, id: str, what: str, /, **details: Any) -> Reader:
    """Give a reader something to do. Raises Refusal where it is away or busy."""
    found = find(call, Reader, id, "reader")
    if found.status == "offline":
        raise Refusal("Reader is currently offline, please ensure the reader is powered on.", "terminal_reader_offline")
    if found.action and found.action["status"] == "in_progress":
        raise Refusal("Reader is currently busy processing another request.", "terminal_reader_busy")
    told = {name: value for name, value in details.items() if value is not None}
    action = {"type": what, "status": "in_progress", "failure_code": None, "failure_message": None, what: told}
    return save(call, found, "terminal.reader.action_updated", action=action)


def _payable(call: Call, id: str) -> PaymentIntent:
    intent = named(call, PaymentIntent, id, "payment_intent")
    if intent.status not in intents.CONFIRMABLE:
        more = {"payment_intent": shape(call, intent, True)}
        raise unexpected("payment_intent", "processed", intent.status, intents.CONFIRMABLE, **more)
    if "card_present" not in intent.payment_method_types:
        message = "A PaymentIntent that a reader processes needs `card_present` among its `payment_method_types`."
        raise Refusal(message, "payment_intent_invalid_parameter", "payment_intent")
    return intent


@operation("PostTerminalReadersReaderProcessPaymentIntent")
def process_payment(
    call: Call, reader: str, payment_intent: str, process_config: dict[str, Any] | None = None
) -> Reader:
    """POST /v1/terminal/readers/{reader}/process_payment_intent"""
    intent = _payable(call, payment_intent)
    return begin(call, reader, "process_payment_intent", payment_intent=intent.id, process_config=process_config)


@operation("PostTerminalReadersReaderCollectPaymentMethod")
def collect_method(
    call: Call, reader: str, payment_intent: str, collect_config: dict[str, Any] | None = None
) -> Reader:
    """POST /v1/terminal/readers/{reader}/collect_payment_method"""
    intent = _payable(call, payment_intent)
    return begin(call, reader, "collect_payment_method", payment_intent=intent.id, collect_config=collect_config)


@operation("PostTerminalReadersReaderConfirmPaymentIntent")
def confirm_payment(
    call: Call, reader: str, payment_intent: str, confirm_config: dict[str, Any] | None = None
) -> Reader:
    """POST /v1/terminal/readers/{reader}/confirm_payment_intent: with the card that was collected."""
    intent = _payable(call, payment_intent)
    method = call.peek(PaymentMethod, intent.payment_method)
    if method is None:
        raise Refusal("No payment method was collected for this PaymentIntent.", param="payment_intent")
    found = begin(call, reader, "confirm_payment_intent", payment_intent=intent.id, confirm_config=confirm_config)
    return _ended(call, found, confirming.attempt(call, intent, method))


@operation("PostTerminalReadersReaderRefundPayment")
def refund_payment(
    call: Call, reader: str, payment_intent: str | None = None, charge: str | None = None, amount: int | None = None,
    **given: Any,
) -> Reader:  # fmt: skip
    """POST /v1/terminal/readers/{reader}/refund_payment"""
    if payment_intent is not None:
        of = refunding.charge_of(call, named(call, PaymentIntent, payment_intent, "payment_intent"))
    elif charge is not None:
        of = named(call, Charge, charge, "charge")
    else:
        raise absent("payment_intent")
    return begin(
        call, reader, "refund_payment", charge=of.id, payment_intent=of.payment_intent, amount=amount or of.amount
    )


@operation("PostTerminalReadersReaderSetReaderDisplay")
def set_display(call: Call, reader: str, type: str, cart: dict[str, Any] | None = None) -> Reader:
    """POST /v1/terminal/readers/{reader}/set_reader_display"""
    found = begin(call, reader, "set_reader_display", type=type, cart=cart)
    assert found.action is not None
    return save(call, found, "terminal.reader.action_succeeded", action={**found.action, "status": "succeeded"})


@operation("PostTerminalReadersReaderCancelAction")
def cancel_action(call: Call, reader: str) -> Reader:
    """POST /v1/terminal/readers/{reader}/cancel_action"""
    return save(call, find(call, Reader, reader, "reader"), action=None)


@operation("PostTestHelpersTerminalReadersReaderPresentPaymentMethod")
def present(
    call: Call, reader: str, card_present: dict[str, Any] | None = None, amount_tip: int | None = None, **given: Any
) -> Reader:
    """POST /v1/test_helpers/terminal/readers/{reader}/present_payment_method: a card is held to a simulated reader."""
    found = find(call, Reader, reader, "reader")
    action = found.action or {}
    if action.get("status") != "in_progress":
        raise Refusal("The reader waits for no payment method.", "terminal_reader_invalid_location_for_activation")
    told = action[action["type"]]
    if action["type"] == "refund_payment":
        made = refunding.refund(call, call.get(Charge, told["charge"]), told["amount"], None)
        action = {**action, "status": "succeeded", "refund_payment": {**told, "refund": made.id}}
        return save(call, found, "terminal.reader.action_succeeded", action=action)
    number = str((card_present or {}).get("number") or "4242424242424242").replace(" ", "")
    name = cards.NAMES.get(number, "visa")
    if action["type"] in PRESENTS:
        return PRESENTS[action["type"]](call, found, name)
    if "payment_intent" not in told:
        raise Refusal("The reader waits for no payment method.", "terminal_reader_invalid_location_for_activation")
    method = _card(call, name)
    intent = call.get(PaymentIntent, told["payment_intent"])
    if amount_tip:
        intent = save(call, intent, amount=intent.amount + amount_tip, amount_details={"tip": {"amount": amount_tip}})
    if action["type"] == "collect_payment_method":
        save(call, intent, payment_method=method.id, status="requires_confirmation")
        return save(call, found, "terminal.reader.action_succeeded", action={**action, "status": "succeeded"})
    return _ended(call, found, confirming.attempt(call, intent, method))


def _card(call: Call, name: str) -> PaymentMethod:
    unkept = ("checks", "networks", "generated_from", "wallet")
    shown = {key: value for key, value in cards.details(name).items() if key not in unkept}
    body = {**shown, "read_method": "contactless_emv", "networks": {"available": [shown["brand"]], "preferred": None}}
    return make(call, PaymentMethod, type="card_present", card=None, card_present=body, customer=None, _test=name,
                billing_details={"address": {}}, allow_redisplay="unspecified")  # fmt: skip


def _ended(call: Call, found: Reader, intent: PaymentIntent) -> Reader:
    """What became of a payment is what became of the action."""
    error = intent.last_payment_error
    action = {**(found.action or {}), "status": "failed" if error else "succeeded"}
    if error:
        action |= {"failure_code": error["code"], "failure_message": error["message"]}
    event = "terminal.reader.action_failed" if error else "terminal.reader.action_succeeded"
    return save(call, found, event, action=action)


@shows(Location)
@shows(Reader)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    return {name: value for name, value in made.items() if name != "created"}
