"""Resources."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

import orjson
import pytest

Talk = Callable[..., Any]


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_resources_are_listed_and_read(talk: Talk, mode: str) -> None:
    async def use(client: Any) -> None:
        listed = (await client.list_resources()).resources
        assert [resource.uri for resource in listed] == [
            "test://static-text", "test://watched-resource", "test://static-binary",
        ]  # fmt: skip
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "test://template/{id}/data"
        (text,) = (await client.read_resource("test://static-text")).contents
        assert (text.mime_type, text.text) == ("text/plain", "This is the content of the static text resource.")
        (binary,) = (await client.read_resource("test://static-binary")).contents
        assert (binary.mime_type, b64decode(binary.blob)[1:4]) == ("image/png", b"PNG")
        (made,) = (await client.read_resource("test://template/42/data")).contents
        assert orjson.loads(made.text) == {"id": "42", "templateTest": True, "data": "Data for ID: 42"}
        for unknown in ("test://nowhere", "test://template/1/2/data"):
            with pytest.raises(Exception, match="Resource not found") as error:
                await client.read_resource(unknown)
            assert (error.value.code, error.value.data) == (-32602, {"uri": unknown})

    talk(use, mode=mode)
