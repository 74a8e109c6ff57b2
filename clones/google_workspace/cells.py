"""Cells of spreadsheets: ranges in A1 notation, and what stands in them; https://developers.google.com/workspace/sheets/api/guides/concepts#cell."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.problems import Invalid

CELL = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})")
ROWS, COLUMNS = 1000, 26
"""How large a new sheet is."""
Cells = dict[str, Any]


class Range:
    """A part of one sheet, from `top` and `left` (0 the first) up to `bottom` and `right`, which None leaves open."""

    def __init__(self, text: str) -> None:
        sheet, mark, cells = text.rpartition("!")
        if not mark and not re.fullmatch(rf"{CELL.pattern}(:{CELL.pattern})?", cells):
            sheet, cells = cells, ""
        self.sheet = sheet.strip("'").replace("''", "'") or "Sheet1"
        first, colon, last = cells.partition(":")
        start, end = _cell(first, text), _cell(last if colon else first, text)
        self.left, self.top = start[0] or 0, start[1] or 0
        self.right = None if end[0] is None else end[0] + 1
        self.bottom = None if end[1] is None else end[1] + 1
        if colon == "" and cells and (start[0] is None or start[1] is None):
            raise Invalid(f"Unable to parse range: {text}")

    def width(self) -> int | None:
        return None if self.right is None else self.right - self.left

    def text(self, rows: int | None = None, columns: int | None = None) -> str:
        """As Google writes it, for so many rows and columns."""
        bottom = self.top + rows if rows is not None else self.bottom or ROWS
        right = self.left + columns if columns is not None else self.right or COLUMNS
        name = self.sheet if self.sheet.isalnum() else "'" + self.sheet.replace("'", "''") + "'"
        first, last = f"{letters(self.left)}{self.top + 1}", f"{letters(max(right, 1) - 1)}{max(bottom, 1)}"
        return f"{name}!{first}" if first == last else f"{name}!{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        below = self.bottom is None or row < self.bottom
        return row >= self.top and below and column >= self.left and (self.right is None or column < self.right)


def _cell(text: str, whole: str) -> tuple[int | None, int | None]:
    found = CELL.fullmatch(text)
    if found is None:
        raise Invalid(f"Unable to parse range: {whole}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return (column - 1 if found[1] else None), (int(found[2]) - 1 if found[2] else None)


def letters(column: int) -> str:
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def entered(value: Any, option: str | None) -> Any:
    """What a cell holds of what was typed: numbers and booleans are told from texts unless it is RAW."""
    if option != "USER_ENTERED" or not isinstance(value, str):
        return value
    if value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    try:
        return (
            int(value)
            if re.fullmatch(r"-?\d{1,15}", value)
            else float(value)
            if re.fullmatch(r"-?\d*\.\d+", value)
            else value
        )
    except ValueError:
        return value


def shown(value: Any, option: str | None) -> Any:
    """A cell as it is read: formatted as a text, unless UNFORMATTED_VALUE or FORMULA is asked for."""
    if option in ("UNFORMATTED_VALUE", "FORMULA"):
        return value
    return str(value).upper() if isinstance(value, bool) else str(value)


def read(cells: Cells, part: Range, option: str | None) -> list[list[Any]]:
    """The rows of a range; empty rows and cells at the end are left out."""
    held: dict[int, dict[int, Any]] = {}
    for place, value in cells.get(part.sheet, {}).items():
        row, column = map(int, place.split(","))
        if part.holds(row, column) and value not in (None, ""):
            held.setdefault(row, {})[column] = value
    last = max(held, default=part.top - 1)
    made = []
    for row in range(part.top, last + 1):
        known = held.get(row, {})
        columns = range(part.left, max(known, default=part.left - 1) + 1)
        made.append([shown(known[column], option) if column in known else "" for column in columns])
    return made


def write(cells: Cells, part: Range, rows: Any, option: str | None) -> tuple[Cells, int, int, int]:
    """The cells with these rows written from the range's first cell on; rows, columns and cells that were written."""
    sheet, count, widest = dict(cells.get(part.sheet, {})), 0, 0
    rows = [row for row in rows or () if isinstance(row, list)]
    for down, row in enumerate(rows):
        widest = max(widest, len(row))
        for across, value in enumerate(row):
            if value is not None:
                sheet[f"{part.top + down},{part.left + across}"] = entered(value, option)
                count += 1
    return {**cells, part.sheet: sheet}, len(rows), widest, count


def cleared(cells: Cells, part: Range) -> Cells:
    held = cells.get(part.sheet, {})
    kept = {place: value for place, value in held.items() if not part.holds(*map(int, place.split(",")))}
    return {**cells, part.sheet: kept}
