"""Files: uploaded, downloaded, linked."""

import io
from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.conftest import KEY

CONTENT = b"%PDF-1.4 a receipt"


@pytest.fixture
def files(base: str) -> Any:
    client = stripe.StripeClient(KEY, base_addresses={"api": base, "files": base}, max_network_retries=0)
    return client.v1


def test_a_file_is_kept_byte_for_byte(files: Any, http: httpx.Client) -> None:
    sent = io.BytesIO(CONTENT)
    sent.name = "receipt.pdf"
    made = files.files.create({"purpose": "dispute_evidence", "file": sent})
    assert (made.filename, made.purpose, made.size, made.type) == (
        "receipt.pdf",
        "dispute_evidence",
        len(CONTENT),
        "pdf",
    )
    read = files.files.retrieve(made.id)
    assert http.get(read.url).content == CONTENT
    assert httpx.get(read.url).status_code == 401
    assert [one.id for one in files.files.list({"purpose": "dispute_evidence"}).data] == [made.id]
    link = files.file_links.create({"file": made.id, "metadata": {"for": "bank"}})
    assert httpx.get(link.url).content == CONTENT
    assert files.file_links.update(link.id, {"expires_at": "now"}).expired is True
    assert httpx.get(link.url).status_code == 404
    assert files.files.retrieve(made.id).links.data[0].id == link.id


def test_a_link_needs_a_file(files: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        files.file_links.create({"file": "file_none"})
    assert (caught.value.code, caught.value.param) == ("resource_missing", "file")
