"""What a farm is set to when nobody says otherwise."""

from clonery.server.settings import Settings


def test_the_defaults_are_strict_and_local() -> None:
    made = Settings()
    assert (made.clones, made.state, made.lenient_auth, made.strict, made.webhook_hosts) == ((), None, False, False, ())
    assert made.unknown_fields is False
    assert made.body_limit_bytes == 20 * 1024 * 1024
