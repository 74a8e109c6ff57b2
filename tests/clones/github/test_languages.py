"""Languages counted as the default branch moves."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.languages import language_of
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/b.py", "Python"), ("B.TSX", "TypeScript"), ("Dockerfile", "Dockerfile"), ("x/Makefile", "Makefile"),
        ("README.md", None), ("data.json", None), ("node_modules/x/index.js", None), ("py", None), (".bashrc", "Shell"),
    ],
)  # fmt: skip
def test_a_files_name_tells_its_language(path: str, language: str | None) -> None:
    assert language_of(path) == language


def test_counts_follow_the_default_branch_alone(call: Call, fresh: Repository) -> None:
    def counted() -> tuple[dict[str, int], str | None]:
        found = call.get(Repository, fresh.id)
        return found.languages, found.language

    gitstore.commit_files(call, fresh, "", {"a.py": b"x" * 10, "b.go": b"y" * 20, "c.md": b"z" * 99}, "m")
    assert counted() == ({"Go": 20, "Python": 10}, "Go")
    gitstore.commit_files(call, fresh, "", {"a.py": b"x" * 30, "b.go": b"y" * 5}, "m")
    assert counted() == ({"Python": 30, "Go": 5}, "Python")
    gitstore.create_ref(call, fresh, "refs/heads/side", gitstore.resolve(call, fresh))
    gitstore.commit_files(call, fresh, "side", {"a.py": b""}, "m")
    assert counted() == ({"Python": 30, "Go": 5}, "Python")
    gitstore.commit_files(call, fresh, "", {"a.py": None, "b.go": ("120000", b"a.py")}, "m")
    assert counted()[0] == {}


def test_a_repository_grows_by_what_is_pushed(call: Call, fresh: Repository) -> None:
    gitstore.commit_files(call, fresh, "", {"a.bin": b"x" * 3000}, "m")
    assert call.get(Repository, fresh.id).size == 3
