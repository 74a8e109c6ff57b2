"""hubspot-api-client on HubSpot's clone: CRM objects, which are written, and what stands beside them, which is not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from .conftest import Vendor

hubspot = pytest.importorskip("hubspot")
CLONE = "hubspot"
MOMENT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def client(vendor: Vendor) -> Any:
    return hubspot.HubSpot(access_token=vendor.env["HUBSPOT_ACCESS_TOKEN"], host=vendor.env["HUBSPOT_BASE_URL"])


def made(client: Any, **properties: str) -> Any:
    from hubspot.crm.contacts import SimplePublicObjectInputForCreate

    sent = SimplePublicObjectInputForCreate(properties=properties, associations=[])
    return client.crm.contacts.basic_api.create(sent)


def test_an_update_merges_properties(client: Any) -> None:
    from hubspot.crm.contacts import SimplePublicObjectInput

    api = client.crm.contacts.basic_api
    contact = made(client, email="x@acme.example", firstname="X", lastname="Y")
    api.update(contact.id, SimplePublicObjectInput(properties={"firstname": "Z"}))
    read = api.get_by_id(contact.id, properties=["firstname", "lastname", "email"]).properties
    assert (read["firstname"], read["lastname"], read["email"]) == ("Z", "Y", "x@acme.example")
    assert api.get_by_id("x@acme.example", id_property="email").id == contact.id
    with pytest.raises(hubspot.crm.contacts.exceptions.ApiException) as caught:
        made(client, email="x@acme.example")
    assert (caught.value.status, f"Existing ID: {contact.id}" in caught.value.body) == (409, True)
    api.archive(contact.id)
    with pytest.raises(hubspot.crm.contacts.exceptions.NotFoundException):
        api.get_by_id(contact.id)


def test_pages_searches_and_batches(client: Any) -> None:
    from hubspot.crm.contacts import BatchReadInputSimplePublicObjectId, PublicObjectSearchRequest

    ids = [made(client, email=f"m{number}@acme.example").id for number in range(5)]
    first = client.crm.contacts.basic_api.get_page(limit=3)
    second = client.crm.contacts.basic_api.get_page(limit=3, after=first.paging.next.after)
    assert not {each.id for each in first.results} & {each.id for each in second.results}
    assert set(ids) <= {each.id for each in client.crm.contacts.get_all()}
    wanted = {"propertyName": "email", "operator": "EQ", "value": "m1@acme.example"}
    request = PublicObjectSearchRequest(
        filter_groups=[{"filters": [wanted]}], limit=10, after="0", sorts=[], properties=["email"]
    )
    found = client.crm.contacts.search_api.do_search(request)
    assert (found.total, [each.id for each in found.results]) == (1, [ids[1]])
    asked = BatchReadInputSimplePublicObjectId(
        inputs=[{"id": id} for id in ids[:2]], properties=["email"], properties_with_history=[]
    )
    read = client.crm.contacts.batch_api.read(asked).results
    assert [each.properties["email"] for each in read] == ["m0@acme.example", "m1@acme.example"]


def test_what_nobody_has_written_answers_too(client: Any, vendor: Vendor) -> None:
    from hubspot.crm.properties import PropertyCreate, PropertyUpdate

    api = client.crm.properties.core_api
    sent = PropertyCreate(
        name="favourite", label="Favourite", type="string", field_type="text", group_name="contactinformation",
        form_field=True,
    )  # fmt: skip
    assert api.create("contacts", sent).label == "Favourite"
    assert api.update("contacts", "favourite", PropertyUpdate(label="Best")).label == "Best"
    assert [each.name for each in api.get_all("contacts").results] == ["favourite"]
    api.archive("contacts", "favourite")
    with pytest.raises(hubspot.crm.properties.exceptions.NotFoundException):
        api.get_by_name("contacts", "favourite")
    owners = client.crm.owners.owners_api.get_page(limit=2)
    assert [each.email for each in owners.results] == ["ada@acme.example", "ben@acme.example"]
    assert {"crm/properties/core/create", "crm/owners/owners/get_page"} <= vendor.generic()


def test_generic_operations_alone(client: Any, vendor: Vendor) -> None:
    """Tags of a blog: made, listed, read, changed, paged, deleted."""
    from hubspot.cms.blogs.tags import Tag

    def tag(id: str, name: str) -> Tag:
        return Tag(
            id=id, name=name, language="en", translated_from_id=0, created=MOMENT, updated=MOMENT, deleted_at=MOMENT
        )

    api = client.cms.blogs.tags.tag_api
    with vendor.alone():
        ids = [api.create(tag(f"4{number}", f"t{number}")).id for number in range(5)]
        assert api.update(ids[0], tag(ids[0], "first")).name == "first"
        assert api.get_by_id(ids[0]).name == "first"
        pages, after = [], None
        while after != "":
            page = api.get_page(limit=2, after=after)
            pages.append([each.id for each in page.results])
            after = page.paging.next.after if page.paging else ""
        assert [len(page) for page in pages] == [2, 2, 1]
        assert [id for page in pages for id in page] == ids
        api.archive(ids[0])
        with pytest.raises(hubspot.cms.blogs.tags.exceptions.NotFoundException):
            api.get_by_id(ids[0])
