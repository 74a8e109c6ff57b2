"""Id tokens, signed with the farm's one key, whose both halves are public: it proves only that clients check."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from ..state.record import Record
from .declared import Consent, Grant

if TYPE_CHECKING:
    from ..call import Call

KEY = "clonery-1"
EXPONENT = 65537
_MODULUS = int(
    "8b33d36eed45e0e6516fe67ebedf8d4976de7ae09af7953d11bce5df7b10b966f0989bf97e96d58d07d4fd6178ad2d94"
    "eb5a4d8116758d7f56442c118a384a37eba16e36bc7a98b11c717afbaa8a6db901029bb67327010e02b337d882b2c15e"
    "5e8d543533c58d0e671aa6e0f31353d0de08041b11c0433c89d06873b8f75aa05da51e93347c08b3aaf8e1fbb492d720"
    "29174c64bed4adce13513289f1c1c7ff80a172197a570269395b46da369e3e195d20f720f711685261546b869352e829"
    "e96a268bac116d3605f560d0fb8df0e246a6dc9da716c85cc391d3c8710fa57cefab1eeca42b2171c337b20393d585de"
    "41c5b4c467e60a3675cf65b2dc99ceab",
    16,
)
_PRIVATE = int(
    "cee5b8dca6cdb5f89e1234052eae16d19a5c1346c30e3a430a9a39107159ea3796633d711736193204f20da95234140b"
    "c3c3f46e69734f5c745bdf2432cc7783a635ca1a9109a6e997dd136dfb8cc488b577aaf9032e75e2dd208360cae1e586"
    "de0231a6e1cc3e5ba9e37325e62453ef9e134c06efdb541426c21c7de3edc24367ba0ee01ad60dcdd8d16f5a7493a711"
    "1a219d90c5b92f06ca113a56a6deef2573aafc7b949dc26763eef3eb1656c2da27d84de346e0118a2d81b5e074083258"
    "47a8fd053da9251144bed74dd6c8b44a70a5f8569488eaa61d9f2028ceb4ae7ea2bc338d8ce5bcbfcf61d52a6c34d7a0"
    "bfdcc3e4d522dac75a010f4702a0c5",
    16,
)
_SIZE = 256
_DIGEST = bytes.fromhex("3031300d060960864801650304020105000420")
"""How PKCS #1 says that a SHA-256 digest follows."""


def encoded(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(claims: dict[str, Any]) -> str:
    """The claims as a JSON Web Token, RS256: RSA by hand is one power, and needs no library."""
    head = {"alg": "RS256", "kid": KEY, "typ": "JWT"}
    text = f"{encoded(orjson.dumps(head))}.{encoded(orjson.dumps(claims))}"
    digest = _DIGEST + sha256(text.encode()).digest()
    padded = b"\x00\x01" + b"\xff" * (_SIZE - len(digest) - 3) + b"\x00" + digest
    number = pow(int.from_bytes(padded, "big"), _PRIVATE, _MODULUS)
    return f"{text}.{encoded(number.to_bytes(_SIZE, 'big'))}"


def public_keys() -> dict[str, Any]:
    """The set of keys that clients verify with."""
    modulus, exponent = _MODULUS.to_bytes(_SIZE, "big"), EXPONENT.to_bytes(3, "big")
    key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY, "n": encoded(modulus), "e": encoded(exponent)}
    return {"keys": [key]}


def id_token(call: Call, consent: Consent, grant: Grant, user: Record, access_token: str) -> str:
    """Who signed in, for the app: good for an hour."""
    now = call.moment // 1_000_000
    claims = {
        "iss": consent.issuer(call), "aud": grant.client_id, "azp": grant.client_id, "iat": now, "exp": now + 3600,
        "at_hash": encoded(sha256(access_token.encode()).digest()[:16]), **consent.claims(call, user),
    }  # fmt: skip
    if grant.details.get("nonce"):
        claims["nonce"] = grant.details["nonce"]
    return signed(claims)
