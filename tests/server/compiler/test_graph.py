"""Effects of GraphQL root fields."""

import pytest

from .conftest import Compile, Json

SDL = """
type Query {
  viewer: User!
  user(id: String!): User!
  users(first: Int, after: String, before: String): UserConnection!
  searchIssues(term: String!): IssueSearchPayload!
  issuePriorityValues: [PriorityValue!]!
  notificationsUnreadCount: Int!
  organization: Organization!
  issueTitleSuggestion(text: String!): Suggestion!
}
type Mutation {
  issueCreate(input: IssueInput!): IssuePayload!
  issueUpdate(id: String!, input: IssueInput!): IssuePayload!
  issueDelete(id: String!): IssuePayload!
  issueArchive(id: String!): ArchivePayload!
  issueUnarchive(id: String!): ArchivePayload!
  issueAddLabel(id: String!, labelId: String!): IssuePayload!
  issueBatchCreate(input: [IssueInput!]!): IssueBatchPayload!
  issueLabelDelete(id: String!): DeletePayload!
  organizationUpdate(input: IssueInput!): OrganizationPayload!
  closeIssue(input: CloseInput!): ClosePayload
  upsertIssue(input: IssueInput!): IssuePayload!
  logout: Boolean!
}
interface Entity { id: ID! }
type User implements Entity { id: ID! name: String }
type Organization implements Entity { id: ID! }
type Issue implements Entity { id: ID! archivedAt: DateTime state: State }
type IssueLabel implements Entity { id: ID! }
type PriorityValue { label: String! }
type Suggestion { text: String! }
type UserConnection { edges: [UserEdge!]! pageInfo: PageInfo! }
type UserEdge { node: User! }
type IssueSearchPayload { nodes: [IssueSearchResult!]! pageInfo: PageInfo! }
type IssueSearchResult { id: ID! }
type PageInfo { endCursor: String hasNextPage: Boolean! }
type IssuePayload { issue: Issue success: Boolean! }
type IssueBatchPayload { issues: [Issue!]! }
type ArchivePayload { entity: Issue success: Boolean! }
type DeletePayload { success: Boolean! entityId: String! }
type OrganizationPayload { organization: Organization }
type ClosePayload { issue: Issue clientMutationId: String }
input IssueInput { title: String }
input CloseInput { issueId: ID! }
enum State { OPEN CLOSED }
scalar DateTime
"""
ISSUE: Json = {"kind": "issue", "type": "Issue", "parents": [], "identity": []}
NOW: Json = {"$now": True}
EXPECTED: dict[str, Json] = {
    "viewer": {"verb": "read", "self": True, "kind": "user", "type": "User", "parents": [], "identity": []},
    "user": {"verb": "read", "kind": "user", "type": "User", "parents": [], "identity": ["id"]},
    "users": {"verb": "list", "kind": "user", "type": "User", "parents": [], "identity": [], "list_at": "edges",
              "paging": {"style": "cursor", "page": "after", "size": "first", "next": "pageInfo.endCursor",
                         "more": "pageInfo.hasNextPage"}},
    "searchIssues": {**ISSUE, "verb": "search", "type": "IssueSearchResult", "list_at": "nodes",
                     "paging": {"style": "none"}},
    "issuePriorityValues": {"verb": "list", "kind": "priority_value", "type": "PriorityValue", "parents": [],
                            "identity": [], "list_at": "", "paging": {"style": "none"}},
    "notificationsUnreadCount": {"verb": "count", "kind": "notifications_unread_count", "parents": [], "identity": []},
    "organization": {"verb": "read_singleton", "kind": "organization", "type": "Organization", "parents": [],
                     "identity": []},
    "issueTitleSuggestion": {"verb": "none", "kind": "suggestion", "type": "Suggestion", "parents": [], "identity": []},
    "issueCreate": {**ISSUE, "verb": "create", "item_at": "issue", "body_at": "input"},
    "issueUpdate": {**ISSUE, "verb": "update", "item_at": "issue", "body_at": "input", "identity": ["id"]},
    "issueDelete": {**ISSUE, "verb": "delete", "item_at": "issue", "identity": ["id"]},
    "issueArchive": {**ISSUE, "verb": "act", "action": "archive", "sets": {"archivedAt": NOW}, "item_at": "entity",
                     "identity": ["id"]},
    "issueUnarchive": {**ISSUE, "verb": "act", "action": "unarchive", "sets": {"archivedAt": None}, "item_at": "entity",
                       "identity": ["id"]},
    "issueAddLabel": {**ISSUE, "verb": "act", "action": "add_label", "item_at": "issue", "identity": ["id"]},
    "issueBatchCreate": {**ISSUE, "verb": "create", "many": "input", "list_at": "issues", "body_at": "input"},
    "issueLabelDelete": {"verb": "delete", "kind": "issue_label", "type": "IssueLabel", "parents": [],
                         "identity": ["id"]},
    "organizationUpdate": {"verb": "write_singleton", "partial": True, "kind": "organization", "type": "Organization",
                           "item_at": "organization", "parents": [], "identity": []},
    "closeIssue": {**ISSUE, "verb": "act", "action": "close", "sets": {"state": "CLOSED"}, "item_at": "issue",
                   "identity": ["input.issueId"]},
    "upsertIssue": {**ISSUE, "verb": "create", "upsert": True, "item_at": "issue", "body_at": "input"},
    "logout": {"verb": "none", "kind": "logout", "parents": [], "identity": []},
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_effect(compiled: Compile, name: str) -> None:
    assert compiled({"schema.graphql": SDL}).effect(name) == EXPECTED[name]
