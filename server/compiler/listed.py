"""Lists of words as one reads them: in a string, with spaces between."""


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def listed_set(text: str) -> frozenset[str]:
    return frozenset(listed(text))
