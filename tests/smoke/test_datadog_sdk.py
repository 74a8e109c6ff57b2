"""datadog-api-client on Datadog's clone, of which nobody has written an operation."""

from typing import Any

import pytest

from .conftest import Vendor

datadog = pytest.importorskip("datadog_api_client")
CLONE = "datadog"
QUERY = "avg(last_5m):avg:system.cpu.user{*} > 90"


@pytest.fixture
def client(vendor: Vendor) -> Any:
    settings = datadog.Configuration(host=vendor.env["DD_HOST_URL"])
    settings.api_key["apiKeyAuth"] = vendor.env["DD_API_KEY"]
    settings.api_key["appKeyAuth"] = vendor.env["DD_APP_KEY"]
    return datadog.ApiClient(settings)


def test_monitors_are_made_changed_found_paged_and_deleted(client: Any, vendor: Vendor) -> None:
    from datadog_api_client.v1.api.monitors_api import MonitorsApi
    from datadog_api_client.v1.model.monitor import Monitor
    from datadog_api_client.v1.model.monitor_type import MonitorType
    from datadog_api_client.v1.model.monitor_update_request import MonitorUpdateRequest

    api, kind = MonitorsApi(client), MonitorType("metric alert")
    before = len(vendor.calls)
    made = api.create_monitor(Monitor(name="CPU", type=kind, query=QUERY, message="hot", tags=["env:test"]))
    assert (made.creator.email, made.tags) == ("ada@acme.example", ["env:test"])
    api.update_monitor(made.id, MonitorUpdateRequest(name="CPU 2"))
    read = api.get_monitor(made.id)
    assert (read.name, read.query, str(read.type)) == ("CPU 2", QUERY, "metric alert")
    for number in range(4):
        api.create_monitor(Monitor(name=f"M{number}", type=kind, query=QUERY))
    names = [each.name for each in api.list_monitors_with_pagination(page_size=2)]
    assert names[-5:] == ["CPU 2", "M0", "M1", "M2", "M3"]
    assert [each.name for each in api.list_monitors(name="M1")] == ["M1"]
    api.delete_monitor(made.id)
    with pytest.raises(datadog.exceptions.NotFoundException):
        api.get_monitor(made.id)
    assert {each["fidelity"] for each in vendor.calls[before:]} == {"generic"}


def test_dashboards_keep_their_widgets(client: Any) -> None:
    from datadog_api_client.v1.api.dashboards_api import DashboardsApi
    from datadog_api_client.v1.model.dashboard import Dashboard
    from datadog_api_client.v1.model.dashboard_layout_type import DashboardLayoutType
    from datadog_api_client.v1.model.note_widget_definition import NoteWidgetDefinition
    from datadog_api_client.v1.model.note_widget_definition_type import NoteWidgetDefinitionType
    from datadog_api_client.v1.model.widget import Widget

    api = DashboardsApi(client)
    note = NoteWidgetDefinition(type=NoteWidgetDefinitionType("note"), content="hi")
    layout = DashboardLayoutType("ordered")
    made = api.create_dashboard(Dashboard(title="T", layout_type=layout, widgets=[Widget(definition=note)]))
    assert api.get_dashboard(made.id).widgets[0].definition.content == "hi"
    assert made.id in [each.id for each in api.list_dashboards().dashboards]
    api.delete_dashboard(made.id)
    with pytest.raises(datadog.exceptions.NotFoundException):
        api.get_dashboard(made.id)


def test_teams_of_version_2(client: Any, vendor: Vendor) -> None:
    from datadog_api_client.v2.api.teams_api import TeamsApi
    from datadog_api_client.v2.model.team_create import TeamCreate
    from datadog_api_client.v2.model.team_create_attributes import TeamCreateAttributes
    from datadog_api_client.v2.model.team_create_request import TeamCreateRequest
    from datadog_api_client.v2.model.team_type import TeamType

    api = TeamsApi(client)
    ids = []
    for handle in ("one", "two", "three"):
        attributes = TeamCreateAttributes(handle=handle, name=handle.title())
        data = TeamCreate(attributes=attributes, type=TeamType("team"))
        ids.append(api.create_team(TeamCreateRequest(data=data)).data.id)
    assert api.get_team(ids[0]).data.attributes.name == "One"
    assert [each.attributes.handle for each in api.list_teams(page_size=2, page_number=0).data] == ["one", "two"]
    assert [each.attributes.handle for each in api.list_teams(page_size=2, page_number=1).data] == ["three"]
    api.delete_team(ids[0])
    with pytest.raises(datadog.exceptions.NotFoundException):
        api.get_team(ids[0])
    assert vendor.generic() >= {"v1/CreateMonitor", "v2/CreateTeam", "v2/ListTeams"}


def test_wrong_keys_are_refused(vendor: Vendor) -> None:
    from datadog_api_client.v1.api.monitors_api import MonitorsApi

    settings = datadog.Configuration(host=vendor.env["DD_HOST_URL"])
    settings.api_key |= {"apiKeyAuth": "wrong", "appKeyAuth": "wrong"}
    with pytest.raises(datadog.exceptions.ForbiddenException):
        MonitorsApi(datadog.ApiClient(settings)).list_monitors()
