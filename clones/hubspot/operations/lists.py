"""Lists and their folders: new names and places; https://developers.hubspot.com/docs/api/crm/lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call


def _get(call: Call, kind: str, field: str, id: Any) -> Record:
    """The list or folder of that id, be it a number or a text."""
    found = call.clone.kind(kind)
    for value in (id, int(id) if str(id).isdecimal() and len(str(id)) < 19 else None):
        for made in (call.peek(found, value), call.find(found, **{field: value})):
            if value is not None and made is not None:
                return made
    raise NotFound(kind=kind, id=id)


@operation("crm/lists/lists/update_name")
def rename_list(call: Call, listId: str, listName: str = "", **given: Any) -> dict[str, Any]:
    """PUT /crm/v3/lists/{listId}/update-list-name"""
    made = call.update(_get(call, "object_list", "listId", listId), name=listName, updatedAt=call.now)
    return {"updatedList": call.clone.dialect.plain(call, made)}


@operation("crm/lists/folders/rename")
def rename_folder(call: Call, folderId: str, newFolderName: str = "") -> dict[str, Any]:
    """PUT /crm/v3/lists/folders/{folderId}/rename"""
    return _folder(call, call.update(_get(call, "crm_lists_folder", "id", folderId), name=newFolderName))


@operation("crm/lists/folders/move")
def move_folder(call: Call, folderId: str, newParentFolderId: str) -> dict[str, Any]:
    """PUT /crm/v3/lists/folders/{folderId}/move/{newParentFolderId}"""
    folder = _get(call, "crm_lists_folder", "id", folderId)
    if newParentFolderId != "0":  # the folder above all, which nobody made
        _get(call, "crm_lists_folder", "id", newParentFolderId)
    parent = int(newParentFolderId) if newParentFolderId.isdecimal() else newParentFolderId
    return _folder(call, call.update(folder, parentFolderId=parent, updatedAt=call.now))


def _folder(call: Call, record: Record) -> dict[str, Any]:
    made = {"childLists": [], "childNodes": [], "parentFolderId": 0, **call.clone.dialect.plain(call, record)}
    return {"folder": made}
