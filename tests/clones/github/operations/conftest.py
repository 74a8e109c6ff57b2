"""What the tests of operations share: a small web server that takes webhooks."""

from tests.server.conftest import target  # noqa: F401 — a fixture
