"""The configuration of a scenario: every key under every name, every way to write it, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from clonery.runs.scenario_config import Config, Wrong, configured, infer

CLONES = ("github", "slack", "stripe", "linear", "jira", "supabase", "google-workspace", "hubspot")


def config(text: str, told: str = "") -> Config:
    return configured(list(enumerate(text.splitlines(), 10)), told, CLONES)


@pytest.mark.parametrize(
    "text",
    [
        "clones: github, slack",
        "twins: github,slack",
        "- clones: github, slack",
        "* **clones**: [github, slack]",
        "Clones: `github`, `slack`",
        "```yaml\nclones: [github, slack]\n```",
        "clones:\n  - github\n  - slack",
        "clones:\n- github\n- slack",
        'clones = "github", "slack"',
    ],
)
def test_clones_are_written_in_many_ways(text: str) -> None:
    found = config(text)
    assert found.clones == ("github", "slack")
    assert not found.inferred


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("timeout: 60", "timeout", 60), ("timeout: 2.5", "timeout", 2.5), ("timeout: 60s", "timeout", 60),
        ("timeout: 60 seconds  # a minute", "timeout", 60),
        ("runs: 3", "runs", 3), ("tags: a, b", "tags", ("a", "b")), ("tag: [smoke]", "tags", ("smoke",)),
        ("evaluator-model: m", "evaluator_model", "m"), ("evaluator: m", "evaluator_model", "m"),
        ("evaluatormodel: m", "evaluator_model", "m"), ("evaluatorModel: m", "evaluator_model", "m"),
        ("model: m", "evaluator_model", "m"), ("passThreshold: 90", "threshold", 90),
        ("threshold: 80%", "threshold", 80), ("pass-threshold: 0", "threshold", 0),
        ("random-seed: 7", "random_seed", 7),
        ("clock: 2026-01-05T09:00:00Z", "clock", "2026-01-05T09:00:00Z"), ("world: acme", "world", "acme"),
        ("seed: small-project", "seed", {"github": "small-project"}),
        ("seed: github=stale-issues", "seed", {"github": "stale-issues"}),
        ("seeds: github: empty", "seed", {"github": "empty"}), ("seed:\n  github: empty", "seed", {"github": "empty"}),
        ("seed: {github: empty}", "seed", {"github": "empty"}), ("seed: mine.json", "seed", {"github": "mine.json"}),
        ("seed: acme", "world", "acme"), ("seed: world=acme", "world", "acme"),
        ('faults: [{"status": 429, "count": 2}]', "faults", ({"status": 429, "count": 2},)),
        ('faults: {"status": 429}', "faults", ({"status": 429},)),
        ('faults:\n  - {"status": 429}\n  - {"kind": "timeout"}', "faults", ({"status": 429}, {"kind": "timeout"})),
    ],
)  # fmt: skip
def test_every_key_is_read(line: str, field: str, value: Any) -> None:
    assert getattr(config(f"clones: github\n{line}"), field) == value


def test_seeds_of_several_clones() -> None:
    both = config("clones: github, slack\nseed: github=stale-issues, slack=small-project")
    assert both.seed == {"github": "stale-issues", "slack": "small-project"}
    assert config("clones: github, slack\nseed: small-project").seed == dict.fromkeys(both.clones, "small-project")
    assert config("clones: github, slack\nseed: stale-issues").seed == {"github": "stale-issues"}


def test_what_is_not_said_has_its_default() -> None:
    found = config("clones: github")
    assert (found.timeout, found.runs, found.tags, found.seed, found.threshold) == (180, 1, (), {}, None)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("clones: github\ntimeuot: 3", 11, "unknown key 'timeuot'; did you mean 'timeout'"),
        ("clones: githab", 10, "unknown clone 'githab'; did you mean 'github'"),
        ("clones: github\nseed: stale-isues", 11, "github has no seed 'stale-isues'; did you mean 'stale-issues'"),
        ("clones: github\nseed: slack=empty", 11, "'slack', which is not among the clones"),
        ("clones: github\nworld: acne", 11, "unknown world 'acne'; did you mean 'acme'"),
        ("clones: github\ntimeout: 0", 11, "a number of seconds above 0"),
        ("clones: github\ntimeout: -5", 11, "a number of seconds above 0"),
        ("clones: github\nruns: 1.5", 11, "a whole number above 0"),
        ("clones: github\nthreshold: 101", 11, "from 0 to 100"),
        ("clones: github\nrandom-seed: x", 11, "a whole number"),
        ("clones: github\nfaults: [1]", 11, "JSON objects"),
        ("clones: github\nruns: 1\nruns: 2", 12, "a second time"),
        ("clones: github\nwhatever", 11, "no `key: value`"),
        ("timeout: 3", 0, "no clone is named"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(Wrong, match=message) as caught:
        config(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "clones"),
    [
        ("Close the pull requests.", ("github",)), ("Call create_issue", ("github",)),
        ("Post in the Slack channel", ("slack",)), ("use send_message", ("slack",)),
        ("Refund the invoice", ("stripe",)), ("A Linear ticket", ("linear",)), ("in the Jira sprint", ("jira",)),
        ("Run an SQL query", ("supabase",)), ("Look at the inbox", ("google-workspace",)),
        ("Ask HubSpot", ("hubspot",)), ("Refund it, then tell Slack", ("slack", "stripe")),
        ("nonlinear repayments", ()), ("Nothing is told.", ()),
    ],
)  # fmt: skip
def test_clones_are_told_by_words(text: str, clones: tuple[str, ...]) -> None:
    assert infer(text, CLONES) == clones
    if clones:
        found = config("runs: 2", text)
        assert (found.clones, found.inferred) == (clones, True)
