"""Names of references are allowed or not as git says."""

import pytest

from clonery.clones.github.git.refs import check_branch, check_ref
from clonery.clones.github.git.refusal import GitRefusal

from .conftest import Repository

NAMES = [
    "refs/heads/main", "refs/heads/a/b.c", "refs/heads/-a", "refs/heads/a-b_c@d", "refs/heads/é", "refs/tags/v1.0",
    "main", "HEAD", "@", "refs/heads/@", "", "/", "a/", "/a/b", "a//b", "a/.b", ".a/b", "a/b.", "a./b", "a/b.lock",
    "a/b.lock/c", "a/lock", "a..b/c", "a/b..", "a/b c", "a/b~1", "a/b^", "a/b:c", "a/b?", "a/*", "a/[b", "a/b]",
    "a\\b/c", "a/b@{1}", "a/@{", "a/b\x7f", "a/b\n", "a/\x01", "a/b{c}", "a/b!'\"#$%&()+,;<=>|", "refs/heads/a.lock.b",
]  # fmt: skip


def allowed(name: str) -> bool:
    try:
        return check_ref(name) == name
    except GitRefusal:
        return False


@pytest.mark.parametrize("name", NAMES)
def test_full_names(repository: Repository, name: str) -> None:
    assert allowed(name) == (repository.run("check-ref-format", name).returncode == 0)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("-a", "dash"), ("HEAD", "head"), ("a" * 40, "sha"), ("a b", "letter"), ("a.lock", "lock"), ("", "slash"),
        ("a..b", "dots"), ("a@{b", "at_brace"), (".a", "leading_dot"), ("a.", "trailing_dot"),
    ],
)  # fmt: skip
def test_branches_have_more_rules(name: str, rule: str) -> None:
    with pytest.raises(GitRefusal) as refused:
        check_branch(name)
    assert (refused.value.code, refused.value.parts["rule"]) == ("bad_ref", rule)


def test_what_is_refused_only_whole() -> None:
    assert check_branch("feature/x") == "feature/x"
    assert check_branch("a" * 41) == "a" * 41
    with pytest.raises(GitRefusal) as refused:
        check_ref("main")
    assert refused.value.parts == {"name": "main", "rule": "one_level"}
