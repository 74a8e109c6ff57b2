"""Documents and their texts."""

import pytest

from clonery.clones.jira.adf import kept, text


@pytest.mark.parametrize("words", ["one", "one\ntwo", "one\n\ntwo\nthree", ""])
def test_a_text_becomes_a_document_and_back(words: str) -> None:
    made = kept(words)
    assert (made["type"], made["version"]) == ("doc", 1)
    assert text(made) == words


def test_documents_stay_and_other_nodes_have_words_too() -> None:
    document = {
        "type": "doc", "version": 1, "content": [
            {"type": "heading", "content": [{"type": "text", "text": "Hi"}]},
            {"type": "paragraph", "content": [
                {"type": "mention", "attrs": {"text": "@Ben"}}, {"type": "text", "text": "!"}]},
            {"type": "bulletList", "content": [
                {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a"}]}]},
                {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "b"}]}]},
            ]},
        ],
    }  # fmt: skip
    assert kept(document) is document
    assert text(document) == "Hi\n\n@Ben!\n\na\nb"
    assert text(None) == ""
