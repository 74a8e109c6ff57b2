"""Files and directories as they are shown."""

from clonery.clones.github import gitstore
from clonery.clones.github.git.objects import Entry
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.contents import kind_of, listing, raw_url, short, submodule_url, whole
from clonery.server.call import Call


def test_each_mode_has_a_name() -> None:
    modes = {"100644": "file", "100755": "file", "120000": "symlink", "160000": "submodule", "040000": "dir"}
    assert {mode: kind_of(Entry("a", mode, "0" * 40)) for mode in modes} == modes


def test_odd_names_are_quoted_in_addresses(call: Call, webapp: Repository) -> None:
    sha = gitstore.write_blob(call, webapp, b"x")
    shown = short(call, webapp, "a b/ü#.txt", Entry("ü#.txt", "100644", sha), "topic/x")
    assert shown["url"] == "http://test/github/repos/acme/webapp/contents/a%20b/%C3%BC%23.txt?ref=topic%2Fx"
    assert shown["html_url"] == "http://test/github/acme/webapp/blob/topic/x/a%20b/%C3%BC%23.txt"
    assert shown["download_url"] == raw_url(call, webapp, "topic/x", "a b/ü#.txt")
    assert raw_url(call, webapp, "main", "a") == "http://test/github/raw/acme/webapp/main/a"


def test_a_link_and_a_directory_have_no_content(call: Call, webapp: Repository) -> None:
    link = Entry("l", "120000", gitstore.write_blob(call, webapp, b"a/b"))
    tree = gitstore.tree_of(call, webapp, gitstore.resolve(call, webapp))
    assert whole(call, webapp, "l", link, "main", tree)["target"] == "a/b"
    shown = listing(call, webapp, "x", [link, Entry("d", "040000", tree)], "main")
    found = [(entry["path"], entry["type"], entry["size"]) for entry in shown]
    assert found == [("x/l", "symlink", 3), ("x/d", "dir", 0)]
    assert shown[1]["download_url"] is None


def test_a_submodule_without_an_entry_has_no_address(call: Call, webapp: Repository) -> None:
    text = b'[submodule "a"]\n\tpath = lib/a\n\turl = ../a.git\n[submodule "b"]\n\tpath = b\n'
    tree = gitstore.commit_files(call, webapp, "", {".gitmodules": text}, "m").tree
    assert [submodule_url(call, webapp, tree, path) for path in ("lib/a", "b", "c")] == ["../a.git", None, None]
