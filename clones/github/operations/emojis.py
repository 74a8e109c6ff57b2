"""Emojis by their short names; https://docs.github.com/rest/emojis/emojis."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.operation import operation

_CODES = {
    "+1": "1f44d", "-1": "1f44e", "100": "1f4af", "art": "1f3a8", "beers": "1f37b", "bell": "1f514", "book": "1f4d6",
    "bookmark": "1f516", "boom": "1f4a5", "bug": "1f41b", "bulb": "1f4a1", "clap": "1f44f", "closed_lock_with_key":
    "1f510", "confetti_ball": "1f38a", "confused": "1f615", "construction": "1f6a7", "cry": "1f622", "eyes": "1f440",
    "fire": "1f525", "gem": "1f48e", "ghost": "1f47b", "green_heart": "1f49a", "grin": "1f601", "hammer": "1f528",
    "heart": "2764", "heavy_check_mark": "2714", "hourglass": "231b", "key": "1f511", "laughing": "1f606", "link":
    "1f517", "lock": "1f512", "mag": "1f50d", "memo": "1f4dd", "muscle": "1f4aa", "ok_hand": "1f44c", "package":
    "1f4e6", "pencil2": "270f", "pray": "1f64f", "pushpin": "1f4cc", "question": "2753", "recycle": "267b", "robot":
    "1f916", "rocket": "1f680", "rotating_light": "1f6a8", "scream": "1f631", "seedling": "1f331", "smile": "1f604",
    "snail": "1f40c", "sob": "1f62d", "sparkles": "2728", "star": "2b50", "tada": "1f389", "thinking": "1f914",
    "thumbsdown": "1f44e", "thumbsup": "1f44d", "truck": "1f69a", "unlock": "1f513", "warning": "26a0", "wave":
    "1f44b", "white_check_mark": "2705", "wrench": "1f527", "x": "274c", "zap": "26a1", "zzz": "1f4a4",
}  # fmt: skip
"""The short names in use, and the hexadecimal code points behind them."""


@operation("emojis/get")
def get(call: Call) -> dict[str, str]:
    """GET /emojis"""
    place = f"{call.base}/images/icons/emoji/unicode"
    return {name: f"{place}/{code}.png?v8" for name, code in _CODES.items()}
