"""Sessions interleaved at random never see each other and never differ from a model of plain dicts."""

import copy
from pathlib import Path
from typing import Any

import orjson
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings

TOYS = Path(__file__).resolve().parent / "toys"
Model = dict[int, dict[str, Any]]
NAMES = st.text("abc", min_size=1, max_size=3)


class Sessions(RuleBasedStateMachine):
    """A farm of the toy clone beside, for each session, a dict of what its widgets should be."""

    sessions = Bundle("sessions")

    def __init__(self) -> None:
        super().__init__()
        self.farm = Farm(Settings(clones=("toy",), clones_folder=TOYS))
        self.models: dict[str, Model] = {}
        self.bases: dict[str, Model] = {}
        self.kept: dict[str, list[tuple[str, Model]]] = {}

    def ask(self, session: str, method: str, path: str, body: Any = None) -> Any:
        sent = orjson.dumps(body) if body is not None else b""
        request = Request(
            method, path, "per_page=100" if method == "GET" else "", {"authorization": "Bearer toy_default"}, sent
        )
        return perform.rest(self.farm, self.farm.session(session), self.farm.clone("toy"), request)

    def take(self, name: str, model: Model) -> str:
        self.models[name], self.bases[name], self.kept[name] = copy.deepcopy(model), copy.deepcopy(model), []
        return name

    @initialize(target=sessions)
    def first(self) -> str:
        return self.take(self.farm.create().id, {})

    @rule(target=sessions)
    def another(self) -> str:
        return self.take(self.farm.create().id, {})

    @rule(session=sessions, name=NAMES, tags=st.lists(NAMES, max_size=2))
    def create(self, session: str, name: str, tags: list[str]) -> None:
        made = self.ask(session, "POST", "/boxes/main/widgets", {"name": name, "tags": tags})
        number = max(self.models[session], default=0) + 1
        assert (made.status, made.data["number"]) == (201, number)
        self.models[session][number] = {"name": name, "tags": tags, "state": "open"}

    @rule(session=sessions, name=NAMES)
    def fail(self, session: str, name: str) -> None:
        assert self.ask(session, "POST", "/boxes/main/widgets", {"name": name, "explode": True}).status == 404

    @rule(session=sessions, number=st.integers(1, 6), name=NAMES, state=st.sampled_from(["open", "closed"]))
    def update(self, session: str, number: int, name: str, state: str) -> None:
        answer = self.ask(session, "PATCH", f"/boxes/main/widgets/{number}", {"name": name, "state": state})
        if number in self.models[session]:
            assert answer.status == 200
            self.models[session][number] |= {"name": name, "state": state}
        else:
            assert answer.status == 404

    @rule(session=sessions)
    def snapshot(self, session: str) -> None:
        made = self.farm.snapshot(self.farm.session(session))
        self.kept[session].append((made.id, copy.deepcopy(self.models[session])))

    @rule(session=sessions, choice=st.integers(0, 5))
    def restore(self, session: str, choice: int) -> None:
        if self.kept[session]:
            id, model = self.kept[session][choice % len(self.kept[session])]
            self.farm.session(session).rewind(self.farm.session(session).snapshots[id].image)
            self.models[session] = copy.deepcopy(model)

    @rule(target=sessions, session=sessions)
    def fork(self, session: str) -> str:
        return self.take(self.farm.fork(self.farm.session(session)).id, self.models[session])

    @rule(session=sessions)
    def reset(self, session: str) -> None:
        self.farm.session(session).reset()
        self.models[session] = copy.deepcopy(self.bases[session])

    @invariant()
    def every_session_is_its_model(self) -> None:
        for session, model in self.models.items():
            for state in ("open", "closed"):
                request = Request(
                    "GET", "/boxes/main/widgets", f"state={state}&per_page=100", {"authorization": "Bearer toy_default"}
                )
                rows = perform.rest(self.farm, self.farm.session(session), self.farm.clone("toy"), request).data
                wanted = {number: row for number, row in model.items() if row["state"] == state}
                assert {row["number"]: {key: row[key] for key in ("name", "tags", "state")} for row in rows} == wanted

    def teardown(self) -> None:
        for session in self.farm.sessions.values():
            session.close()


TestSessions = Sessions.TestCase
TestSessions.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
