"""Identity: sessions in which people prove who they are, and what was found; https://docs.stripe.com/api/identity/verification_sessions."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation

from .. import keys
from ..lookups import changed, find, listing, make, metadata, named, save
from ..records.services import VerificationReport, VerificationSession
from ..refusals import Refusal, absent
from ..shapes import Shown, included, shows
from .customers import customer_of

EVENT = "identity.verification_session."
ERRORS = {
    "consent_declined": "The customer declined to be verified.",
    "document_expired": "The document is expired.",
    "document_unverified_other": "The document is invalid.",
    "id_number_mismatch": "The ID number could not be matched to the name and date of birth.",
    "selfie_face_mismatch": "The captured face image did not match with the document's face.",
}  # fmt: skip
"""Why a person was not verified."""
PROVEN = {
    "type": "object", "additionalProperties": False, "required": ["verification_session"],
    "properties": {"verification_session": {"type": "string"}, "outcome": {"enum": ["verified", *ERRORS]},
                   "first_name": {"type": "string"}, "last_name": {"type": "string"}},
}  # fmt: skip


@operation("PostIdentityVerificationSessions")
def create_session(call: Call, type: str | None = None, **given: Any) -> VerificationSession:
    """POST /v1/identity/verification_sessions"""
    flow = given.get("verification_flow")
    if type is None and not flow:
        raise absent("type")
    if given.get("related_customer"):
        customer_of(call, given["related_customer"], "related_customer")
    id = call.new_id("vs_", 24)
    fields = {name: value for name, value in given.items() if name != "return_url" and value != ""}
    return make(
        call, VerificationSession, f"{EVENT}created", id=id, type=type or "verification_flow",
        client_secret=f"{id}_secret_{call.new_id('', 40)}", url=f"{call.base}/start/{id}", status="requires_input",
        **{**fields, "options": given.get("options") or {}, "metadata": metadata(given.get("metadata"))},
    )  # fmt: skip


def _session(call: Call, id: str) -> VerificationSession:
    return find(call, VerificationSession, id, "session")


@operation("GetIdentityVerificationSessionsSession")
def get_session(call: Call, session: str) -> VerificationSession:
    """GET /v1/identity/verification_sessions/{session}"""
    return _session(call, session)


@shows(VerificationSession)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    """What was proven is shown to those alone who ask for it; who is done needs no link."""
    over = record.status != "requires_input"
    return {name: None if over and name in ("url", "client_secret") else value for name, value in made.items()
            if name not in ("verified_outputs",)}  # fmt: skip


@included("identity.verification_session", "verified_outputs")
def _outputs(call: Call, shown: Shown) -> Any:
    return call.get(VerificationSession, shown["id"]).get("_outputs")


@operation("PostIdentityVerificationSessionsSession")
def update_session(call: Call, session: str, **given: Any) -> VerificationSession:
    """POST /v1/identity/verification_sessions/{session}: while input is required."""
    found = _session(call, session)
    if found.status != "requires_input":
        raise Refusal(f"You cannot update this verification session because it has a status of {found.status}.")
    return save(call, found, **changed(found, given))


@operation("GetIdentityVerificationSessions")
def list_sessions(
    call: Call, status: str | None = None, client_reference_id: str | None = None, related_customer: str | None = None,
    created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/identity/verification_sessions"""
    where = {"status": status, "client_reference_id": client_reference_id, "related_customer": related_customer}
    return listing(call, VerificationSession, where, created)


@operation("PostIdentityVerificationSessionsSessionCancel")
def cancel_session(call: Call, session: str) -> VerificationSession:
    """POST /v1/identity/verification_sessions/{session}/cancel: while input is required."""
    found = _session(call, session)
    if found.status != "requires_input":
        raise Refusal(f"You cannot cancel this verification session because it has a status of {found.status}.")
    return save(call, found, f"{EVENT}canceled", status="canceled")


@operation("PostIdentityVerificationSessionsSessionRedact")
def redact_session(call: Call, session: str) -> VerificationSession:
    """POST /v1/identity/verification_sessions/{session}/redact: all that was collected is forgotten."""
    found = _session(call, session)
    if found.status == "processing":
        raise Refusal("You cannot redact a verification session that is processing.")
    for report in call.all(VerificationReport, {"verification_session": found.id}):
        blank: Any = {name: {**report.get(name), **_BLANK} for name in ("document", "id_number") if report.get(name)}
        save(call, report, **blank)
    ended = "canceled" if found.status == "requires_input" else found.status
    return save(call, found, f"{EVENT}redacted", status=ended, redaction={"status": "redacted"}, _outputs=None,
                metadata={}, provided_details=None)  # fmt: skip


_BLANK = {"first_name": None, "last_name": None, "dob": None, "address": None}


@act("verify-identity", PROVEN, "A person shows a document and a face, and is verified or not.")
def verify(
    call: Call, verification_session: str, outcome: str = "verified", first_name: str = "Jenny",
    last_name: str = "Rosen",
) -> VerificationSession:  # fmt: skip
    """What the page collects and the checks find. Raises Refusal where no input is required."""
    found = named(call, VerificationSession, verification_session, "verification_session")
    if found.status != "requires_input":
        raise Refusal(f"The verification session is {found.status}.", param="verification_session")
    keys.within(call, found)
    call.emit(f"{EVENT}processing", object=save(call, found, status="processing"))
    good = outcome == "verified"
    error = None if good else {"code": outcome, "reason": ERRORS[outcome]}
    person = {"first_name": first_name, "last_name": last_name, "dob": {"day": 1, "month": 1, "year": 1990}}
    kind = "id_number" if found.type == "id_number" else "document"
    checked = {**(person if good else _BLANK), "error": error, "status": "verified" if good else "unverified"}
    if kind == "document":
        checked |= {"type": "passport", "issuing_country": "US", "files": [], "address": None}
    found_out: Any = {kind: checked}
    report = make(
        call, VerificationReport, id=None, type=found.type, verification_session=found.id,
        client_reference_id=found.get("client_reference_id"), options=found.get("options") or {}, **found_out,
    )  # fmt: skip
    state = "verified" if good else "requires_input"
    outputs = {**person, "address": None, "id_number_type": None} if good else None
    return save(call, call.get(VerificationSession, found.id), f"{EVENT}{state}", status=state, last_error=error,
                last_verification_report=report.id, _outputs=outputs)  # fmt: skip


@operation("GetIdentityVerificationReportsReport")
def get_report(call: Call, report: str) -> VerificationReport:
    """GET /v1/identity/verification_reports/{report}"""
    return find(call, VerificationReport, report, "report")


@operation("GetIdentityVerificationReports")
def list_reports(
    call: Call, verification_session: str | None = None, type: str | None = None,
    client_reference_id: str | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/identity/verification_reports"""
    where = {"verification_session": verification_session, "type": type, "client_reference_id": client_reference_id}
    return listing(call, VerificationReport, where, created)
