"""google-api-python-client on Google's clone, its methods made of the discovery documents that the clone serves."""

import base64
import gc
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from .conftest import Vendor

discovery = pytest.importorskip("googleapiclient.discovery")
CLONE = "google-workspace"
pytestmark = [  # its transport leaves sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Sockets that were left are closed before another module minds them."""
    yield
    gc.collect()


def service(vendor: Vendor, api: str, version: str) -> Any:
    from google.oauth2.credentials import Credentials

    return discovery.build(
        api, version, credentials=Credentials(vendor.env["GOOGLE_ACCESS_TOKEN"]), static_discovery=False,
        discoveryServiceUrl=vendor.env["GOOGLE_DISCOVERY_URL"], cache_discovery=False,
    )  # fmt: skip


def test_every_api_of_the_directory_can_be_built(vendor: Vendor) -> None:
    listed = httpx.get(f"{vendor.env['GOOGLE_API_ROOT']}/discovery/v1/apis").json()["items"]
    assert len(listed) == 17
    for api in listed:
        assert service(vendor, api["name"], api["version"])._baseUrl == f"{vendor.env['GOOGLE_API_ROOT']}/"


def test_files_are_uploaded_listed_and_deleted(vendor: Vendor) -> None:
    from googleapiclient.errors import HttpError
    from googleapiclient.http import MediaInMemoryUpload

    files = service(vendor, "drive", "v3").files()
    media = MediaInMemoryUpload(b"hello\r\n--there", mimetype="text/plain")
    made = files.create(body={"name": "a.txt"}, media_body=media).execute()
    assert files.get_media(fileId=made["id"]).execute() == b"hello\r\n--there"
    files.update(fileId=made["id"], body={"name": "b.txt"}).execute()
    read = files.get(fileId=made["id"]).execute()
    assert (read["name"], read["mimeType"], read["size"]) == ("b.txt", "text/plain", "14")
    for number in range(4):
        files.create(body={"name": f"n{number}"}).execute()
    request, names = files.list(pageSize=3), []
    while request is not None:
        page = request.execute()
        names.append([each["name"] for each in page["files"]])
        request = files.list_next(request, page)
    assert [len(page) for page in names] == [3, 3, 1]
    files.delete(fileId=made["id"]).execute()
    with pytest.raises(HttpError) as caught:
        files.get(fileId=made["id"]).execute()
    assert caught.value.status_code == 404


def test_events_tasks_labels_and_contacts(vendor: Vendor) -> None:
    events = service(vendor, "calendar", "v3").events()
    body = {"summary": "S", "start": {"dateTime": "2026-01-06T10:00:00Z"}, "end": {"dateTime": "2026-01-06T11:00:00Z"}}
    event = events.insert(calendarId="primary", body=body).execute()
    events.patch(calendarId="primary", eventId=event["id"], body={"summary": "T"}).execute()
    assert [each["summary"] for each in events.list(calendarId="primary").execute()["items"]][-1] == "T"
    tasks = service(vendor, "tasks", "v1")
    listed = tasks.tasklists().insert(body={"title": "L"}).execute()["id"]
    task = tasks.tasks().insert(tasklist=listed, body={"title": "T"}).execute()["id"]
    tasks.tasks().patch(tasklist=listed, task=task, body={"status": "completed"}).execute()
    assert tasks.tasks().get(tasklist=listed, task=task).execute()["status"] == "completed"
    mail = service(vendor, "gmail", "v1").users()
    assert "INBOX" in [each["name"] for each in mail.labels().list(userId="me").execute()["labels"]]
    raw = base64.urlsafe_b64encode(b"To: ben@acme.example\r\nSubject: s\r\n\r\nhi").decode()
    sent = mail.messages().send(userId="me", body={"raw": raw}).execute()["id"]
    assert sent in [each["id"] for each in mail.messages().list(userId="me").execute()["messages"]]
    people = service(vendor, "people", "v1").people()
    name = people.createContact(body={"names": [{"givenName": "X"}]}).execute()["resourceName"]
    assert people.get(resourceName=name, personFields="names").execute()["names"] == [{"givenName": "X"}]
    people.deleteContact(resourceName=name).execute()
    space = service(vendor, "chat", "v1").spaces()
    room = space.create(body={"displayName": "D", "spaceType": "SPACE"}).execute()["name"]
    space.messages().create(parent=room, body={"text": "hi"}).execute()
    assert [each["text"] for each in space.messages().list(parent=room).execute()["messages"]] == ["hi"]
    assert len(vendor.generic()) >= 15


def test_generic_operations_alone(vendor: Vendor) -> None:
    """Lists of tasks: made, listed, read, changed, paged, deleted."""
    from googleapiclient.errors import HttpError

    lists = service(vendor, "tasks", "v1").tasklists()
    there = len(lists.list().execute()["items"])
    with vendor.alone():
        made = [lists.insert(body={"title": f"L{number}"}).execute()["id"] for number in range(4)]
        assert lists.patch(tasklist=made[0], body={"title": "First"}).execute()["title"] == "First"
        assert lists.get(tasklist=made[0]).execute()["title"] == "First"
        request, sizes, seen = lists.list(maxResults=3), [], []
        while request is not None:
            page = request.execute()
            sizes.append(len(page["items"]))
            seen += [each["id"] for each in page["items"]]
            request = lists.list_next(request, page)
        assert sizes[0] == 3
        assert len(seen) == there + 4
        assert set(made) <= set(seen)
        lists.delete(tasklist=made[0]).execute()
        with pytest.raises(HttpError) as caught:
            lists.get(tasklist=made[0]).execute()
        assert caught.value.status_code == 404


def test_values_of_a_spreadsheet(vendor: Vendor) -> None:
    sheets = service(vendor, "sheets", "v4").spreadsheets()
    id = sheets.create(body={"properties": {"title": "S"}}).execute()["spreadsheetId"]
    values, typed = sheets.values(), {"spreadsheetId": id, "valueInputOption": "USER_ENTERED"}
    values.update(range="Sheet1!A1", body={"values": [["name", "price"], ["hat", "12"]]}, **typed).execute()
    done = values.append(range="Sheet1!A:B", body={"values": [["cap", 7.5]]}, **typed).execute()
    assert done["updates"]["updatedRange"] == "Sheet1!A3:B3"
    assert values.get(spreadsheetId=id, range="Sheet1!A2:B3").execute()["values"] == [["hat", "12"], ["cap", "7.5"]]
    asked = {"spreadsheetId": id, "range": "Sheet1!B2", "valueRenderOption": "UNFORMATTED_VALUE"}
    assert values.get(**asked).execute()["values"] == [[12]]
    values.clear(spreadsheetId=id, range="A2:B2", body={}).execute()
    assert values.get(spreadsheetId=id, range="Sheet1!A1:B3").execute()["values"] == [
        ["name", "price"],
        [],
        ["cap", "7.5"],
    ]
