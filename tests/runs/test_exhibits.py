"""What a judge is shown."""

from clonery.runs.criteria import Evidence
from clonery.runs.exhibits import PIECE, WHOLE, brief, exhibits

DIFF = {
    "added": [{"clone": "github", "kind": "issue", "id": "9", "record": {"title": "x"}}], "removed": [],
    "changed": [{"clone": "github", "kind": "issue", "id": "2", "changes": {"state": ["open", "closed"]}}],
}  # fmt: skip


def call(number: int, port: int, answer: object = None) -> dict[str, object]:
    url = f"http://127.0.0.1:{port}/s/s-{port}/github/repos"
    return {
        "number": number, "clone": "github", "operation": "issues/get", "status": 200, "arguments": {"n": 1},
        "answer": answer or {"url": url},
    }  # fmt: skip


def evidence(port: int) -> Evidence:
    return Evidence(("github",), {}, {}, DIFF, [call(1, port), {"clone": "", "number": 2}], "done", 0, None)


def test_each_piece_has_an_id_and_equal_runs_have_equal_ones() -> None:
    made = exhibits(evidence(4001))
    assert made == exhibits(evidence(5002))
    assert list(made) == ["answer", "call-1", "diff-1", "diff-2"]
    assert made["diff-2"] == '~ github issue 2 state: "open" → "closed"'
    assert "http://farm/github/repos" in made["call-1"]


def test_nothing_is_shown_as_nothing() -> None:
    made = exhibits(Evidence((), {}, {}, {"added": [], "removed": [], "changed": []}, [], "", 0, None))
    assert made == {"answer": "(none)", "diff-0": "nothing differs"}


def test_much_is_cut_and_said_to_be() -> None:
    many = [call(n, 1, {"text": "y" * 5000}) for n in range(1, 400)]
    made = exhibits(Evidence(("github",), {}, {}, DIFF, many, "z" * 5000, 0, None))
    assert len(made["answer"]) == PIECE
    system, asked = brief("c", "prompt", "", made)
    assert len(asked) < WHOLE + 5000
    assert "more exhibits are left out" in asked
    assert "(none)" in asked
    assert len(system) < 2000
