"""Words of names, their singular, and the verb in an operation's id."""

import pytest

from clonery.server.compiler.words import is_plural, noun, past, singular, snake, split_words, verb_of


def test_names_of_any_case_style_are_split() -> None:
    assert split_words("getHTTPRoutes_v2") == ["get", "http", "routes", "v2"]
    assert split_words("list-for-repo") == ["list", "for", "repo"]
    assert split_words("OAuthApplication") == ["oauth", "application"]
    assert snake("issueNumber") == "issue_number"


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("issues", "issue"), ("categories", "category"), ("statuses", "status"), ("addresses", "address"),
        ("branches", "branch"), ("boxes", "box"), ("people", "person"), ("releases", "release"), ("news", "news"),
        ("status", "status"), ("analysis", "analysis"), ("series", "series"), ("bus", "bus"), ("ties", "tie"),
    ],
)  # fmt: skip
def test_the_singular(many: str, one: str) -> None:
    assert singular(many) == one
    assert is_plural(many) == (many != one)


def test_only_the_last_word_of_a_noun_is_put_in_the_singular() -> None:
    assert noun("actionsSecrets") == "actions_secret"
    assert noun("") == ""


@pytest.mark.parametrize(
    ("identifier", "verb", "rest"),
    [
        ("issues/list-for-repo", "list", ["for", "repo"]),
        ("TeamsController_getTeams", "get", ["teams"]),
        ("users.messages.list", "list", []),
        ("actor_versions_get", "get", ["actor", "versions"]),
        ("v1-get-a-branch", "get", ["a", "branch"]),
        ("weather", "", ["weather"]),
    ],
)
def test_the_verb_stands_first_or_last(identifier: str, verb: str, rest: list[str]) -> None:
    assert verb_of(identifier) == (verb, rest)


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        ("close", "closed"), ("pin", "pinned"), ("unpin", "unpinned"), ("send", "sent"), ("deny", "denied"),
        ("deploy", "deployed"), ("lock", "locked"),
    ],
)  # fmt: skip
def test_participles(verb: str, participle: str) -> None:
    assert past(verb) == participle
