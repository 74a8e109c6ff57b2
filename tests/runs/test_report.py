"""The pages to look at, read as a browser does."""

from html.parser import HTMLParser
from pathlib import Path

from clonery.runs import artifacts, batch, report, testpage

from .conftest import CLOSE, Playing, scripted
from .results import MIXED

VOID = {"meta", "br", "link", "img"}


class Reader(HTMLParser):
    """Reads a page and refuses tags that don't match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        assert tag != "script"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_page_holds_verdicts_differences_calls_and_answer(play: Playing, tmp_path: Path) -> None:
    made = play(scripted(tmp_path, [{"clone": "github", "call": "GET /nowhere", "try": True}, *CLOSE]))
    read = Reader(report.page(batch.result(made), made.folder.path))
    text = "".join(read.words)
    for part in ("Close the theme", "passed: 1 of 1", 'state: "open" → "closed"', "issues/update", "It is closed."):
        assert part.replace("passed: 1 of 1", "1 of 1") in text
    assert read.links == []


def test_what_was_recorded_is_text_and_no_markup(tmp_path: Path) -> None:
    read = Reader(report.page(MIXED, tmp_path))
    assert "done <script>" in "".join(read.words)
    assert "the judge can't be asked" in "".join(read.words)


def test_evidence_is_shown_of_a_bounded_number_of_runs() -> None:
    many = {**MIXED["scenarios"][0], "runs": [{**MIXED["scenarios"][0]["runs"][0], "run": n} for n in range(1, 200)]}
    ((_, room), (_, other)) = report._rooms([many, MIXED["scenarios"][1]])
    assert len(room) + len(other) == report.RUNS
    assert other == {1}


def test_the_page_of_tests(tmp_path: Path) -> None:
    diff = {"added": [], "removed": [], "changed": []}
    tests = {
        "t.py::good": {"outcome": "passed", "seconds": 0.1, "said": "", "evidence": {"diff": diff, "calls": []}},
        "t.py::bad": {"outcome": "failed", "seconds": 0.2, "said": "E <assert>", "evidence": None},
        "t.py::other": {"outcome": "passed", "seconds": 0.2, "said": "", "evidence": None},
    }
    text = "".join(Reader(testpage.page(tests)).words)
    assert text.index("t.py::bad · failed") < text.index("t.py::good · passed")
    assert "E <assert>" in text
    assert "nothing differs" in text
    assert "t.py::other" not in text
    assert artifacts.VERSION == 1
