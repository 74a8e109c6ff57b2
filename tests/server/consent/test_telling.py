"""What is told of tokens and people, and how tokens end."""

import jwt

from .conftest import Web


def test_a_token_that_is_taken_back_ends_its_grant(web: Web) -> None:
    for kind in ("access_token", "refresh_token"):
        tokens = web.signed_in()
        assert web.call("POST", "/oauth/revoke", {"token": tokens[kind]}).status == 200
        assert web.reads(tokens["access_token"]) == 401
        assert web.token(refresh_token=tokens["refresh_token"])[1]["error"] == "invalid_grant"
    assert web.call("POST", "/oauth/revoke", {"token": "none"}).status == 200
    assert web.call("POST", "/oauth/revoke").data["error"] == "invalid_request"


def test_introspection_knows_good_tokens_alone(web: Web) -> None:
    tokens = web.signed_in("u2", scope="read write")
    found = web.call("POST", "/oauth/introspect", {"token": tokens["access_token"]}).data
    assert found == {
        "active": True, "scope": "read write", "token_type": "Bearer", "client_id": "acme", "sub": "u2",
        "exp": 1767603600 + 3600,
    }  # fmt: skip
    for token in ("none", tokens["refresh_token"]):
        assert web.call("POST", "/oauth/introspect", {"token": token}).data == {"active": False}
    web.advance(3600)
    assert web.call("POST", "/oauth/introspect", {"token": tokens["access_token"]}).data == {"active": False}


def test_openid_connect_from_discovery_to_a_verified_id_token(web: Web) -> None:
    found = web.call("GET", "/.well-known/openid-configuration").data
    assert found["issuer"] == "http://farm/consenting"
    assert found["jwks_uri"] == "http://farm/consenting/oauth/keys"
    assert "urn:ietf:params:oauth:grant-type:device_code" in found["grant_types_supported"]
    tokens = web.signed_in("u2", scope="openid", nonce="n1")
    keys = jwt.PyJWKSet.from_dict(web.call("GET", "/oauth/keys").data)
    key = keys[jwt.get_unverified_header(tokens["id_token"])["kid"]]
    claims = jwt.decode(
        tokens["id_token"], key, ["RS256"], audience="acme", issuer=found["issuer"],
        options={"verify_exp": False, "verify_iat": False},
    )  # fmt: skip
    assert (claims["sub"], claims["email"], claims["nonce"]) == ("u2", "ben@acme.example", "n1")
    info = web.call("GET", "/oauth/userinfo", authorization=f"Bearer {tokens['access_token']}").data
    assert (info["sub"], info["name"]) == ("u2", "Ben <b>")


def test_user_info_wants_a_good_token(web: Web) -> None:
    for headers in ({}, {"authorization": "Bearer none"}):
        answer = web.call("GET", "/oauth/userinfo", **headers)
        assert (answer.status, answer.data["error"]) == (401, "invalid_token")
        assert ("WWW-Authenticate", 'Bearer error="invalid_token"') in answer.headers
