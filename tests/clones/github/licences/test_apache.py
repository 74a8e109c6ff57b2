"""The text of the Apache License."""

from clonery.clones.github.git.objects import blob_id
from clonery.clones.github.licences.apache import TEXT


def test_the_text_is_the_one_that_repositories_have() -> None:
    text = TEXT.replace("[year]", "[yyyy]").replace("[fullname]", "[name of copyright owner]")
    assert blob_id(text.encode()) == "261eeb9e9f8b2b4b0d119366dda99c6fd7d35c64"
