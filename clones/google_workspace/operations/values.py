"""Values of spreadsheets; https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.record import Record

from .. import cells
from ..cells import Range

if TYPE_CHECKING:
    from clonery.server.call import Call


def _sheet(call: Call, id: str) -> Record:
    kind = call.clone.kind("spreadsheet")
    found = call.find(kind, spreadsheetId=id) or call.peek(kind, id)
    if found is None:
        raise NotFound(kind="spreadsheet", id=id)
    return found


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    widest = max(map(len, rows), default=0)
    return [[row[place] if place < len(row) else "" for row in rows] for place in range(widest)]


def _read(sheet: Record, text: str, dimension: str | None, option: str | None) -> dict[str, Any]:
    part = Range(text)
    rows = cells.read(sheet.get("_cells") or {}, part, option)
    made: dict[str, Any] = {"range": part.text(), "majorDimension": dimension or "ROWS"}
    values = _turned(rows) if dimension == "COLUMNS" else rows
    return made | ({"values": values} if values else {})


def _write(call: Call, sheet: Record, text: str, given: Any, dimension: str | None, option: str | None) -> Any:
    part = Range(text)
    rows = _turned(given or []) if dimension == "COLUMNS" else given
    held, down, across, count = cells.write(sheet.get("_cells") or {}, part, rows, option)
    sheet = call.update(sheet, _cells=held)
    said = {
        "spreadsheetId": str(sheet.get("spreadsheetId") or sheet.id), "updatedRange": part.text(down, across),
        "updatedRows": down, "updatedColumns": across, "updatedCells": count,
    }  # fmt: skip
    return sheet, said


@operation("sheets.spreadsheets.values.get")
def get(
    call: Call, spreadsheetId: str, range: str, majorDimension: str | None = None, valueRenderOption: str | None = None,
    **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """GET /v4/spreadsheets/{spreadsheetId}/values/{range}"""
    return _read(_sheet(call, spreadsheetId), range, majorDimension, valueRenderOption)


@operation("sheets.spreadsheets.values.batchGet")
def batch_get(
    call: Call, spreadsheetId: str, ranges: Any = (), majorDimension: str | None = None,
    valueRenderOption: str | None = None, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """GET /v4/spreadsheets/{spreadsheetId}/values:batchGet"""
    sheet = _sheet(call, spreadsheetId)
    found = [_read(sheet, each, majorDimension, valueRenderOption) for each in ranges]
    return {"spreadsheetId": spreadsheetId, "valueRanges": found}


@operation("sheets.spreadsheets.values.update")
def update(
    call: Call, spreadsheetId: str, path_range: str, values: Any = None, majorDimension: str | None = None,
    valueInputOption: str | None = None, **given: Any,
) -> Any:  # fmt: skip
    """PUT /v4/spreadsheets/{spreadsheetId}/values/{range}"""
    return _write(call, _sheet(call, spreadsheetId), path_range, values, majorDimension, valueInputOption)[1]


@operation("sheets.spreadsheets.values.append")
def append(
    call: Call, spreadsheetId: str, path_range: str, values: Any = None, majorDimension: str | None = None,
    valueInputOption: str | None = None, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """POST /v4/spreadsheets/{spreadsheetId}/values/{range}:append"""
    sheet, part = _sheet(call, spreadsheetId), Range(path_range)
    last = cells.letters(max(part.right or 0, cells.COLUMNS) - 1)
    whole = Range(f"'{part.sheet}'!{cells.letters(part.left)}:{last}")  # a table may be wider than what was asked
    rows = cells.read(sheet.get("_cells") or {}, whole, "UNFORMATTED_VALUE")
    first = f"'{part.sheet}'!{cells.letters(part.left)}{max(len(rows), part.top) + 1}"
    _, said = _write(call, sheet, first, values, majorDimension, valueInputOption)
    table = {"tableRange": whole.text(len(rows), max(map(len, rows)))} if rows else {}
    return {"spreadsheetId": said["spreadsheetId"], **table, "updates": said}


@operation("sheets.spreadsheets.values.batchUpdate")
def batch_update(
    call: Call, spreadsheetId: str, data: Any = (), valueInputOption: str | None = None, **given: Any
) -> dict[str, Any]:
    """POST /v4/spreadsheets/{spreadsheetId}/values:batchUpdate"""
    sheet, said = _sheet(call, spreadsheetId), []
    for each in data or ():
        sheet, one = _write(
            call, sheet, str(each.get("range")), each.get("values"), each.get("majorDimension"), valueInputOption
        )
        said.append(one)
    totals = {
        f"totalUpdated{name}": sum(one[f"updated{name}"] for one in said) for name in ("Rows", "Columns", "Cells")
    }
    sheets = len({one["updatedRange"].rpartition("!")[0] for one in said})
    return {"spreadsheetId": spreadsheetId, **totals, "totalUpdatedSheets": sheets, "responses": said}


@operation("sheets.spreadsheets.values.clear")
def clear(call: Call, spreadsheetId: str, range: str, **given: Any) -> dict[str, Any]:
    """POST /v4/spreadsheets/{spreadsheetId}/values/{range}:clear"""
    sheet, part = _sheet(call, spreadsheetId), Range(range)
    call.update(sheet, _cells=cells.cleared(sheet.get("_cells") or {}, part))
    return {"spreadsheetId": spreadsheetId, "clearedRange": part.text()}


@operation("sheets.spreadsheets.values.batchClear")
def batch_clear(call: Call, spreadsheetId: str, ranges: Any = (), **given: Any) -> dict[str, Any]:
    """POST /v4/spreadsheets/{spreadsheetId}/values:batchClear"""
    sheet = _sheet(call, spreadsheetId)
    held, parts = sheet.get("_cells") or {}, [Range(each) for each in ranges]
    for part in parts:
        held = cells.cleared(held, part)
    call.update(sheet, _cells=held)
    return {"spreadsheetId": spreadsheetId, "clearedRanges": [part.text() for part in parts]}
