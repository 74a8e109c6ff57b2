"""Values of spreadsheets over REST."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture
def ask() -> Caller:
    return Caller("google-workspace")


def test_values_are_put_appended_read_and_cleared(ask: Caller) -> None:
    id = ask("POST", "/v4/spreadsheets", {"properties": {"title": "S"}}).data["spreadsheetId"]
    base = f"/v4/spreadsheets/{id}/values"
    body = {"values": [["a", "b"], ["1", "2"]], "majorDimension": "COLUMNS"}
    put = ask("PUT", f"{base}/A1", body, query="valueInputOption=USER_ENTERED").data
    assert (put["updatedRange"], put["updatedCells"]) == ("Sheet1!A1:B2", 4)
    assert ask("GET", f"{base}/A1%3AB2").data["values"] == [["a", "1"], ["b", "2"]]
    assert ask("GET", f"{base}/A1:B2", query="majorDimension=COLUMNS").data["values"] == [["a", "b"], ["1", "2"]]
    added = ask("POST", f"{base}/A1:append", {"values": [["c", 3]]}, query="valueInputOption=RAW").data
    assert (added["tableRange"], added["updates"]["updatedRange"]) == ("Sheet1!A1:B2", "Sheet1!A3:B3")
    data = {
        "valueInputOption": "RAW",
        "data": [{"range": "C1", "values": [[1]]}, {"range": "Other!A1", "values": [[2]]}],
    }
    done = ask("POST", f"{base}:batchUpdate", data).data
    assert (done["totalUpdatedCells"], done["totalUpdatedSheets"]) == (2, 2)
    read = ask("GET", f"{base}:batchGet", query="ranges=C1&ranges=Other!A1").data["valueRanges"]
    assert [each["values"] for each in read] == [[["1"]], [["2"]]]
    assert ask("POST", f"{base}/A1:B1:clear", {}).data["clearedRange"] == "Sheet1!A1:B1"
    assert ask("POST", f"{base}:batchClear", {"ranges": ["C1"]}).data["clearedRanges"] == ["Sheet1!C1"]
    assert ask("GET", f"{base}/A1:C3").data["values"] == [[], ["b", "2"], ["c", "3"]]
    assert ask("GET", "/v4/spreadsheets/none/values/A1").status == 404
    assert ask("GET", f"{base}/Sheet1!%23").status == 400
