"""Labels, people and locks given by the graph, read back by REST."""

import httpx
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["ids"]
PEOPLE = '{ ada: user(login: "ada") { id } ben: user(login: "ben") { id } }'


def issue(http: httpx.Client) -> dict[str, object]:
    made: dict[str, object] = http.get("/repos/acme/webapp/issues/1").json()
    return made


def test_people_come_and_go(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    people = ask(PEOPLE)
    do(
        ask,
        "removeAssigneesFromAssignable",
        "clientMutationId",
        assignableId=ids["issue"],
        assigneeIds=[people["ben"]["id"]],
    )
    assert issue(http)["assignees"] == []
    do(ask, "replaceActorsForAssignable", "clientMutationId", assignableId=ids["issue"], actorLogins=["ada", "ben"])
    assert [each["login"] for each in issue(http)["assignees"]] == ["ada", "ben"]  # type: ignore[attr-defined] # a list


def test_locks(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    shown = "lockedRecord { locked activeLockReason }"
    made = do(ask, "lockLockable", shown, lockableId=ids["issue"], lockReason="TOO_HEATED")
    assert made == {"lockedRecord": {"locked": True, "activeLockReason": "TOO_HEATED"}}
    assert issue(http)["active_lock_reason"] == "too heated"
    do(ask, "unlockLockable", "unlockedRecord { locked }", lockableId=ids["issue"])
    assert issue(http)["locked"] is False


def test_labels_themselves(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    made = do(ask, "createLabel", "label { id name }", repositoryId=ids["webapp"], name="hot", color="ff0000")
    id = made["label"]["id"]  # type: ignore[index] # an object
    do(ask, "updateLabel", "label { id }", id=id, name="warm", description="Not hot")
    assert http.get("/repos/acme/webapp/labels/warm").json()["description"] == "Not hot"
    do(ask, "addLabelsToLabelable", "clientMutationId", labelableId=ids["issue"], labelIds=[id])
    assert "warm" in [each["name"] for each in issue(http)["labels"]]  # type: ignore[attr-defined] # a list
    do(ask, "clearLabelsFromLabelable", "clientMutationId", labelableId=ids["issue"])
    assert issue(http)["labels"] == []
    do(ask, "deleteLabel", "clientMutationId", id=id)
    assert http.get("/repos/acme/webapp/labels/warm").status_code == 404
