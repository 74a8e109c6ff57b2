"""Acts whose name sets no field of the schema: undo beside do, change of given fields, thing made, mere reckoning."""

from collections import defaultdict

from .answers import Answers
from .draft import Draft
from .listed import listed_set
from .report import Json
from .words import past, snake, split_words

CHANGING = listed_set("set update change rename edit modify move assign configure replace mark reassign")
MAKING = listed_set(
    "send reply import convert generate request dispatch dispatches run trigger rerun export upload make issue "
    "post copy clone duplicate fork respond submit charge"
)
RECKONING = listed_set(
    "test validate verify check preview estimate simulate render notify ping pings resend redeliver refresh sync "
    "resync reindex trigger remind query search poll touch evaluate calculate recalculate compute rebuild reload "
    "watch stop rerequest rerun retry ask suggest analyze parse"
)
LASTING = listed_set(
    "approve reject deny accept decline cancel close complete end finish publish archive suspend revoke verify "
    "confirm lock retire expire redact promote uninstall install dismiss resolve acknowledge ban block mute hide "
    "star flag pin subscribe follow share enable disable pause apply deliver ship claim finalize void activate "
    "erase abort obliterate"
)
ENDING = {"resume": "paused", "restore": "archived", "reopen": "closed", "reactivate": "deactivated"}
OPPOSITES = {
    "disable": "enable", "deactivate": "activate", "leave": "join", "disconnect": "connect", "restore": "trash",
    "unlink": "link", "detach": "attach", "deny": "approve", "stop": "start", "resume": "pause", "show": "hide",
    "unassign": "assign", "reopen": "close", "uninstall": "install", "deregister": "register",
}  # fmt: skip
MARKS = {"enable": "enabled", "activate": "active", "join": "is_member", "hide": "hidden"}


def settle_deeds(drafts: list[Draft], answers: Answers) -> None:
    """Gives acts without `sets` an outcome where their surroundings tell one; the rest stay as they are."""
    acts = [draft for draft in drafts if draft.effect.get("verb") == "act" and "sets" not in draft.effect]
    done: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.effect.get("verb") == "act":
            done[draft.effect["kind"]].add(draft.effect["action"])
    for draft in acts:
        mark = _mark(draft.effect["action"], done[draft.effect["kind"]])
        if mark and (draft.effect["identity"] or draft.effect.get("many")):
            draft.effect["sets"] = mark
        elif draft.effect["identity"] and _changes(draft, answers):
            draft.effect["verb"] = "update"
        elif not _make(draft, answers):
            _mark_or_reckon(draft)


def _mark(action: str, known: set[str]) -> Json:
    """The field that a do sets and its undo clears, where both are among a kind's actions."""
    first, _, rest = action.partition("_")
    tail = f"_{rest}" if rest else ""
    base = OPPOSITES.get(first) or (first.removeprefix("un") if first.startswith("un") else "")
    if base and base + tail in known:
        return {MARKS.get(base, past(base)): False}
    undo = {f"un{first}{tail}", *(f"{other}{tail}" for other, do in OPPOSITES.items() if do == first)}
    return {MARKS.get(first, past(first)): True} if undo & known else {}


def _changes(draft: Draft, answers: Answers) -> bool:
    """It takes values for fields of the item, or says that it sets something and takes what."""
    effect = draft.effect
    words = effect["action"].split("_")
    if words[0] in ("add", "remove", "delete", "merge", "split") or words[0] in MAKING:
        return False
    away = {*effect["identity"], *(name for parent in effect["parents"] for name in parent["params"])}
    given: set[str] = set()
    for name, argument in draft.named().items():
        if argument.place == "body" and name not in away:
            inner = answers.store.shape(argument.schema).properties
            given |= {snake(each) for each in (inner or [name])}
    fields = {snake(name) for name in answers.store.shape(draft.item).properties} - {"id", "type", "object"}
    return bool(given & fields) or (bool(CHANGING & set(words)) and bool(given))


def _make(draft: Draft, answers: Answers) -> bool:
    """Turns an act that answers another thing with an id into its creation below the item."""
    effect = draft.effect
    if not draft.result or "x-type" in draft.result:
        return False
    _, schema = answers.item(draft.result)
    named = answers.noun(schema)
    is_record = bool({"id", "uuid", "uid"} & answers.store.shape(schema).properties.keys())
    makes = bool(MAKING & set(split_words(effect["action"])))
    if not is_record or not (makes or (named and named != effect["kind"])):
        return False
    if effect["identity"]:
        above: Json = {"kind": effect["kind"], "params": effect["identity"]}
        effect["parents"] = [*effect["parents"], above | ({"fields": effect["fields"]} if "fields" in effect else {})]
        effect.pop("fields", None)
    effect |= {"verb": "create", "identity": [], "kind": named or f"{effect['kind']}_{effect['action']}"}
    effect.pop("action")
    return True


def _mark_or_reckon(draft: Draft) -> None:
    """What lasts is marked on the item by the verb's participle; what only reckons keeps nothing."""
    effect = draft.effect
    words = effect["action"].split("_")
    if words[0] in LASTING and effect["identity"]:
        effect["sets"] = {past(words[0]): True}
    elif words[0] in ENDING and effect["identity"]:
        effect["sets"] = {ENDING[words[0]]: False}
    elif RECKONING & set(words):
        effect["verb"] = "none"
