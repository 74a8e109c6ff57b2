"""Which webhooks hear of an event, and what each is sent."""

import hmac

import orjson

from clonery.clones.github.hook_settings import make
from clonery.clones.github.hooks import addressed, listening, signatures
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

URL = {"url": "http://127.0.0.1:9/", "content_type": "json"}


def test_those_of_the_repository_come_first(call: Call, webapp: Repository, fresh: Repository) -> None:
    organizations = make(call, webapp.owner, None, URL, ["*"], True)
    own = make(call, webapp.owner, webapp, URL, ["push"], True)
    make(call, webapp.owner, webapp, {**URL, "url": "http://127.0.0.1:8/"}, ["push"], False)
    make(call, fresh.owner, fresh, URL, ["push"], True)
    heard = lambda event: [hook.id for hook in listening(call, event, {"repository": webapp})]  # noqa: E731
    assert heard("push") == [own.id, organizations.id]
    assert heard("issues") == [organizations.id]
    assert heard("repository_dispatch") == []
    of_acme = {"organization": call.get(User, webapp.owner)}
    assert [hook.id for hook in listening(call, "member", of_acme)] == [organizations.id]


def test_a_request_is_signed_over_its_bytes(call: Call, webapp: Repository) -> None:
    hook = make(call, webapp.owner, webapp, {**URL, "secret": "s"}, ["push"], True)
    made = addressed(call, hook, "push", {"action": "x"})
    assert orjson.loads(made.body) == {"action": "x"}
    assert made.headers["X-Hub-Signature-256"] == f"sha256={hmac.new(b's', made.body.encode(), 'sha256').hexdigest()}"
    assert made.headers["X-GitHub-Hook-Installation-Target-Type"] == "repository"
    assert signatures(None, b"x") == {}
    form = make(call, webapp.owner, webapp, {"url": "http://127.0.0.1:7/"}, ["push"], True)
    assert addressed(call, form, "push", {"a": 1}).body.startswith("payload=%7B")
