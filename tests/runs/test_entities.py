"""agent-diff's tables over our records: columns by other names, lists as rows, fields that only we have."""

from __future__ import annotations

from tests.runs.playing import crafted
from tests.runs.test_suites import ROOMS, assertion, message, slack, verdicts


def test_lists_of_ours_are_rows_of_theirs() -> None:
    before = [message("1", reactions=[{"name": "eyes", "users": ["U1"], "count": 1}])]
    after = [message("1", reactions=[{"name": "eyes", "users": ["U1", "U2"], "count": 2}])]
    seen = slack({"slack/message": before}, {"slack/message": after})
    one = {"message_id": {"eq": "1"}, "reaction_type": "eyes", "user_id": "U2"}
    assert verdicts(assertion(entity="message_reactions", where=one, expected_count=1), seen) == ["passed"]
    assert verdicts(assertion(entity="message_reactions", where={"user_id": "U1"}), seen) == ["failed"]
    assert verdicts(assertion(diff_type="changed", entity="messages", expected_changes={"user_id": "U2"}), seen) == [
        "failed"
    ]


def test_channels_members_and_direct_messages() -> None:
    talk = {"id": "D1", "name": "", "is_im": True, "is_archived": False, "topic": {"value": ""}}
    member = {"id": 1, "channel": "C1", "user": "U2"}
    archived = [{**ROOMS[0], "is_archived": True}, {**ROOMS[1], "topic": {"value": "new"}}, talk]
    seen = crafted({"slack/conversation": ROOMS, "slack/member": []},
                   {"slack/conversation": archived, "slack/member": [member]})  # fmt: skip
    checks = [
        {"diff_type": "changed", "entity": "channels", "where": {"channel_id": "C1"},
         "expected_changes": {"is_archived": {"to": True}}},
        {"diff_type": "changed", "entity": "channels", "where": {"channel_name": "random"},
         "expected_changes": {"topic_text": {"from": "", "to": {"contains": "ne"}}}},
        {"diff_type": "added", "entity": "channels", "where": {"is_dm": True}, "expected_count": 1},
        {"diff_type": "added", "entity": "channel_members", "where": {"user_id": "U2", "channel_id": "C1"}},
        {"diff_type": "removed", "entity": "channel_members"},
    ]  # fmt: skip
    assert verdicts({"assertions": checks}, seen) == ["passed", "passed", "passed", "passed", "failed"]


def test_fields_of_linear_keep_their_names() -> None:
    issue = {"id": "i1", "identifier": "ENG-1", "title": "Log in", "priority": 0, "stateId": "s1", "labelIds": [],
             "updatedAt": "1"}  # fmt: skip
    done = {**issue, "priority": 1, "updatedAt": "2", "labelIds": ["l1"]}
    note = {"id": "c", "issueId": "i1", "body": "on it"}
    seen = crafted({"linear/issue": [issue]}, {"linear/issue": [done], "linear/comment": [note]})
    test = {
        "ignore_fields": {"global": ["updatedAt", "labelIds"]},
        "assertions": [
            {"diff_type": "changed", "entity": "issues", "where": {"identifier": {"eq": "ENG-1"}},
             "expected_changes": {"priority": {"from": 0, "to": {"eq": 1.0}}, "priorityLabel": "Urgent"},
             "expected_count": 1},
            {"diff_type": "added", "entity": "comments", "where": {"issueId": "i1", "body": {"contains": "on"}}},
            {"diff_type": "added", "entity": "issue_label_issue_association",
             "where": {"issue_id": "i1", "issue_label_id": "l1"}, "expected_count": 1},
        ],
    }  # fmt: skip
    assert verdicts(test, seen) == ["passed", "passed", "passed"]


def test_what_only_our_service_writes_beside_is_no_stray_change() -> None:
    before = {"id": "i1", "identifier": "ENG-1", "title": "x", "priority": 3, "teamId": "t1", "stateId": "s1"}
    moved = {**before, "teamId": "t2", "identifier": "OPS-1", "number": 1, "startedAt": "now", "priority": 1}
    issues = {"linear/issue_relation": [], "linear/issue": [before, {**before, "id": "i2", "title": "y"}]}
    relation = {"id": "r", "type": "blocks", "issueId": "i1", "relatedIssueId": "i2"}
    watched = {**before, "id": "i2", "title": "y", "subscriberIds": ["u"]}
    seen = crafted(issues, {"linear/issue_relation": [relation], "linear/issue": [moved, watched]})
    changes = {"teamId": "t2", "priority": {"to": 1}, "priorityLabel": {"from": "Medium", "to": "Urgent"}}
    related = {"type": "blocks", "issueTitle": {"contains": "x"}, "relatedIssueTitle": "y"}
    checks = [
        {"diff_type": "changed", "entity": "issues", "expected_changes": changes, "expected_count": 1},
        {"diff_type": "added", "entity": "issue_relations", "where": related},
        {"diff_type": "unchanged", "entity": "issues", "where": {"id": "i2"}},
        {"diff_type": "changed", "entity": "issues", "expected_changes": {**changes, "identifier": "ENG-1"}},
    ]
    assert verdicts({"assertions": checks}, seen) == ["passed", "passed", "passed", "failed"]


def test_events_of_a_calendar() -> None:
    event = {"id": "e1", "summary": "Watch", "start": {"dateTime": "2018-06-24T00:00", "timeZone": "Europe/Kyiv"},
             "status": "confirmed", "_parent": "calendar/c1", "etag": "1"}  # fmt: skip
    rule = {"id": "user:y@x", "role": "writer", "scope": {"type": "user", "value": "y@x"}, "_parent": "calendar/c1"}
    old = {**event, "id": "e0"}
    kinds = ("google-workspace/event", "google-workspace/acl_rule")
    after = {kinds[0]: [event, {**old, "status": "cancelled", "etag": "2"}], kinds[1]: [rule]}
    seen = crafted({kinds[0]: [old], kinds[1]: []}, after)
    checks = [
        {"diff_type": "added", "entity": "calendar_events",
         "where": {"calendar_id": "c1", "start.timeZone": "Europe/Kyiv", "start.dateTime": {"contains": "06-24"}}},
        {"diff_type": "changed", "entity": "calendar_events", "where": {"id": "e0"},
         "expected_changes": {"status": {"to": {"eq": "cancelled"}}}, "expected_count": 1},
        {"diff_type": "added", "entity": "calendar_acl_rules", "where": {"scope_value": "y@x", "calendar_id": "c1"}},
    ]  # fmt: skip
    assert verdicts({"assertions": checks}, seen) == ["passed", "passed", "passed"]
