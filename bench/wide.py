"""What nineteen clones in one farm cost, and a generic answer beside a written one, printed beside their bars."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from run import Row, Server, free_port, microseconds, show

from clonery.server.farm import Farm
from clonery.server.perform import rest
from clonery.server.request import Request
from clonery.server.settings import Settings

HERE = Path(__file__).parent
TOYS = HERE.parent / "tests" / "toys"


def nineteen() -> list[Row]:
    """Start to the first answer with all clones; memory after a read of each."""
    port = free_port()
    arguments = ["-c", "from clonery.server.cli import main; main()", "serve", "--port", str(port)]
    server = Server(arguments, port, "/github/user")
    clones = server.get("/_clonery/clones")
    for clone in clones:
        server.get(f"/_clonery/clones/{clone['name']}/tools")
        server.get(f"/_clonery/sessions/default/state?clone={clone['name']}")
        for header in (f"Bearer {clone['token']}", str(clone["token"])):
            asked = urllib.request.Request(
                f"http://127.0.0.1:{port}/{clone['name']}/", headers={"Authorization": header}
            )
            try:
                urllib.request.urlopen(asked, timeout=30).read()
            except urllib.error.HTTPError as error:
                error.read()
    size = server.megabytes
    server.stop()
    first = server.start_seconds
    return [
        (f"start to first answer, {len(clones)} clones", "≤ 1.2 s", f"{first:.2f} s", first <= 1.2),
        (f"memory, all {len(clones)} touched", "≤ 200 MB", f"{size:.0f} MB", size <= 200),
    ]


def routes() -> list[Row]:
    """Finding the operation for a path in the clone that has the most."""
    clone = Farm(Settings(clones=("datadog",))).clone("datadog")
    paths = [made.entry["http"]["path"].replace("{", "").replace("}", "") for made in clone.operations.values()]
    methods = [made.entry["http"]["method"] for made in clone.operations.values()]
    asked = list(zip(paths, methods, strict=True))
    took = []
    for _ in range(5):
        began = time.perf_counter()
        for path, method in asked:
            clone.routes.find(path, method)
        took.append((time.perf_counter() - began) / len(asked) * 1e6)
    text = f"{min(took):.1f} µs among {len(asked):,}"
    return [("finding the operation for a path", "≤ 5 µs", text, min(took) <= 5)]


def generic() -> list[Row]:
    """The same work by a written and by a generic operation, in process, on two made-up clones of like shape."""
    farm = Farm(Settings(clones=("toy", "plain"), clones_folder=TOYS))
    session = farm.create(name="generic")
    held = {name: session.opened.credentials.default(name) for name in ("toy", "plain")}
    heads = {name: {"authorization": f"Bearer {made.token if made else ''}"} for name, made in held.items()}

    def ask(clone: str, method: str, path: str, body: Any = None) -> Any:
        sent = json.dumps(body).encode() if body is not None else b""
        header = {**heads[clone], **({"content-type": "application/json"} if body is not None else {})}
        return rest(farm, session, farm.clone(clone), Request(method, path, headers=header, body=sent))

    items = "/shops/main/items"
    item = ask("plain", "POST", items, {"title": "w"}).data
    widget = ask("toy", "POST", "/boxes/main/widgets", {"name": "w"}).data
    own = f"/boxes/main/widgets/{widget['number']}", f"{items}/{item['number']}"
    pairs = {
        "GET": [lambda: ask("toy", "GET", own[0]), lambda: ask("plain", "GET", own[1])],
        "POST": [
            lambda: ask("toy", "POST", "/boxes/main/widgets", {"name": "w"}),
            lambda: ask("plain", "POST", items, {"title": "w"}),
        ],
    }
    rows = []
    for method, (written, unwritten) in pairs.items():
        one, other = microseconds(written), microseconds(unwritten)
        text = f"{other / one:.2f} × ({one:.0f} µs, {other:.0f} µs)"
        rows.append((f"generic {method} against a written one", "≤ 1.5 ×", text, other / one <= 1.5))
    return rows


def months(count: int = 24) -> list[Row]:
    """CPU of a subscription's months on a test clock, two at a time, which is as far as it goes."""
    farm = Farm(Settings(clones=("stripe",)))
    session, clone = farm.create(name="months"), farm.clone("stripe")
    token = session.opened.credentials.default("stripe")
    header = {"authorization": f"Bearer {token.token if token else ''}",
              "content-type": "application/x-www-form-urlencoded"}  # fmt: skip

    def ask(path: str, query: str = "", **given: Any) -> Any:
        method, body = ("POST", urllib.parse.urlencode(given).encode()) if given else ("GET", b"")
        return rest(farm, session, clone, Request(method, f"/v1/{path}", query=query, headers=header, body=body)).data

    clocks = "test_helpers/test_clocks"
    clock = ask(clocks, frozen_time=int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()))["id"]
    customer = ask("customers", test_clock=clock)["id"]
    card = ask("payment_methods/pm_card_visa/attach", customer=customer)["id"]
    sold: dict[str, Any] = {"currency": "usd", "unit_amount": 900, "recurring[interval]": "month",
                            "product_data[name]": "Pro"}  # fmt: skip
    wanted = {"items[0][price]": ask("prices", **sold)["id"], "default_payment_method": card}
    ask("subscriptions", customer=customer, **wanted)
    began = time.process_time()
    for month in range(2, count + 1, 2):
        until = datetime(2026 + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        ask(f"{clocks}/{clock}/advance", frozen_time=int(until.timestamp()))
        assert ask(f"{clocks}/{clock}")["status"] == "ready"
    took = time.process_time() - began
    assert len(ask("invoices", f"customer={customer}&limit=100")["data"]) == count + 1
    return [(f"{count} months on a test clock", "≤ 0.5 s CPU", f"{took:.2f} s", took <= 0.5)]


def compiling(folder: str) -> list[Row]:
    """Compiling GitHub's description, where the folder with the vendor's files is at hand."""
    began = time.perf_counter()
    command = ["-c", "from clonery.server.cli import main; main()", "spec", "compile", "github", "--from", folder]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    took = time.perf_counter() - began
    return [("compile GitHub's description", "≤ 20 s", f"{took:.1f} s", took <= 20)]


if __name__ == "__main__":
    show(nineteen())
    show(routes())
    show(generic())
    show(months())
    if sys.argv[1:]:
        show(compiling(sys.argv[1]))
