"""Links on issues, one for each address, and files in two steps."""

from collections.abc import Callable
from typing import Any

import httpx
from tests.clones.linear.conftest import Graph

ATTACH = (
    """mutation($i: AttachmentCreateInput!) { attachmentCreate(input: $i) { attachment { id title url subtitle } } }"""
)


def test_the_sdk_attaches_links_and_finds_them_by_address(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const issue = await client.issue("ENG-1");
const url = "https://ci.example.com/runs/7";
const one = await (await client.createAttachment({ issueId: issue.id, title: "Run 7", url })).attachment;
const two = await (await client.createAttachment({ issueId: issue.id, title: "Run 7, again", url })).attachment;
const found = (await client.attachmentsForURL(url)).nodes;
const linked = await (await client.attachmentLinkURL(issue.id, "https://example.com/doc", { title: "Doc" })).attachment;
await client.updateAttachment(linked.id, { title: "The doc" });
const titles = (await issue.attachments()).nodes.map(a => a.title).sort();
await client.deleteAttachment(one.id);
show({ same: one.id === two.id, found: found.map(a => a.title),
  issue: (await client.attachmentIssue(linked.id)).identifier,
  titles, left: (await issue.attachments()).nodes.length });
""")
    assert made == {
        "same": True, "found": ["Run 7, again"], "issue": "ENG-1", "titles": ["Run 7, again", "The doc"], "left": 1,
    }  # fmt: skip


def test_a_link_may_come_with_a_comment(ask: Graph) -> None:
    ask(ATTACH, i={"issueId": "ENG-2", "title": "Spec", "url": "https://example.com/s", "commentBody": "See the spec"})
    found = ask('{ issue(id: "ENG-2") { comments { nodes { body } } attachments { nodes { title sourceType } } } }')[
        "issue"
    ]
    assert found == {
        "comments": {"nodes": [{"body": "See the spec"}]},
        "attachments": {"nodes": [{"title": "Spec", "sourceType": "api"}]},
    }


def test_a_file_is_put_where_it_is_told_and_read_back(sdk: Callable[..., Any], ask: Graph) -> None:
    place = sdk("""
const payload = await client.fileUpload("text/plain", "notes.txt", 5);
show({ url: payload.uploadFile.uploadUrl, asset: payload.uploadFile.assetUrl, headers: payload.uploadFile.headers });
""")
    assert httpx.put(place["url"], content=b"no").status_code == 200
    short = httpx.put(place["url"], content=b"no").json()
    assert short["errors"][0]["message"] == "5 bytes were announced, not 2"
    assert httpx.put(place["url"], content=b"hello").content == b""
    read = httpx.get(place["asset"])
    assert (read.content, read.headers["content-type"]) == (b"hello", "text/plain")
    assert (
        httpx.get(place["asset"].replace("notes", "other"))
        .json()["errors"][0]["message"]
        .startswith("Entity not found")
    )


def test_refusals(ask: Graph) -> None:
    assert ask.refused(ATTACH, i={"issueId": "ENG-1", "title": "x", "url": "nowhere"})[2] == "url must be a URL"
    assert (
        ask.refused(ATTACH, i={"issueId": "ENG-99", "title": "x", "url": "https://a.b"})[2] == "Entity not found: Issue"
    )
    upload = 'mutation { fileUpload(contentType: "a/b", filename: "a/b", size: 1) { success } }'
    assert ask.refused(upload)[1] == "invalid input"
