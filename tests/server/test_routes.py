"""Raw paths find their operation: literals before placeholders, deep ones last, encoded slashes kept."""

import pytest

from clonery.server.routes import Routes

PATHS = {
    "one": ("/repos/{owner}/{repo}", ()), "contents": ("/repos/{owner}/{repo}/contents/{path}", ("path",)),
    "readme": ("/repos/{owner}/{repo}/readme", ()), "branch": ("/repos/{owner}/{repo}/branches/{branch}", ("branch",)),
    "protection": ("/repos/{owner}/{repo}/branches/{branch}/protection", ("branch",)), "me": ("/user", ()),
    "watch": ("/{name}:watch", ()), "file": ("/files/{id}.json", ()), "root": ("/", ()),
}  # fmt: skip


@pytest.fixture
def routes() -> Routes:
    made = Routes()
    for name, (path, deep) in PATHS.items():
        made.add("GET", path, deep, name)
    return made


@pytest.mark.parametrize(
    ("path", "name", "values"),
    [
        ("/repos/a/b", "one", ["a", "b"]),
        ("/repos/a/b/readme", "readme", ["a", "b"]),
        ("/repos/a/b/contents/x/y.py", "contents", ["a", "b", "x/y.py"]),
        ("/repos/a/b/contents/x%2Fy.py", "contents", ["a", "b", "x/y.py"]),
        ("/repos/a/b/contents/", "contents", ["a", "b", ""]),
        ("/repos/a/b/branches/feature/x", "branch", ["a", "b", "feature/x"]),
        ("/repos/a/b/branches/feature/x/protection", "protection", ["a", "b", "feature/x"]),
        ("/repos/a%2Fc/b", "one", ["a/c", "b"]),
        ("/things:watch", "watch", ["things"]),
        ("/files/7.json", "file", ["7"]),
        ("/user", "me", []),
        ("/", "root", []),
    ],
)
def test_a_path_finds_its_operation(routes: Routes, path: str, name: str, values: list[str]) -> None:
    found = routes.find(path)
    assert found is not None
    assert (found[0].ends["GET"][1], found[1]) == (name, values)


@pytest.mark.parametrize("path", ["/repos/a", "/users", "/repos//b", "/files/.json"])
def test_other_paths_find_nothing(routes: Routes, path: str) -> None:
    assert routes.find(path) is None


def test_one_method_and_path_can_be_taken_once(routes: Routes) -> None:
    with pytest.raises(ValueError, match="GET /user is there twice"):
        routes.add("GET", "/user", (), "again")
