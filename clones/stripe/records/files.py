"""Files, links to them, and tax ids; https://docs.stripe.com/api/files."""

from __future__ import annotations

from .thing import Document, Thing


class File(Thing, kind="file", indexes=["purpose"]):
    expires_at: int | None = None
    filename: str | None = None
    purpose: str = ""
    size: int = 0
    _key: str = ""


class FileLink(Thing, kind="file_link", indexes=["file"]):
    expires_at: int | None = None
    file: str = ""


class TaxId(Thing, kind="tax_id", indexes=["customer"]):
    customer: str | None = None
    owner: Document | None = None
    type: str = "eu_vat"
    value: str = ""


class EphemeralKey(Thing, kind="ephemeral_key"):
    expires: int = 0
