"""State goes round through REST and MCP in clones of descriptions in the shapes that people use."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Served, basic

Own = Callable[..., Served]
PACKAGES = Path(sys.prefix) / "described"
"""Where packages that ship a description are kept between runs: in the environment of the tests."""


def test_a_description_of_version_2_with_basic_auth_and_a_form(own: Own) -> None:
    fleet = own("fleet.json")
    assert fleet.rest("GET", "/api/v2/depots", headers={})[0] == 401
    assert fleet.rest("GET", "/api/v2/depots", headers=basic("wrong"))[0] == 401
    status, depot = fleet.rest("POST", "/api/v2/depots", json={"city": "Oslo", "open": True})
    assert (status, depot["city"], type(depot["id"])) == (201, "Oslo", int)
    assert fleet.tool("get_depot", depotId=depot["id"]) == (False, depot)
    assert fleet.tool("update_depot", depotId=depot["id"], city="Bergen")[1]["city"] == "Bergen"
    assert fleet.rest("GET", f"/api/v2/depots/{depot['id']}")[1] == {**depot, "city": "Bergen"}
    vehicles = f"/api/v2/depots/{depot['id']}/vehicles"
    status, made = fleet.rest("POST", vehicles, data={"plate": "AB 123", "seats": "5"})
    assert (status, made["plate"], made["seats"]) == (201, "AB 123", 5)
    assert fleet.tool("get_vehicles", depotId=depot["id"]) == (False, [made])
    assert fleet.rest("POST", "/api/v2/depots/999/vehicles", data={"plate": "X"})[0] == 404
    assert fleet.rest("DELETE", f"/api/v2/depots/{depot['id']}")[0] == 204
    assert fleet.rest("GET", vehicles)[0] == 404
    for number in range(5):
        fleet.rest("POST", "/api/v2/depots", json={"city": f"City {number}"})
    cities = [made["city"] for made in fleet.rest("GET", "/api/v2/depots?page=2&per_page=2")[1]]
    assert len(cities) == 2
    assert not set(cities) & {made["city"] for made in fleet.rest("GET", "/api/v2/depots?page=1&per_page=2")[1]}


def test_a_description_of_version_3_0_with_shared_parts_and_without_ids(own: Own) -> None:
    tasks = own("tasks.yaml")
    _, made = tasks.rest("POST", "/lists", json={"title": "Home"})
    below = f"/lists/{made['id']}/tasks"
    status, added = tasks.rest("POST", below, json={"title": "Sweep"})
    assert (status, added["task"]["title"], added["task"]["done"]) == (201, "Sweep", False)
    failed, second = tasks.tool("post_lists_by_list_id_tasks", list_id=made["id"], title="Mop", due="2026-02-01")
    assert (failed, second["task"]["due"]) == (False, "2026-02-01")
    _, page = tasks.rest("GET", f"{below}?limit=1&offset=1")
    assert (page["total"], [task["title"] for task in page["tasks"]]) == (2, ["Mop"])
    one = f"{below}/{added['task']['id']}"
    assert tasks.rest("PATCH", one, json={"done": True})[1]["task"]["done"] is True
    assert (
        tasks.tool("get_lists_by_list_id_tasks_by_task_id", list_id=made["id"], task_id=added["task"]["id"])[1]
        == (tasks.rest("GET", one)[1])
    )
    other = tasks.rest("POST", "/lists", json={"title": "Work"})[1]["id"]
    assert tasks.rest("GET", f"/lists/{other}/tasks/{added['task']['id']}")[0] == 404
    assert tasks.rest("DELETE", one)[0] == 204
    assert [task["title"] for task in tasks.rest("GET", below)[1]["tasks"]] == ["Mop"]


def test_a_description_whose_callers_choose_ids_put_whole_things_and_search_by_path(own: Own) -> None:
    kennel = own("kennel.yaml")
    dog = {"id": 77, "name": "Rex", "photoUrls": ["a.png"], "status": "free", "tags": [{"id": 1, "name": "old"}]}
    assert kennel.rest("POST", "/api/v3/dog", json=dog) == (200, dog)
    assert kennel.rest("POST", "/api/v3/dog", json=dog)[0] == 409
    assert kennel.rest("GET", "/api/v3/dog/77", headers={"api_key": kennel.token}) == (200, dog)
    sold = {**dog, "status": "sold"}
    assert kennel.rest("PUT", "/api/v3/dog", json=sold) == (200, sold)
    assert kennel.rest("PUT", "/api/v3/dog", json={**dog, "id": 5})[0] == 404
    assert kennel.rest("GET", "/api/v3/dog/findByStatus?status=sold") == (200, [sold])
    assert dog["id"] not in [each["id"] for each in kennel.rest("GET", "/api/v3/dog/findByStatus?status=free")[1]]
    assert kennel.rest("GET", "/api/v3/dog/findByTags?tags=old") == (200, [sold])
    assert kennel.rest("GET", "/api/v3/dog/findByTags?tags=young") == (200, [])
    named = {**sold, "name": "Max", "status": "free"}
    assert kennel.rest("POST", "/api/v3/dog/77?name=Max&status=free") == (200, named)
    assert kennel.tool("get_dog", dogId=77) == (False, named)
    assert kennel.rest("DELETE", "/api/v3/dog/77") == (200, None)
    status, refused = kennel.rest("POST", "/api/v3/dog", json={"name": 5})
    assert (status, refused["status"]) == (422, 422)
    assert {"photoUrls is required", "name must be of type string"} == set(refused["title"].split("; "))
    assert kennel.rest("GET", "/nowhere")[1] == {"status": 404, "title": "no operation has this path", "errors": []}
    made = kennel.rest("POST", "/api/v3/keeper/createWithList", json=[{"username": "ada"}, {"username": "ben"}])[1]
    assert made["username"] == "ada"
    assert kennel.rest("PUT", "/api/v3/keeper/ben", json={"city": "Oslo"}) == (200, None)
    assert kennel.rest("GET", "/api/v3/keeper/ben")[1]["city"] == "Oslo"
    assert kennel.rest("GET", "/api/v3/keeper/logout") == (200, None)


def test_a_description_of_version_3_1_with_a_const_a_pattern_and_an_act(own: Own) -> None:
    shop = own("shop.json")
    assert shop.rest("POST", "/orders", json={"lines": [{"sku": "hat", "count": 0}]})[0] == 422
    status, order = shop.rest("POST", "/orders", json={"lines": [{"sku": "hat", "count": 2}]})
    assert (status, order["object"], order["id"][:4], order["status"]) == (201, "order", "ord_", "pending")
    assert shop.tool("orders_cancel", order_id=order["id"])[1]["status"] == "cancelled"
    assert shop.rest("PATCH", f"/orders/{order['id']}", json={"note": "late"})[1]["note"] == "late"
    failed, read = shop.tool("orders_get", order_id=order["id"])
    assert (failed, read) == (False, {**order, "status": "cancelled", "note": "late"})
    failed, problem = shop.tool("orders_create")
    assert failed
    assert "lines" in str(problem)
    for _ in range(2):
        assert shop.tool("orders_create", lines=[{"sku": "cap", "count": 1}])[0] is False
    first = shop.rest("GET", "/orders?limit=2")[1]
    rest = shop.rest("GET", f"/orders?limit=2&starting_after={first['items'][-1]['id']}")[1]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert order["id"] in [each["id"] for each in first["items"] + rest["items"]]
    snapshot = shop.farm.session().snapshot()
    assert shop.rest("DELETE", f"/orders/{order['id']}")[0] == 204
    assert shop.rest("GET", f"/orders/{order['id']}")[0] == 404
    shop.farm.session().restore(snapshot)
    assert shop.rest("GET", f"/orders/{order['id']}") == (200, read)


def described(package: str, path: str) -> Path:
    """A file of a PyPI package, without what the package needs; skips where it can't be had."""
    home = PACKAGES / package
    if not list(home.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(home), package]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode:
            pytest.skip(f"could not download {package}: {done.stderr.strip()[-200:]}")
    with zipfile.ZipFile(sorted(home.glob("*.whl"))[-1]) as wheel:
        return Path(wheel.extract(path, home))


