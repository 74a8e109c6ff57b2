"""What callers set of a webhook."""

import pytest

from clonery.clones.github.hook_settings import change, checked_events, make, of, one_of, settings
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import ValidationFailed
from clonery.server.call import Call
from clonery.server.problems import NotFound

URL = {"url": "http://127.0.0.1:9/"}


def test_a_whole_configuration_fills_what_is_left_out() -> None:
    assert settings({**URL, "username": "me"}, whole=True) == {
        **URL, "content_type": "form", "secret": None, "insecure_ssl": "0", "config": {"username": "me"},
    }  # fmt: skip
    assert settings({"insecure_ssl": 1, "secret": ""}, whole=False) == {"insecure_ssl": "1", "secret": None}
    assert checked_events(["push", "issues", "push"]) == ["issues", "push"]


@pytest.mark.parametrize("config", [{}, {"url": "x"}, {"url": "ftp://x"}, {**URL, "content_type": "xml"}])
def test_what_won_t_do(config: dict[str, str]) -> None:
    with pytest.raises(ValidationFailed):
        settings(config, whole=True)


def test_made_changed_and_found(call: Call, webapp: Repository, fresh: Repository) -> None:
    made = make(call, webapp.owner, webapp, URL, ["push"], True)
    organizations = make(call, webapp.owner, None, URL, ["push"], True)
    assert [hook.id for hook in of(call, webapp.owner, webapp)] == [made.id]
    assert [hook.id for hook in of(call, webapp.owner, None)] == [organizations.id]
    changed = change(call, made, {"add_events": ["issues"], "active": False, "config": {**URL, "secret": "s"}})
    assert (changed.events, changed.active, changed.secret) == (["issues", "push"], False, "s")
    assert one_of(call, webapp.owner, webapp, made.id).events == ["issues", "push"]
    with pytest.raises(NotFound):
        one_of(call, fresh.owner, fresh, made.id)
    with pytest.raises(ValidationFailed):
        make(call, webapp.owner, None, URL, ["push"], True)
