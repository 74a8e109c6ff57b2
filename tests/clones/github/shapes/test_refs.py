"""References and tags as they are shown."""

from clonery.clones.github import gitstore
from clonery.clones.github.git.commits import Person, Tag
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.refs import git_ref, git_tag
from clonery.server.call import Call

URL = "http://test/github/repos/acme/webapp/git"


def test_a_reference_names_what_it_is_at(call: Call, webapp: Repository) -> None:
    main = gitstore.find_ref(call, webapp, "refs/heads/main")
    tag = gitstore.find_ref(call, webapp, "refs/tags/v0.9")
    assert main is not None
    assert tag is not None
    there = {"sha": main.sha, "type": "commit", "url": f"{URL}/commits/{main.sha}"}
    assert git_ref(call, webapp, main)["object"] == there
    assert git_ref(call, webapp, tag)["object"]["url"] == f"{URL}/tags/{tag.sha}"
    assert git_ref(call, webapp, tag)["url"] == f"{URL}/refs/tags/v0.9"


def test_a_tag_names_its_maker_and_its_object(call: Call, webapp: Repository) -> None:
    sha = gitstore.resolve(call, webapp)
    made = gitstore.write_tag(call, webapp, Tag(sha, "commit", "v1", Person("Eve", "e@x.example", 0), "One"))
    shown = git_tag(call, webapp, made)
    assert (shown["tag"], shown["message"], shown["tagger"]["date"]) == ("v1", "One", "1970-01-01T00:00:00Z")
    assert shown["object"]["sha"] == sha
    assert shown["verification"]["reason"] == "unsigned"
