"""Slack's seeds: people, channels and what was said in them, written with names; https://docs.slack.dev/apis/web-api."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.state.clock import parse, span
from clonery.server.state.seeds import SeedError

from . import crowd, lookups, posting
from .people import new_app, new_user
from .records import App, Bot, Conversation, Emoji, File, Member, Message, Pin, Team, User, Usergroup
from .shared_files import typed

_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_FREE = {"type": "object", "additionalProperties": True}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_SAID = {
    "user": _TEXT, "text": _TEXT, "at": _TEXT, "blocks": _list(_FREE), "attachments": _list(_FREE), "username": _TEXT,
    "reactions": {"type": "object", "additionalProperties": _NAMES}, "pinned": {"type": "boolean"},
    "files": _list(_object(["name"], name=_TEXT, content=_TEXT, title=_TEXT)),
}  # fmt: skip
_MESSAGE = _object(["user"], **_SAID, thread=_list(_object(["user", "text"], **_SAID)))
_CHANNEL = _object(
    ["name"], id=_TEXT, name=_TEXT, topic=_TEXT, purpose=_TEXT, is_private={"type": "boolean"},
    is_archived={"type": "boolean"}, is_general={"type": "boolean"}, creator=_TEXT, created=_TEXT, members=_NAMES,
    messages=_list(_MESSAGE),
)  # fmt: skip
SCHEMA = _object(
    [], now=_TEXT, team=_FREE, users=_list(_FREE), apps=_list(_FREE), channels=_list(_CHANNEL),
    directs=_list(_object(["members"], members=_NAMES, messages=_list(_MESSAGE))), emoji=_FREE,
    usergroups=_list(_object(["handle", "name"], handle=_TEXT, name=_TEXT, description=_TEXT, users=_NAMES, id=_TEXT)),
    later=_list(_object(["after", "channel", "user", "text"], after=_TEXT, channel=_TEXT, user=_TEXT, text=_TEXT)),
    crowd=_object([], messages={"type": "integer"}, people={"type": "integer"}, channels={"type": "integer"},
                  days={"type": "integer"}),
    tokens=_list(_object(["token"], token=_TEXT, user=_TEXT, scopes=_NAMES, default={"type": "boolean"},
                         style=_TEXT, details={"type": "object"})),
    records={"type": "object", "additionalProperties": _list(_FREE)},
)  # fmt: skip
"""`channels` say who is in them (by default all) and what was said: a minute after the last unless `at` says when."""
_DERIVED = {"is_member", "num_members", "in"}


def plant(call: Call, data: dict[str, Any]) -> None:
    """Create what a seed describes. Raises SeedError naming the place of a reference to nothing."""
    records = data.get("records", {})
    for fields in [*records.get("team", []), *([data["team"]] if "team" in data else [])]:
        call.create(Team, **{"icon": {"image_default": True}, **fields})
    team = call.first(Team) or call.create(
        Team, id="T0ACME0000", name="Acme", domain="acme", icon={"image_default": True}
    )
    for fields in data.get("users", []):
        _person(call, team, dict(fields))
    _stored(call, {kind: rows for kind, rows in records.items() if kind != "team"})
    for fields in data.get("apps", []):
        given = dict(fields)
        bot = _user(call, "apps", given.pop("bot")) if "bot" in given else None
        new_app(call, team.id, given.pop("name"), bot, **given)
    for user in call.all(User, {"is_bot": True}):
        if call.first(Bot, {"user": user.id}) is None and user.id != "USLACKBOT":
            secret = next(
                (
                    t["details"]["signing_secret"]
                    for t in data.get("tokens", [])
                    if "signing_secret" in t.get("details", {})
                ),
                None,
            )
            new_app(call, team.id, user.real_name, user, **({"signing_secret": secret} if secret else {}))
    if "crowd" in data:
        crowd.plant(call, team, **data["crowd"])
    for place, fields in enumerate(data.get("channels", [])):
        _channel(call, f"channels.{place}", team, dict(fields))
    for place, fields in enumerate(data.get("directs", [])):
        people = [_user(call, f"directs.{place}.members", name) for name in fields["members"]]
        call.actor = people[0]
        made = lookups.direct(call, *(each.id for each in people[1:]))
        _say(call, f"directs.{place}", made, fields.get("messages", []))
    for fields in data.get("usergroups", []):
        _group(call, team, dict(fields))
    for name, url in data.get("emoji", {}).items():
        alias = url.removeprefix("alias:") if url.startswith("alias:") else ""
        call.create(Emoji, name=name, url=url, alias_for=alias, created=call.now)
    for fields in data.get("later", []):
        user, channel = _user(call, "later.user", fields["user"]), lookups.named_channel(call, fields["channel"])
        if channel is None:
            raise SeedError(f"no channel {fields['channel']!r}", "later.channel")
        call.schedule(call.moment + span(fields["after"]), "say", channel=channel.id, user=user.id, text=fields["text"])
    _tokens(call, data)


def _tokens(call: Call, data: dict[str, Any]) -> None:
    app = call.first(App)
    for place, fields in enumerate(data.get("tokens", [])):
        user = _user(call, f"tokens.{place}.user", fields["user"]).id if "user" in fields else None
        details = dict(fields.get("details", {}))
        if app is not None and user is not None:
            bot = call.first(Bot, {"user": user})
            details.setdefault("app_id", bot.app_id if bot else app.id)
        if fields.get("default") and app is not None:
            details.setdefault("app_token", f"xapp-1-{app.id}-100000000006-acmeapp0socket0000000000000000000000")
            details.setdefault("signing_secret", app.signing_secret)
        scopes = tuple(fields["scopes"]) if "scopes" in fields else None
        call.mint(fields["token"], user=user, scopes=scopes, seeded=True, style=fields.get("style", ""),
                  default=fields.get("default", False), details=details)  # fmt: skip
        if (
            "app_token" in details
            and app is not None
            and not any(each["token"] == details["app_token"] for each in data["tokens"])
        ):
            call.mint(details["app_token"], user=None, scopes=("connections:write", "authorizations:read"), seeded=True,
                      details={"app_id": app.id})  # fmt: skip


def _person(call: Call, team: Team, fields: dict[str, Any]) -> None:
    if "profile" in fields and "id" in fields:
        unknown = set(fields) - User.FIELDS
        if unknown:
            raise SeedError(f"user has no {', '.join(sorted(unknown))}", "users")
        call.create(User, **{"team_id": team.id, **fields})
    else:
        new_user(call, team.id, fields.pop("name"), **fields)


def _user(call: Call, path: str, name: str) -> User:
    found = call.peek(User, name) or call.first(User, {"name": name})
    if found is None:
        raise SeedError(f"no user {name!r}", path)
    return found


def _stored(call: Call, records: dict[str, list[dict[str, Any]]]) -> None:
    """Records as they are stored; a conversation without members has all the people."""
    order = ["conversation", "member", "file", "slack_list"]
    for kind in sorted(records, key=lambda name: (order.index(name) if name in order else len(order), name)):
        for place, fields in enumerate(records[kind]):
            cls, doc = call.clone.kind(kind), dict(fields)
            above = str(doc.get("in", "")).partition("/")[2]
            if kind == "message":
                doc = {"channel": above, "id": f"{doc.get('channel', above)}-{doc['ts']}", **doc}
                doc = {**doc, **posting.facts(doc, doc["ts"])}
                call.reach("ts", posting.micro(doc["ts"]))
            doc = {name: value for name, value in doc.items() if name not in _DERIVED}
            if not cls.OPEN and (unknown := set(doc) - cls.FIELDS):
                raise SeedError(f"{kind} has no {', '.join(sorted(unknown))}", f"records.{kind}.{place}")
            if isinstance(doc.get("id"), int):
                call.reach(f"id/{kind}", doc["id"])
            call.create(cls, **doc)
    if "member" not in records:
        for fields in records.get("conversation", []):
            conversation = call.get(Conversation, fields["id"])
            for user in call.all(User):
                call.create(Member, channel=conversation, user=user.id, joined=conversation.created)


def _channel(call: Call, path: str, team: Team, fields: dict[str, Any]) -> None:
    messages, names = fields.pop("messages", []), fields.pop("members", None)
    everyone = call.all(User, {"deleted": False})
    people = everyone if names is None else [_user(call, f"{path}.members", name) for name in names]
    creator = _user(call, f"{path}.creator", fields.pop("creator")) if "creator" in fields else people[0]
    created = parse(fields.pop("created")) // 1_000_000 if "created" in fields else call.now
    said = {
        name: {"value": fields.pop(name, ""), "creator": creator.id, "last_set": created}
        for name in ("topic", "purpose")
    }
    name = fields.pop("name")
    archived = fields.pop("is_archived", False)
    made = call.create(
        Conversation, id=fields.pop("id", None) or "C0" + call.new_id(size=9).upper(), team_id=team.id, name=name,
        name_normalized=name, is_channel=True, created=created, updated=created * 1000, creator=creator.id, **said,
        **fields,
    )  # fmt: skip
    for user in people:
        call.create(Member, channel=made, user=user.id, joined=created)
    _say(call, path, made, messages)
    if archived:
        call.update(made, is_archived=True)


def _say(call: Call, path: str, conversation: Conversation, messages: list[dict[str, Any]]) -> None:
    moment = max(conversation.created * 1_000_000, call.moment - 3_600_000_000 * 24)
    for place, entry in enumerate(messages):
        moment = parse(entry["at"]) if "at" in entry else moment + 60_000_000
        first = _message(call, f"{path}.messages.{place}", conversation, entry, moment)
        for below, reply in enumerate(entry.get("thread", [])):
            moment = parse(reply["at"]) if "at" in reply else moment + 60_000_000
            _message(call, f"{path}.messages.{place}.thread.{below}", conversation, reply, moment, first.ts)


def _message(
    call: Call, path: str, conversation: Conversation, entry: dict[str, Any], moment: int, thread: str | None = None
) -> Message:
    user = _user(call, f"{path}.user", entry["user"])
    bot = call.first(Bot, {"user": user.id})
    fields: dict[str, Any] = {"user": user.id, "team": user.team_id}
    if bot is not None:
        fields |= {"bot_id": bot.id, "app_id": bot.app_id}
        fields |= {"subtype": "bot_message", "username": entry["username"]} if "username" in entry else {}
    fields |= posting.content(
        call, entry.get("text", ""), entry.get("blocks"), entry.get("attachments"), required=False
    )
    given = [
        (name, [_user(call, f"{path}.reactions", who).id for who in people])
        for name, people in entry.get("reactions", {}).items()
    ]
    fields["reactions"] = [{"name": name, "users": ids, "count": len(ids)} for name, ids in given]
    fields["reacted"] = sorted({id for _, ids in given for id in ids})
    fields["files"] = [_file(call, conversation, user, each, moment) for each in entry.get("files", [])]
    seconds, fraction = divmod(moment + call.next("seeded") % 1000, 1_000_000)
    ts = f"{seconds}.{fraction:06d}"
    call.reach("ts", posting.micro(ts))
    if entry.get("pinned"):
        fields["pinned_to"] = [conversation.id]
    made = posting.post(call, conversation, fields, thread, ts=ts)
    for id in fields["files"]:
        call.update(call.get(File, id), shares={conversation.id: [ts]})
    if entry.get("pinned"):
        call.create(Pin, channel=conversation, message=made.id, created=seconds, created_by=user.id)
    return made


def _file(call: Call, conversation: Conversation, user: User, entry: dict[str, Any], moment: int) -> str:
    data = entry.get("content", "").encode()
    return call.create(
        File, id="F0" + call.new_id(size=9).upper(), user=user.id, team=user.team_id, name=entry["name"],
        title=entry.get("title", entry["name"]), size=len(data), length=len(data), blob=call.put_bytes(data),
        content=entry.get("content", "")[:20_000], created=moment // 1_000_000, channels=[conversation.id],
        is_public=not conversation.is_private, secret=call.new_id(size=10).lower(),
        **typed(entry["name"]), **posting.days(moment),
    ).id  # fmt: skip


def _group(call: Call, team: Team, fields: dict[str, Any]) -> None:
    users = [_user(call, "usergroups.users", name).id for name in fields.pop("users", [])]
    first = call.first(User)
    assert first is not None
    call.create(
        Usergroup, id=fields.pop("id", None) or "S0" + call.new_id(size=9).upper(), team_id=team.id, users=users,
        created_by=first.id, updated_by=first.id, date_create=call.now, date_update=call.now, **fields,
    )  # fmt: skip


def export(call: Call) -> dict[str, Any]:
    """The state as a seed: people, records as they are stored, tokens; planting it gives the same state again."""
    made: dict[str, Any] = {"users": [], "records": {}, "tokens": []}
    for kind in sorted(call.clone.kinds_by_number.values(), key=lambda kind: kind.KIND.name):
        for record in call.all(kind):
            place = made["users"] if kind is User else made["records"].setdefault(kind.KIND.name, [])
            place.append(dict(record.doc))
    for credential in call.session.opened.credentials.all(call.clone.name):
        token = {"token": credential.token, "user": credential.user, "default": credential.default}
        if credential.scopes is not None:
            token["scopes"] = list(credential.scopes)
        if credential.details:
            token["details"] = credential.details
        made["tokens"].append({name: value for name, value in token.items() if value is not None})
    return made
