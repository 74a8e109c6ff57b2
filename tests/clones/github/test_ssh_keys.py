"""Public keys as OpenSSH writes them."""

import pytest
from tests.clones.github.credentials import ED25519, RSA

from clonery.clones.github.records.accounts import PublicKey
from clonery.clones.github.refusals import ValidationFailed
from clonery.clones.github.ssh_keys import clean, unused
from clonery.server.call import Call


def test_a_comment_is_no_part_of_the_key() -> None:
    assert clean(f"  {ED25519}   ada at home ") == ED25519


BAD = ["", "ssh-rsa", "ssh-rsa AAAA", RSA.replace("ssh-rsa", "ssh-dss"), f"x{RSA}", "ssh-rsa %"]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        clean(text)
    assert caught.value.errors[0]["message"].startswith("key is invalid")


def test_a_key_in_use_is_refused_whatever_its_comment(call: Call) -> None:
    call.create(PublicKey, user=call.actor, title="", key=ED25519, created_at=call.now)
    assert unused(call, RSA) == RSA
    with pytest.raises(ValidationFailed):
        unused(call, f"{ED25519} other")
