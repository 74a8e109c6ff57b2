"""GitHub's global node ids; https://docs.github.com/graphql/guides/using-global-node-ids."""

from base64 import urlsafe_b64encode
from functools import lru_cache

PREFIXES = {
    "user": "U", "organization": "O", "repository": "R", "issue": "I", "pull_request": "PR", "label": "LA",
    "milestone": "MI", "issue_comment": "IC", "commit": "C", "release": "RE", "release_asset": "RA", "team": "T",
    "gist": "G", "ref": "REF",
    "blob": "B", "tree": "TR", "tag": "TA", "review": "PRR", "review_comment": "PRRC", "review_thread": "PRRT",
    "commit_comment": "CC", "status": "SC",
    "reaction": "REA", "event": "EV", "deploy_key": "DK", "hook": "H", "invitation": "RI", "license": "MDc6TGljZW5zZ",
    "organization_invitation": "OI", "gist_comment": "GC", "check_run": "CR", "check_suite": "CS", "app": "A",
    "issue_type": "IT", "workflow": "W", "workflow_run": "WFR", "discussion": "D", "discussion_category": "DIC",
    "discussion_comment": "DC", "project": "PVT", "project_field": "PVTF", "project_item": "PVTI",
    "branch_protection": "BPR", "review_request": "RR", "pull_request_commit": "PURC", "check_rollup": "SCR",
    "pinned_issue": "PI", "linked_branch": "LB", "draft_issue": "DI", "project_value": "PVTFV",
    "topic": "MDU6VG9waWM", "language": "MDg6TGFuZ3VhZ2U",
    "comparison": "CMP",
}  # fmt: skip
"""The letters in front of a kind's node ids."""


@lru_cache(maxsize=20_000)
def node_id(kind: str, *parts: int | str) -> str:
    """The node id of a record: its kind's letters and its id (below its repository's), in base 64."""
    text = b"\x93\x00" + b"".join(
        part.to_bytes(4, "big") if isinstance(part, int) and part < 1 << 32 else str(part).encode() for part in parts
    )
    return f"{PREFIXES[kind]}_{urlsafe_b64encode(text).decode().rstrip('=')}"
