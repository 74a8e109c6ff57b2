"""Credit notes; https://docs.stripe.com/api/credit_notes."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..billing import crediting, shown
from ..lookups import changed, find, listing, part, save
from ..records.billing import CreditNote


@operation("PostCreditNotes")
def create_note(call: Call, invoice: str, **given: Any) -> CreditNote:
    """POST /v1/credit_notes"""
    return crediting.issue(call, {**given, "invoice": invoice})


@operation("GetCreditNotesPreview")
def preview_note(call: Call, invoice: str, **given: Any) -> dict[str, Any]:
    """GET /v1/credit_notes/preview: as it would be, not stored."""
    _, fields = crediting.describe(call, {**given, "invoice": invoice})
    dialect: Any = call.clone.dialect
    held = {**CreditNote.DEFAULTS, **fields, "id": "cn_preview", "object": "credit_note", "livemode": False}
    made: dict[str, Any] = dialect.show(call, CreditNote.load(0, {**held, "number": "preview"}))
    return made


@operation("GetCreditNotesPreviewLines")
def preview_lines(call: Call, invoice: str, **given: Any) -> Page:
    """GET /v1/credit_notes/preview/lines"""
    _, fields = crediting.describe(call, {**given, "invoice": invoice})
    return part(call, [shown.credited(call, line) for line in fields["_lines"]])


@operation("GetCreditNotesId")
def get_note(call: Call, id: str) -> CreditNote:
    """GET /v1/credit_notes/{id}"""
    return find(call, CreditNote, id)


@operation("GetCreditNotesCreditNoteLines")
def list_lines(call: Call, credit_note: str) -> Page:
    """GET /v1/credit_notes/{credit_note}/lines"""
    found = find(call, CreditNote, credit_note, "credit_note")
    return part(call, [shown.credited(call, line) for line in found._lines])


@operation("PostCreditNotesId")
def update_note(call: Call, id: str, **given: Any) -> CreditNote:
    """POST /v1/credit_notes/{id}: its memo and metadata."""
    found = find(call, CreditNote, id)
    return save(call, found, "credit_note.updated", **changed(found, given))


@operation("PostCreditNotesIdVoid")
def void_note(call: Call, id: str) -> CreditNote:
    """POST /v1/credit_notes/{id}/void"""
    return crediting.void(call, find(call, CreditNote, id))


@operation("GetCreditNotes")
def list_notes(
    call: Call, invoice: str | None = None, customer: str | None = None, created: Any = None, **given: Any
) -> Page:
    """GET /v1/credit_notes"""
    return listing(call, CreditNote, {"invoice": invoice, "customer": customer}, created)
