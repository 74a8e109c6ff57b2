"""Scenario files: sections under all their names, what the agent sees, and lines in every complaint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clonery.runs.scenario import SECTIONS, Scenario, ScenarioError, read, task

TOLD = "[D] Exactly 3 issues are closed"
Write = Callable[[str], Scenario]
CLONES = ("github", "slack", "stripe", "linear")
PLAIN = """# Close what is stale

## Setup

The `stale-issues` seed.

## Prompt

Close the issues of acme/tracker that nobody has touched.

1. Say why.

## Expected Behavior

Three are closed. SECRET.

## Success Criteria

- [D] Exactly 3 issues are closed
- [P] The comments are
  polite
- no issues were deleted
- The answer is well written

## Config

clones: github
seed: stale-issues
timeout: 90
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(text: str) -> Scenario:
        path = tmp_path / "one.md"
        path.write_text(text)
        return read(path, CLONES)

    return made


def test_a_file_is_read(write: Write) -> None:
    found = write(PLAIN)
    assert found.title == "Close what is stale"
    assert found.setup == "The `stale-issues` seed."
    assert found.prompt == "Close the issues of acme/tracker that nobody has touched.\n\n1. Say why."
    assert "SECRET" in found.expected
    assert "SECRET" not in found.prompt
    assert found.planted == ()
    assert (found.config.clones, found.config.timeout, found.config.seed) == (
        ("github",),
        90,
        {"github": "stale-issues"},
    )
    assert [(one.text, one.tag, one.line) for one in found.criteria] == [
        ("Exactly 3 issues are closed", "D", 19),
        ("The comments are polite", "P", 20),
        ("no issues were deleted", "D", 22),
        ("The answer is well written", "P", 23),
    ]
    assert found.criteria[2].reading == "count of github/issue removed by the run where pull exists false = 0"
    assert found.criteria[3].reading.startswith("for a judge, since code can't decide it:")


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_every_name_of_a_section(write: Write, name: str) -> None:
    told = {"setup": "Setup", "prompt": "Prompt", "expected": "Expected Behavior", "criteria": "Success Criteria",
            "config": "Config", "seed": "Seed State"}[SECTIONS[name]]  # fmt: skip
    text = PLAIN + "\n## Seed State\n\n```json\n{}\n```\n"
    renamed = text.replace(f"## {told}\n", f"## {name.title()}:\n")
    assert write(renamed).criteria == write(text).criteria
    for part in ("title", "setup", "prompt", "expected", "config", "planted"):
        assert getattr(write(renamed), part) == getattr(write(text), part)


def test_headings_inside_code_and_below_the_second_level_are_text(write: Write) -> None:
    text = PLAIN.replace("1. Say why.", "### Steps\n\n```\n## Prompt\n# No title\n```")
    assert write(text).prompt.endswith("### Steps\n\n```\n## Prompt\n# No title\n```")


def test_a_front_matter_is_configuration(write: Write) -> None:
    text = "---\ntwins: [github]\ntimeout: 30\n---\n" + PLAIN.partition("## Config")[0]
    found = write(text)
    assert (found.config.clones, found.config.timeout) == (("github",), 30)
    assert found.criteria[0].line == 23


def test_sections_that_mean_nothing_are_told_and_misspelt_ones_refused(write: Write) -> None:
    found = write(PLAIN + "\n## History\n\nWritten in May.\n")
    assert found.warnings[0].endswith("one.md:31: section 'History' means nothing here; nobody reads it")
    with pytest.raises(ScenarioError, match=r"one.md:7: unknown section 'Promt'; did you mean 'Prompt'"):
        write(PLAIN.replace("## Prompt", "## Promt"))


