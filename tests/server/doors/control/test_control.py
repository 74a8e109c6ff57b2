"""The control door as a whole: every call is found, and what is not there is refused in its own words."""

from .conftest import Control


def test_a_path_that_is_not_there_says_where_the_list_is(control: Control) -> None:
    status, code, field, message = control.refused("GET", "sesions")
    assert (status, code, field) == (404, "not_found", "")
    assert message == "nothing is at /_clonery/sesions; /_clonery/openapi.json lists the control calls"
    assert control.refused("GET", "sessions/x/")[0] == 404


def test_a_wrong_method_says_which_are_right(control: Control) -> None:
    answer = control.send("PUT", "/_clonery/sessions/x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, PATCH, DELETE")
    assert answer.json()["error"]["message"] == "PUT is not for this path; it takes GET, PATCH, DELETE"
    assert control.send("POST", "/").status_code == 405


def test_head_is_get_without_a_body(control: Control) -> None:
    answer = control.send("HEAD", "/_clonery/health")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_it_describes_itself(control: Control) -> None:
    assert control("GET", "openapi.json")["openapi"] == "3.1.0"
