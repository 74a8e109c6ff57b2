"""hubspot-api-client on HubSpot's clone: CRM objects, which are written, and what stands beside them, which is not."""

from typing import Any

import pytest

from .conftest import Vendor

hubspot = pytest.importorskip("hubspot")
CLONE = "hubspot"


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
