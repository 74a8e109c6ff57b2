"""Identity: a person is verified, or not, and forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe


def types(api: Any) -> list[str]:
    return [one.type.rpartition(".")[2] for one in api.events.list({"type": "identity.*"}).data][::-1]


def test_a_person_is_verified(api: Any, act: Callable[..., Any]) -> None:
    made = api.identity.verification_sessions.create({"type": "document", "metadata": {"user": "7"}})
    assert (made.status, made.id[:3], made.client_secret.startswith(made.id)) == ("requires_input", "vs_", True)
    act("verify-identity", verification_session=made.id, first_name="Ann")
    read = api.identity.verification_sessions.retrieve(
        made.id, {"expand": ["verified_outputs", "last_verification_report"]}
    )
    assert (read.status, read.url, read.verified_outputs.first_name) == ("verified", None, "Ann")
    report = read.last_verification_report
    assert (report.document.status, report.document.error, report.verification_session) == ("verified", None, made.id)
    assert [one.id for one in api.identity.verification_reports.list({"verification_session": made.id}).data] == [
        report.id
    ]
    assert types(api) == ["created", "processing", "verified"]
    for refused in (lambda: api.identity.verification_sessions.cancel(made.id),
                    lambda: api.identity.verification_sessions.update(made.id, {"metadata": {"a": "1"}})):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError, match="status of verified"):
            refused()
    gone = api.identity.verification_sessions.redact(made.id)
    assert (gone.redaction.status, gone.metadata.to_dict()) == ("redacted", {})
    assert api.identity.verification_reports.retrieve(report.id).document.first_name is None


def test_a_person_tries_again(api: Any, act: Callable[..., Any]) -> None:
    made = api.identity.verification_sessions.create({"type": "id_number"})
    act("verify-identity", verification_session=made.id, outcome="id_number_mismatch")
    read = api.identity.verification_sessions.retrieve(made.id)
    assert (read.status, read.last_error.code) == ("requires_input", "id_number_mismatch")
    assert api.identity.verification_reports.retrieve(read.last_verification_report).id_number.status == "unverified"
    assert [one.id for one in api.identity.verification_sessions.list({"status": "requires_input"}).data] == [made.id]
    assert api.identity.verification_sessions.cancel(made.id).status == "canceled"
    assert types(api) == ["created", "processing", "requires_input", "canceled"]


def test_what_is_refused(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.identity.verification_sessions.create({})
    assert (caught.value.code, caught.value.param) == ("parameter_missing", "type")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.identity.verification_sessions.retrieve("vs_no")
    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
