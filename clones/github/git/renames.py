"""Which removed and added files are one file under a new name (https://git-scm.com/docs/gitdiffcore)."""

from collections.abc import Callable, Container, Mapping

from .objects import EMPTY_BLOB, SUBMODULE, SYMLINK, to_bytes
from .similarity import FULL, Fingerprint, score

HALF = FULL // 2
SAME_NAME = FULL * 3 // 4
"""The least score of a pair that only its file name suggested."""

_CANDIDATES = 4
_LINKS = (SYMLINK, SUBMODULE)

Files = Mapping[str, tuple[str, str]]


class _Pairing:
    """The removed files still free, the added ones still without a source, and the pairs so far."""

    def __init__(self, sources: Files, targets: Files, read_blob: Callable[[str], bytes]) -> None:
        self.sources = dict(sorted(sources.items(), key=lambda item: to_bytes(item[0])))
        self.targets = dict(sorted(targets.items(), key=lambda item: to_bytes(item[0])))
        self.pairs: dict[str, tuple[str, int]] = {}
        self._read_blob = read_blob
        self._prints: dict[str, Fingerprint] = {}

    def take(self, source: str, target: str, points: int) -> None:
        del self.sources[source], self.targets[target]
        self.pairs[target] = (source, points * 100 // FULL)

    def score(self, source: str, target: str, least: int) -> int:
        (old_mode, old_sha), (mode, sha) = self.sources[source], self.targets[target]
        if old_mode in _LINKS or mode in _LINKS:
            return 0
        return score(self._print(old_sha), self._print(sha), least)

    def _print(self, sha: str) -> Fingerprint:
        if sha not in self._prints:
            self._prints[sha] = Fingerprint(self._read_blob(sha))
        return self._prints[sha]


def pair_renames(
    sources: Files,
    targets: Files,
    read_blob: Callable[[str], bytes],
    *,
    relevant: Container[str] | None = None,
    empty_renames: bool = True,
    limit: int = 1000,
) -> dict[str, tuple[str, int]]:
    """Pair removed files with added ones: new path → old path and similarity in per cent.

    Files are path → mode and id. Above `limit` squared pairs only equal contents and equal file names are looked at.
    Merges care for the `relevant` sources alone, and leave empty files out.
    """
    if not empty_renames:
        sources, targets = _without_empty(sources), _without_empty(targets)
    pairing = _Pairing(sources, targets, read_blob)
    _by_content(pairing)
    if relevant is not None:
        pairing.sources = {path: file for path, file in pairing.sources.items() if path in relevant}
    if pairing.sources and pairing.targets:
        _by_file_name(pairing)
    if pairing.sources and pairing.targets and len(pairing.sources) * len(pairing.targets) <= limit * limit:
        _by_likeness(pairing)
    return pairing.pairs


def _without_empty(files: Files) -> Files:
    return {path: file for path, file in files.items() if file[1] != EMPTY_BLOB}


def _by_content(pairing: _Pairing) -> None:
    """Equal ids; among several sources of one content one that keeps its file name, else the first."""
    same: dict[str, list[str]] = {}
    for path, (_, sha) in pairing.sources.items():
        same.setdefault(sha, []).append(path)
    for target, (mode, sha) in list(pairing.targets.items()):
        fit = [
            path
            for path in same.get(sha, [])
            if pairing.sources[path][0] == mode or not (mode in _LINKS or pairing.sources[path][0] in _LINKS)
        ]
        if fit:
            source = next((path for path in fit if _file_name(path) == _file_name(target)), fit[0])
            same[sha].remove(source)
            pairing.take(source, target, FULL)


def _by_file_name(pairing: _Pairing) -> None:
    """Files whose name occurs once among the sources and once among the targets."""
    sources, targets = _unique_names(pairing.sources), _unique_names(pairing.targets)
    for name, source in sources.items():
        target = targets.get(name)
        if target is not None and source is not None:
            points = pairing.score(source, target, SAME_NAME)
            if points >= SAME_NAME:
                pairing.take(source, target, points)


def _by_likeness(pairing: _Pairing) -> None:
    """The best pairs of all; each target keeps its four best candidates, as git does."""
    best: list[tuple[int, bool, str, str]] = []
    for target in pairing.targets:
        best += _candidates(pairing, target)
    best.sort(key=lambda item: (-item[0], -item[1]))
    for points, _, source, target in best:
        if source in pairing.sources and target in pairing.targets:
            pairing.take(source, target, points)


def _candidates(pairing: _Pairing, target: str) -> list[tuple[int, bool, str, str]]:
    """The four best sources, in the order of the places they took: a later one takes the place of the worst so far."""
    places: list[tuple[int, bool, str, str]] = []
    for source in pairing.sources:
        points = pairing.score(source, target, HALF)
        found = (points, _file_name(source) == _file_name(target), source, target)
        if len(places) < _CANDIDATES:
            places.append(found)
            continue
        worst = min(range(_CANDIDATES), key=lambda place: places[place][:2])
        if places[worst][:2] < found[:2]:
            places[worst] = found
    return [place for place in places if place[0] >= HALF]


def _unique_names(paths: Mapping[str, object]) -> dict[str, str | None]:
    """File name → its one path, None for a name that several paths have."""
    names: dict[str, str | None] = {}
    for path in paths:
        name = _file_name(path)
        names[name] = None if name in names else path
    return names


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
