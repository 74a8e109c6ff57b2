"""The place where files lie."""

from tests.clones.caller import Caller


def test_nothing_is_there_that_was_not_announced_and_sent() -> None:
    ask = Caller("linear")
    assert ask("GET", "/uploads/none/a.txt", token=None).data["errors"][0]["message"] == "Entity not found: Upload"
    query = 'mutation { fileUpload(contentType: "text/plain", filename: "a.txt", size: 2) { uploadFile { assetUrl } } }'
    from clonery.server.doors import rest
    from clonery.server.request import Request

    request = Request(
        "POST", "/graphql", "", {"authorization": ask.token}, b'{"query": %s}' % _quoted(query), "http://f/l"
    )
    address = rest.enter(ask.farm, ask.session, ask.clone, request).data["data"]["fileUpload"]["uploadFile"]["assetUrl"]
    path = address.removeprefix("http://f/l")
    assert ask("GET", path, token=None).data["errors"][0]["message"] == "Entity not found: Upload"
    assert ask("PUT", path, body=b"ok", token=None).status == 200
    assert ask("GET", path, token=None).body == b"ok"


def _quoted(text: str) -> bytes:
    import orjson

    return orjson.dumps(text)
