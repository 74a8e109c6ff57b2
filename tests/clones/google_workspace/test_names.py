"""Resource names are made of ids."""

from tests.clones.caller import Caller

from clonery.clones.google_workspace.names import of


def test_things_have_the_names_that_their_reads_take() -> None:
    ask = Caller("google-workspace")
    space = ask("POST", "/v1/spaces", {"displayName": "D", "spaceType": "SPACE"}).data["name"]
    message = ask("POST", f"/v1/{space}/messages", {"text": "hi"}).data["name"]
    assert message.startswith(f"{space}/messages/")
    assert ask("GET", f"/v1/{message}").data["text"] == "hi"
    known = of(ask.clone)
    assert known["space"] == ("name", "spaces/{spacesId}")
    assert known["person"] == ("resourceName", "people/{peopleId}")