def test_the_description_that_jupyter_server_ships(own: Own) -> None:
    notebook = own(described("jupyter-server", "jupyter_server/services/api/api.yaml"), "notebook")
    status, kernel = notebook.rest("POST", "/api/kernels", json={"name": "python3"})
    assert (status, kernel["name"]) == (201, "python3")
    tools = {tool.operation.name: name for name, tool in notebook.clone.tools.items()}
    (reading,) = [name for name in tools if name.startswith("get") and name.endswith("kernels_by_kernel_id")]
    assert notebook.tool(tools[reading], kernel_id=kernel["id"]) == (False, kernel)
    assert kernel in notebook.rest("GET", "/api/kernels")[1]
    assert notebook.rest("DELETE", f"/api/kernels/{kernel['id']}")[0] == 204
    assert kernel not in notebook.rest("GET", "/api/kernels")[1]


def test_the_description_that_jupyterlab_server_ships(own: Own) -> None:
    lab = own(described("jupyterlab-server", "jupyterlab_server/rest-api.yml"), "lab")
    space = {"data": {"open": ["a.ipynb"]}, "metadata": {"id": "mine"}}
    assert lab.rest("PUT", "/lab/api/workspaces/mine", json=space)[0] == 204
    assert lab.rest("GET", "/lab/api/workspaces/mine")[1]["data"] == space["data"]
    tools = {tool.operation.name: name for name, tool in lab.clone.tools.items()}
    (reading,) = [name for name in tools if name.startswith("get") and "workspaces_by" in name]
    assert lab.tool(tools[reading], space_name="mine")[1]["data"] == space["data"]
    assert lab.rest("DELETE", "/lab/api/workspaces/mine")[0] == 204
    assert lab.rest("GET", "/lab/api/workspaces/mine")[0] == 404