def test_inferred_clones_are_told(write: Write) -> None:
    found = write(PLAIN.partition("## Config")[0].replace("issues of", "pull requests of"))
    assert (found.config.clones, found.config.inferred) == (("github",), True)
    assert "no clones are named; read from the text: github" in found.warnings[0]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("# Close what is stale\n", "\n", 1, "a title is missing"),
        ("Close the issues of acme/tracker that nobody has touched.\n\n1. Say why.\n", "", 7, "a prompt is missing"),
        ("## Prompt\n", "", 0, "a prompt is missing"),
        ("- [D] Exactly 3 issues are closed\n- [P] The comments are\n  polite\n- no issues were deleted\n"
         "- The answer is well written\n", "", 17, "a criterion is missing"),
        (TOLD, "[D] The issues are nice", 19, "'nice' says nothing that is known of issues"),
        (TOLD, "[D] Exactly 3 isues are closed", 19, "(?s)can't be decided by code.*forms"),
        (TOLD, "[Q] Exactly 3 issues are closed", 19, "unknown tag .Q."),
        (TOLD, "[D!] Exactly 3 issues are closed", 19, "unknown tag .D!."),
        (TOLD, "[T] Exactly 3 issues are closed", 19, "no form of what can be asked of calls"),
        (TOLD, "[D]", 19, "says nothing"),
        ("clones: github", "clones: gitub", 27, "unknown clone 'gitub'; did you mean 'github'"),
        ("timeout: 90", "timeuot: 90", 29, "unknown key 'timeuot'; did you mean 'timeout'"),
        ("seed: stale-issues", "seed: stale", 28, "no seed 'stale'"),
    ],
)  # fmt: skip
def test_complaints_name_file_and_line(write: Write, old: str, new: str, line: int, message: str) -> None:
    assert old in PLAIN
    with pytest.raises(ScenarioError, match=message) as caught:
        write(PLAIN.replace(old, new))
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{caught.value.path}:{line}: " if line else f"{caught.value.path}: ")


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="can't be read"):
        read(tmp_path / "nothing.md", CLONES)
    (tmp_path / "bytes.md").write_bytes(b"# T\n\xff\xfe")
    with pytest.raises(ScenarioError, match="no UTF-8"):
        read(tmp_path / "bytes.md", CLONES)


def test_weights_blocks_and_inline_queries(write: Write) -> None:
    text = PLAIN.replace(
        "- [D] Exactly 3 issues are closed\n",
        "- [D x2] Exactly 3 issues are closed\n- [D, weight 0.5] No issues were deleted\n- [P:3] It is kind\n"
        "- [T] At most 5 calls (weight 4)\n* [ ] [D] An issue exists\n"
        '- [D] exactly so\n\n  ```json\n  {"changed": "issue", "changes": {"state": "closed"}}\n  ```\n'
        "- [D] in SQL\n  ```sql = 3\n  SELECT count(*) FROM github_issue\n  ```\n"
        "- [D] sql `SELECT 1` is 1\n",
    )
    found = {one.text: one for one in write(text).criteria}
    assert {text: one.weight for text, one in found.items() if one.weight != 1} == {
        "Exactly 3 issues are closed": 2, "No issues were deleted": 0.5, "It is kind": 3, "At most 5 calls": 4,
    }  # fmt: skip
    assert found["exactly so"].reading.startswith("count of changed github/issue, changes")
    assert found["exactly so"].line == 24
    assert found["in SQL"].reading == "sql: SELECT count(*) FROM github_issue = '3'"
    assert found["sql `SELECT 1` is 1"].reading == "sql: SELECT 1 = '1'"


def test_comments_between_criteria_are_none(write: Write) -> None:
    text = PLAIN.replace("- no issues", "\n<!--\n- [D] a note, no check\n-->\n\n- no issues")
    assert len(write(text).criteria) == 4


def test_a_task_is_a_scenario_without_criteria() -> None:
    found = task("Close issue #1\nin acme/webapp.", ("github",))
    assert (found.title, found.prompt, found.criteria) == ("Close issue #1", "Close issue #1\nin acme/webapp.", ())
    assert found.config == type(found.config)(("github",))
    with pytest.raises(ScenarioError, match="a prompt is missing"):
        task("  ", ("github",))


WORDINGS = """Exactly 4 issues are closed
At least 1 issue is created
At most 2 pull requests are merged
Fewer than 3 comments are added
Fewer than 30 tool calls
2 issues were closed
An issue is created
Issue #1 is closed
Pull request #2 is merged
Issue #3 is deleted
An issue titled "Add login" exists
Zero open issues remain
None of the open issues remain
No errors
no errors occurred
Issue count is 5
Issue count equals 5
The run exits successfully
All closed issues have a new comment
issues with label keep-open remain open
a pull request exists with a title containing "login"
no issues have label stale
channel #general has at least 1 new message
zero messages sent to channels other than #general"""


@pytest.mark.parametrize("wording", WORDINGS.splitlines())
def test_every_wording_in_use_is_decided_by_code_tagged_or_not(write: Write, wording: str) -> None:
    text = PLAIN.replace("clones: github\nseed: stale-issues", "clones: github, slack")
    tagged = write(text.replace("- [D] Exactly 3 issues are closed", f"- [D] {wording}")).criteria[0]
    bare = write(text.replace("- [D] Exactly 3 issues are closed", f"- {wording}")).criteria[0]
    assert tagged == bare
    assert tagged.tag == "D"
    assert tagged.check is not None
