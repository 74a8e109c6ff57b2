"""apify-client on Apify's clone: storages are written, Actors, tasks, runs, webhooks and schedules are not."""

from typing import Any

import pytest

from .conftest import Vendor

apify = pytest.importorskip("apify_client")
CLONE = "apify"


@pytest.fixture
def client(vendor: Vendor) -> Any:
    return apify.ApifyClient(vendor.env["APIFY_TOKEN"], api_url=vendor.env["APIFY_API_BASE_URL"])


def test_actors_tasks_and_runs(client: Any, vendor: Vendor) -> None:
    actor = client.actors().create(name="smoke", title="Smoke")
    assert client.actor(actor.id).update(title="Smoke 2").title == "Smoke 2"
    assert client.actor(actor.id).get().name == "smoke"
    tasks = [client.tasks().create(actor_id=actor.id, name=f"t{number}").id for number in range(3)]
    first, second = client.tasks().list(limit=2), client.tasks().list(limit=2, offset=2)
    assert len(first.items) == 2
    assert set(tasks) <= {each.id for each in [*first.items, *second.items]}
    run = client.actor(actor.id).start(run_input={"x": 1})
    assert client.run(run.id).get().status == "READY"
    assert client.run(run.id).abort().status == "ABORTED"
    client.actor(actor.id).delete()
    assert client.actor(actor.id).get() is None
    assert len(vendor.generic()) >= 8


def test_generic_operations_alone(client: Any, vendor: Vendor) -> None:
    """Schedules: made, listed, read, changed, paged, deleted."""
    with vendor.alone():
        sent = {"cron_expression": "0 0 * * *", "is_enabled": True, "is_exclusive": True}
        made = [client.schedules().create(name=f"nightly-{number}", **sent).id for number in range(5)]
        assert client.schedule(made[0]).update(cron_expression="0 1 * * *", is_enabled=False).is_enabled is False
        read = client.schedule(made[0]).get()
        assert (read.name, read.cron_expression) == ("nightly-0", "0 1 * * *")
        pages = [client.schedules().list(limit=2, offset=offset) for offset in (0, 2, 4)]
        assert [each.id for page in pages for each in page.items] == made
        assert {page.total for page in pages} == {5}
        client.schedule(made[0]).delete()
        assert client.schedule(made[0]).get() is None
        assert [each.id for each in client.schedules().list(desc=True).items] == made[:0:-1]


def test_datasets(client: Any) -> None:
    made = client.datasets().get_or_create(name="smoke")
    assert client.datasets().get_or_create(name="smoke").id == made.id
    dataset = client.dataset(made.id)
    dataset.push_items([{"a": 1}, {"a": 2, "b": 0}, {"a": 3}])
    assert dataset.list_items(limit=1, offset=1).items == [{"a": 2, "b": 0}]
    assert [each["a"] for each in dataset.iterate_items(desc=True)] == [3, 2, 1]
    assert dataset.list_items(fields=["a"]).items[1] == {"a": 2}
    assert dataset.update(name="smoke-2").name == "smoke-2"
    assert dataset.get().item_count == 3
    dataset.delete()
    assert dataset.get() is None


def test_key_value_stores_and_request_queues(client: Any) -> None:
    store = client.key_value_store(client.key_value_stores().get_or_create(name="smoke").id)
    store.set_record("json", {"v": 1})
    store.set_record("text", "plain", content_type="text/plain")
    assert store.get_record("json")["value"] == {"v": 1}
    assert store.get_record("text")["value"] == "plain"
    assert [each.key for each in store.list_keys().items] == ["json", "text"]
    store.delete_record("json")
    assert store.get_record("json") is None
    queue = client.request_queue(client.request_queues().get_or_create(name="smoke").id)
    added = queue.add_request({"url": "https://acme.example/", "uniqueKey": "x"})
    assert queue.add_request({"url": "https://acme.example/", "uniqueKey": "x"}).was_already_present is True
    assert [each.id for each in queue.list_head().items] == [added.request_id]
