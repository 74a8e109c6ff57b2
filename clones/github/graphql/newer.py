"""What GitHub has added to its graph since the published schema that the clone was compiled from; https://docs.github.com/graphql/overview/changelog."""

_PAGE = "after: String, before: String, first: Int, last: Int"

NEWER = f"""
enum IssueTypeColor {{ BLUE GRAY GREEN ORANGE PINK PURPLE RED YELLOW }}
type IssueType implements Node {{
  id: ID! name: String! description: String color: IssueTypeColor! isEnabled: Boolean! isPrivate: Boolean!
  issues({_PAGE}, repositoryId: ID!): IssueConnection!
}}
type IssueTypeConnection {{
  edges: [IssueTypeEdge] nodes: [IssueType] pageInfo: PageInfo! totalCount: Int!
}}
type IssueTypeEdge {{ cursor: String! node: IssueType }}
input IssueTypeOrder {{ field: IssueTypeOrderField! direction: OrderDirection! }}
enum IssueTypeOrderField {{ CREATED_AT NAME }}
type IssueDependenciesSummary {{ blockedBy: Int! blocking: Int! totalBlockedBy: Int! totalBlocking: Int! }}
input IssueDependencyOrder {{ field: IssueDependencyOrderField! direction: OrderDirection! }}
enum IssueDependencyOrderField {{ CREATED_AT DEPENDENCY_ADDED_AT }}
type AssigneeConnection {{ edges: [AssigneeEdge] nodes: [Assignee] pageInfo: PageInfo! totalCount: Int! }}
type AssigneeEdge {{ cursor: String! node: Assignee }}
type ActorConnection {{ edges: [ActorEdge] nodes: [Actor] pageInfo: PageInfo! totalCount: Int! }}
type ActorEdge {{ cursor: String! node: Actor }}
enum RepositorySuggestedActorFilter {{ CAN_BE_ASSIGNED CAN_BE_AUTHOR }}
type SuggestedReviewerActor {{ isAuthor: Boolean! isCommenter: Boolean! reviewer: Actor! }}
type SuggestedReviewerActorConnection {{
  edges: [SuggestedReviewerActorEdge] nodes: [SuggestedReviewerActor] pageInfo: PageInfo! totalCount: Int!
}}
type SuggestedReviewerActorEdge {{ cursor: String! node: SuggestedReviewerActor }}
extend type Issue {{
  issueType: IssueType
  blockedBy({_PAGE}, orderBy: IssueDependencyOrder): IssueConnection!
  blocking({_PAGE}, orderBy: IssueDependencyOrder): IssueConnection!
  issueDependenciesSummary: IssueDependenciesSummary!
  assignedActors({_PAGE}): AssigneeConnection!
  suggestedActors({_PAGE}, query: String): AssigneeConnection!
  duplicateOf: Issue
}}
extend type PullRequest {{
  assignedActors({_PAGE}): AssigneeConnection!
  suggestedActors({_PAGE}, query: String): AssigneeConnection!
  suggestedReviewerActors({_PAGE}, query: String): SuggestedReviewerActorConnection!
}}
extend type Repository {{
  issueTypes({_PAGE}, orderBy: IssueTypeOrder): IssueTypeConnection
  suggestedActors(
    {_PAGE}, capabilities: [RepositorySuggestedActorFilter!]!, loginNames: String, query: String
  ): ActorConnection!
}}
extend type Organization {{ issueTypes({_PAGE}, orderBy: IssueTypeOrder): IssueTypeConnection }}
extend type Release {{ immutable: Boolean! }}
extend type ReleaseAsset {{ digest: String }}
extend input CreateIssueInput {{ issueTypeId: ID }}
extend input UpdateIssueInput {{ issueTypeId: ID }}
extend input RequestReviewsInput {{ botIds: [ID!] }}
extend enum SearchType {{ ISSUE_ADVANCED }}
input UpdateIssueIssueTypeInput {{ clientMutationId: String issueId: ID! issueTypeId: ID }}
type UpdateIssueIssueTypePayload {{ clientMutationId: String issue: Issue }}
input ReplaceActorsForAssignableInput {{
  clientMutationId: String assignableId: ID! actorIds: [ID!] actorLogins: [String!]
}}
type ReplaceActorsForAssignablePayload {{ clientMutationId: String assignable: Assignable }}
input RequestReviewsByLoginInput {{
  clientMutationId: String pullRequestId: ID! userLogins: [String!] botLogins: [String!] teamSlugs: [String!]
  union: Boolean = false
}}
type RequestReviewsByLoginPayload {{ actor: Actor clientMutationId: String pullRequest: PullRequest }}
input AddBlockedByInput {{ clientMutationId: String issueId: ID! blockingIssueId: ID! }}
type AddBlockedByPayload {{ clientMutationId: String issue: Issue blockingIssue: Issue }}
input RemoveBlockedByInput {{ clientMutationId: String issueId: ID! blockingIssueId: ID! }}
type RemoveBlockedByPayload {{ clientMutationId: String issue: Issue blockingIssue: Issue }}
extend type Mutation {{
  updateIssueIssueType(input: UpdateIssueIssueTypeInput!): UpdateIssueIssueTypePayload
  replaceActorsForAssignable(input: ReplaceActorsForAssignableInput!): ReplaceActorsForAssignablePayload
  requestReviewsByLogin(input: RequestReviewsByLoginInput!): RequestReviewsByLoginPayload
  addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
  removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
}}
"""
