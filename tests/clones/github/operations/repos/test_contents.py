"""Files and directories as they are read."""

import base64

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.conftest import Served

BASE = "/repos/acme/webapp/contents"


def test_a_file_comes_with_its_content(gh: Github) -> None:
    file = gh.get_repo("acme/webapp").get_contents("shop/prices.py")
    assert (file.name, file.path, file.type, file.size, file.encoding) == (
        "prices.py", "shop/prices.py", "file", 44, "base64",
    )  # fmt: skip
    assert file.decoded_content == b'def shown(price):\n    return f"{price:.2f}"\n'
    assert file.sha == gh.get_repo("acme/webapp").get_git_blob(file.sha).sha


def test_a_directory_lists_what_is_in_it(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    assert [(entry.name, entry.type, entry.size) for entry in repository.get_contents("")] == [
        ("README.md", "file", 78), ("docs", "dir", 0), ("run.sh", "file", 30), ("shop", "dir", 0), ("tests", "dir", 0),
    ]  # fmt: skip
    assert repository.get_contents("shop")[0].path == "shop/__init__.py"
    assert [entry.path for entry in repository.get_contents("static", ref="dark-theme")] == ["static/dark.css"]


def test_a_reference_says_which_state(http: httpx.Client) -> None:
    old = http.get(f"{BASE}/shop/__main__.py?ref=main~2").json()
    assert base64.b64decode(old["content"]) == b"from shop.cart import Cart\n\nprint(Cart().total())\n"
    assert old["url"].endswith("/repos/acme/webapp/contents/shop/__main__.py?ref=main~2")
    assert http.get(f"{BASE}/shop/prices.py?ref=main~2").json()["message"] == "Not Found"
    assert http.get(f"{BASE}/README.md?ref=v0.9").status_code == 200


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"{BASE}/no/such", "Not Found"),
        (f"{BASE}/README.md/deeper", "Not Found"),
        (f"{BASE}/README.md?ref=no-such", "No commit found for the ref no-such"),
        ("/repos/ada/notes/contents", "This repository is empty."),
        ("/repos/ada/notes/contents/a?ref=main", "This repository is empty."),
        ("/repos/ada/notes/readme", "This repository is empty."),
        ("/repos/acme/webapp/readme/shop", "Not Found"),
    ],
)
def test_what_is_not_there(http: httpx.Client, path: str, message: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.json()["message"]) == (404, message)


def test_media_types_of_a_file(http: httpx.Client) -> None:
    raw = http.get(f"{BASE}/run.sh", headers={"Accept": "application/vnd.github.raw+json"})
    assert (raw.content, raw.headers["content-type"]) == (
        b"#!/bin/sh\nexec python -m shop\n", "application/vnd.github.raw+json; charset=utf-8",
    )  # fmt: skip
    html = http.get(f"{BASE}/README.md", headers={"Accept": "application/vnd.github.html+json"})
    assert "<h1>Web app</h1>" in html.text
    plain = http.get(f"{BASE}/shop/cart.py", headers={"Accept": "application/vnd.github.html"})
    assert "<pre>class Cart:\n" in plain.text


def test_a_directory_as_an_object(http: httpx.Client, served: Served) -> None:
    made = http.get(f"{BASE}/docs", headers={"Accept": "application/vnd.github.object"}).json()
    assert (made["type"], made["path"], [entry["name"] for entry in made["entries"]]) == ("dir", "docs", ["running.md"])
    served.checked.flaws.clear()  # the description names this media type's shape nowhere


def test_a_link_gives_what_it_leads_to_or_itself(gh: Github, http: httpx.Client) -> None:
    there = gh.get_repo("ben/dotfiles").get_contents("bin/link")
    assert (there.type, there.decoded_content) == ("file", b"# dotfiles\n\nHow I like my shell.\n")
    listed = http.get("/repos/ben/dotfiles/contents/bin").json()
    assert [(entry["name"], entry["type"]) for entry in listed] == [("link", "symlink")]
    tree = [{"path": name, "mode": "120000", "content": target} for name, target in (("out", "../../x"), ("a", "b"))]
    place = "/repos/acme/webapp"
    head = http.get(f"{place}/commits/main").json()
    made = http.post(f"{place}/git/trees", json={"base_tree": head["commit"]["tree"]["sha"], "tree": tree}).json()
    sent = {"message": "Links", "tree": made["sha"], "parents": [head["sha"]]}
    sha = http.post(f"{place}/git/commits", json=sent).json()["sha"]
    out = http.get(f"{place}/contents/out?ref={sha}").json()
    assert (out["type"], out["target"]) == ("symlink", "../../x")


def test_a_submodule_is_named_with_its_address(http: httpx.Client) -> None:
    place, module = "/repos/acme/webapp", "0123456789abcdef0123456789abcdef01234567"
    modules = '[submodule "lib"]\n\tpath = vendor/lib\n\turl = https://example.com/lib.git\n'
    tree = [
        {"path": "vendor/lib", "mode": "160000", "type": "commit", "sha": module},
        {"path": ".gitmodules", "mode": "100644", "content": modules},
    ]
    made = http.post(f"{place}/git/trees", json={"tree": tree}).json()
    sha = http.post(f"{place}/git/commits", json={"message": "m", "tree": made["sha"]}).json()["sha"]
    found = http.get(f"{place}/contents/vendor/lib?ref={sha}").json()
    assert (found["type"], found["sha"], found["submodule_git_url"]) == (
        "submodule", module, "https://example.com/lib.git",
    )  # fmt: skip
    assert http.get(f"{place}/contents/vendor?ref={sha}").json()[0]["type"] == "file"


def test_a_file_over_a_megabyte_is_described_and_raw(http: httpx.Client) -> None:
    data = b"0123456789abcdef" * 65_537
    sent = {"message": "Large", "content": base64.b64encode(data).decode()}
    assert http.put(f"{BASE}/large.bin", json=sent).status_code == 201
    found = http.get(f"{BASE}/large.bin").json()
    assert (found["size"], found["content"], found["encoding"]) == (1_048_592, "", "none")
    assert http.get(f"{BASE}/large.bin", headers={"Accept": "application/vnd.github.raw"}).content == data


def test_the_readme_is_that_of_the_root_unless_another_folder_is_named(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    assert repository.get_readme().path == "README.md"
    repository.create_file("docs/readme.txt", "Explain", "Docs\n")
    assert http.get("/repos/acme/webapp/readme/docs").json()["path"] == "docs/readme.txt"
    repository.create_file(".github/README.md", "Welcome", "Hello\n")
    assert repository.get_readme().path == ".github/README.md"
    raw = http.get("/repos/acme/webapp/readme", headers={"Accept": "application/vnd.github.raw"})
    assert raw.text == "Hello\n"


def test_an_unseen_repository_has_no_contents(base: str) -> None:
    assert httpx.get(f"{base}/repos/acme/infrastructure/contents").status_code == 404
    assert httpx.get(f"{base}{BASE}/README.md").status_code == 200
    assert httpx.get(f"{base}{BASE}/README.md").headers["etag"].startswith('W/"')


def test_an_old_state_needs_no_branch(gh: Github) -> None:
    sha = gh.get_repo("acme/webapp").get_commit("main~2").sha
    with pytest.raises(GithubException) as refused:
        gh.get_repo("acme/webapp").get_contents("shop/prices.py", ref=sha)
    assert refused.value.status == 404
