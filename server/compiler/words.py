"""Words inside names: splitting them, their singular, and the verbs that operation names use."""

import re

from .listed import listed_set

IRREGULAR = {
    "people": "person", "children": "child", "statuses": "status", "aliases": "alias", "analyses": "analysis",
    "indices": "index", "matrices": "matrix", "vertices": "vertex", "indexes": "index", "buses": "bus",
    "synonyms": "synonym", "canvases": "canvas", "quizzes": "quiz", "leaves": "leaf", "caches": "cache",
    "movies": "movie", "cookies": "cookie", "viruses": "virus", "bonuses": "bonus", "men": "man", "axes": "axis",
}  # fmt: skip
UNCOUNTED = listed_set(
    "news series sms dns aws sas data media status address analysis access process progress business settings "
    "metadata metrics stats statistics permissions preferences credentials details usage https ios macos kubernetes "
    "gps css js rss sis pages_settings canvas alias bus lens is has as this basis axis saas apis_settings "
    "capabilities branding goods"
)
VERBS: dict[str, str] = {}
for _meaning, _words in {
    "list": "list index all listing enumerate browse",
    "search": "search find query filter lookup autocomplete suggest",
    "count": "count",
    "read": "get retrieve read fetch show describe view detail details check has is load inspect",
    "create": "create add new insert register import open start invite join upload generate submit "
    "schedule attach assign link grant initiate make instantiate provision enqueue ingest compose",
    "update": "update edit modify patch change rename set configure customize save",
    "replace": "replace put overwrite upsert",
    "delete": "delete remove destroy clear purge revoke unassign unlink detach uninstall drop",
    "download": "download export",
}.items():
    VERBS |= dict.fromkeys(_words.split(), _meaning)
ACTIONS = listed_set(
    "abandon abort accept acknowledge activate advance apply approve archive ban bind block cancel capture charge "
    "claim clone close complete confirm convert copy deactivate decline deliver deny deploy disable discard dismiss "
    "dispatch dispatches duplicate enable end escalate exchange execute expire fail finalize finish flag follow "
    "fork forward freeze fund hide ignore install invoke kick leave lock mark merge metamorph migrate move mute "
    "open pause pay pin ping pings play prioritize promote publish pull push reactivate reassign rebase reboot "
    "rebuild recalculate recompute recover redeliver refresh refund refuse regenerate reindex reject release remind "
    "rename reopen reorder repeat replay reply report reprioritize request rerequest rerun resend reset resolve "
    "respond restart restore resubmit resume resurrect resync retest retry return reverse review rollback rotate "
    "run schedule send settle share ship sign skip snooze split star start stop submit subscribe suspend swap "
    "switch sync test toggle transfer transition trash trigger unarchive unban unblock undelete undo unfollow "
    "unhide uninstall unlock unmark unmute unpause unpin unpublish unshare unsnooze unstar unsubscribe unsuspend "
    "unvote unwatch validate verify void vote watch wipe"
)


def split_words(name: str) -> list[str]:
    """Lower-case words of a name in any case style: `getHTTPRoutes_v2` gives get, http, routes, v2."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name.replace("OAuth", "Oauth"))
    spaced = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", spaced)
    return [word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word]


def singular(word: str) -> str:
    """The singular of one lower-case English word, good enough for names."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or word in UNCOUNTED or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    return singular(word) != word


def snake(name: str) -> str:
    return "_".join(split_words(name))


def noun(name: str) -> str:
    """One thing's name: snake case with the last word in the singular."""
    words = split_words(name)
    return "_".join([*words[:-1], singular(words[-1])]) if words else ""


def verb_of(identifier: str) -> tuple[str, list[str]]:
    """The verb word that an operation's id starts or ends with ("" without one), and the id's other words."""
    last = re.split(r"[/.]|Controller_", identifier)[-1]
    words = split_words(last)
    while words and re.fullmatch(r"v?\d+|api|a|the", words[0]):
        words = words[1:]
    known = VERBS.keys() | ACTIONS
    if words and words[0] in known:
        return words[0], words[1:]
    if words and words[-1] in known:
        return words[-1], words[:-1]
    return "", words


PAST = {"send": "sent", "pay": "paid", "hide": "hidden", "freeze": "frozen", "build": "built", "run": "run"}
DOUBLED = listed_set("pin ban skip drop stop star flag ship submit commit transfer refer")


def past(verb: str) -> str:
    """The past participle of a verb, good enough for names of fields."""
    if verb in PAST:
        return PAST[verb]
    if verb.removeprefix("un") in DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"
