"""What is only made, changed, put away and deleted, with nothing that follows from it; https://linear.app/developers/graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.state.record import Record

from ..changes import archive, change, create, payload, remove, unarchive
from ..lookups import find

if TYPE_CHECKING:
    from clonery.server.call import Call

_OPEN: dict[str, dict[str, Any]] = {
    "custom_view": {"shared": False, "filterData": {}, "filters": {}, "modelName": "Issue"},
    "template": {"type": "issue", "templateData": {}},
    "customer": {"domains": [], "externalIds": [], "approximateNeedCount": 0},
    "customer_need": {"priority": 0},
    "release": {"documents": []},
}
_SLUGGED = ("custom_view", "roadmap", "customer", "release", "release_pipeline")


def _kind(call: Call) -> type[Record]:
    """The kind that the operation at hand is about."""
    assert call.operation is not None
    return call.clone.kind(call.operation.entry["effect"]["kind"])


@operation(
    "customViewCreate", "customerCreate", "customerNeedCreate", "customerStatusCreate", "customerTierCreate",
    "emojiCreate", "entityExternalLinkCreate", "initiativeLabelCreate", "initiativeRelationCreate",
    "issueToReleaseCreate",
    "projectLabelCreate", "releaseCreate", "releaseNoteCreate", "releasePipelineCreate", "releaseStageCreate",
    "roadmapCreate", "roadmapToProjectCreate", "templateCreate", "timeScheduleCreate", "triageResponsibilityCreate",
    "notificationSubscriptionCreate", "agentSkillCreate", "gitAutomationStateCreate", "viewPreferencesCreate",
)  # fmt: skip
def make(call: Call, input: dict[str, Any], **beside: Any) -> dict[str, Any]:
    """A new one, with its maker, a slug where it has a page, and what the input leaves open."""
    kind = _kind(call)
    name = kind.KIND.name
    more: dict[str, Any] = dict(_OPEN.get(name, {}))
    if call.actor is not None:
        more |= {"creatorId": call.actor.id, "ownerId": call.actor.id, "userId": call.actor.id}
        if name == "customer":
            del more["userId"]
    if name in _SLUGGED:
        more["slugId"] = call.new_id(size=12).lower()
    if name == "notification_subscription":
        more |= {"__typename": _subscription(input), "subscriberId": more.get("userId"), "active": True}
    return payload(call, create(call, kind, input, **more))


def _subscription(given: dict[str, Any]) -> str:
    """The type of a subscription, by what it is to."""
    named = (("projectId", "Project"), ("teamId", "Team"), ("cycleId", "Cycle"), ("labelId", "Label"),
             ("customViewId", "CustomView"), ("initiativeId", "Initiative"), ("customerId", "Customer"))  # fmt: skip
    return next((name for field, name in named if given.get(field)), "User") + "NotificationSubscription"


@operation(
    "customViewUpdate", "customerUpdate", "customerNeedUpdate", "customerStatusUpdate", "customerTierUpdate",
    "entityExternalLinkUpdate", "initiativeLabelUpdate", "initiativeRelationUpdate", "initiativeToProjectUpdate",
    "projectLabelUpdate", "projectRelationUpdate", "releaseUpdate", "releaseNoteUpdate", "releasePipelineUpdate",
    "releaseStageUpdate", "roadmapUpdate", "roadmapToProjectUpdate", "templateUpdate", "timeScheduleUpdate",
    "triageResponsibilityUpdate", "notificationSubscriptionUpdate", "agentSkillUpdate", "gitAutomationStateUpdate",
    "viewPreferencesUpdate", "favoriteUpdate",
)  # fmt: skip
def alter(call: Call, id: str, input: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return payload(call, change(call, find(call, _kind(call), id), input))


@operation(
    "customViewDelete", "customerDelete", "customerNeedDelete", "customerStatusDelete", "customerTierDelete",
    "emojiDelete",
    "entityExternalLinkDelete", "favoriteDelete", "initiativeLabelDelete", "initiativeRelationDelete",
    "issueToReleaseDelete", "projectLabelDelete", "projectRelationDelete", "releaseNoteDelete", "roadmapDelete",
    "roadmapToProjectDelete", "templateDelete", "timeScheduleDelete", "triageResponsibilityDelete",
    "notificationSubscriptionDelete", "agentSkillDelete", "gitAutomationStateDelete", "viewPreferencesDelete",
    "organizationInviteDelete",
)  # fmt: skip
def drop(call: Call, id: str, **beside: Any) -> dict[str, Any]:
    found = find(call, _kind(call), id)
    remove(call, found)
    return payload(call, found)


@operation(
    "customerNeedArchive", "releaseArchive", "releasePipelineArchive", "releaseStageArchive", "roadmapArchive",
    "releaseDelete", "releasePipelineDelete",
)  # fmt: skip
def put_away(call: Call, id: str) -> dict[str, Any]:
    return payload(call, archive(call, find(call, _kind(call), id)))


@operation(
    "customerNeedUnarchive", "releaseUnarchive", "releasePipelineUnarchive", "releaseStageUnarchive",
    "roadmapUnarchive",
)  # fmt: skip
def take_out(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, _kind(call), id)))


@operation("projectLabelRetire", "initiativeLabelRetire")
def retire(call: Call, id: str) -> dict[str, Any]:
    """No longer to be chosen; what has the label keeps it."""
    who = call.actor.id if call.actor is not None else None
    return payload(call, change(call, find(call, _kind(call), id), {}, retiredAt=call.now, retiredById=who))


@operation("projectLabelRestore", "initiativeLabelRestore")
def restore(call: Call, id: str) -> dict[str, Any]:
    return payload(call, change(call, find(call, _kind(call), id), {}, retiredAt=None, retiredById=None))


@operation("issueToReleaseDeleteByIssueAndRelease")
def drop_release(call: Call, issueId: str, releaseId: str) -> dict[str, Any]:
    from ..records.work import Issue, IssueToRelease

    found = call.find(IssueToRelease, issueId=find(call, Issue, issueId).id, releaseId=releaseId)
    joined = found or find(call, IssueToRelease, releaseId)
    remove(call, joined)
    return payload(call, joined)


@operation("customerUpsert")
def upsert(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """The customer of this id, or external id, changed; else a new one."""
    kind, sent = _kind(call), dict(input)
    outer = sent.pop("externalId", None)
    sent.pop("tierName", None)
    known = call.peek(kind, sent.get("id"))
    if known is None and outer:
        known = next((each for each in call.all(kind) if outer in (each.get("externalIds") or [])), None)
    if known is not None:
        return payload(call, change(call, known, {name: value for name, value in sent.items() if name != "id"}))
    more = {**_OPEN["customer"], "slugId": call.new_id(size=12).lower(), "externalIds": [outer] if outer else []}
    return payload(call, create(call, kind, sent, **more))
