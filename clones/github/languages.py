"""Which languages a repository is written in, counted as its default branch moves; https://docs.github.com/rest/repos/repos#list-repository-languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .git.changes import NO_MODE, changes
from .git.objects import NO_SHA
from .gitstore.reading import find_commit, network, read_tree
from .records.git import StoredBlob
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

BY_ENDING = {
    "py": "Python", "js": "JavaScript", "mjs": "JavaScript", "cjs": "JavaScript", "jsx": "JavaScript",
    "ts": "TypeScript", "tsx": "TypeScript", "go": "Go", "rs": "Rust", "rb": "Ruby", "java": "Java", "kt": "Kotlin",
    "scala": "Scala", "c": "C", "h": "C", "cc": "C++", "cpp": "C++", "hpp": "C++", "cs": "C#", "fs": "F#",
    "swift": "Swift", "m": "Objective-C", "php": "PHP", "pl": "Perl", "lua": "Lua", "r": "R", "jl": "Julia",
    "ex": "Elixir", "exs": "Elixir", "erl": "Erlang", "hs": "Haskell", "clj": "Clojure", "dart": "Dart",
    "sh": "Shell", "bash": "Shell", "zsh": "Shell", "ps1": "PowerShell", "html": "HTML", "css": "CSS", "scss": "SCSS",
    "less": "Less", "vue": "Vue", "svelte": "Svelte", "tf": "HCL", "hcl": "HCL", "nix": "Nix", "zig": "Zig",
    "vim": "Vim Script", "el": "Emacs Lisp", "tex": "TeX", "mk": "Makefile", "dockerfile": "Dockerfile",
}  # fmt: skip
"""A file's ending → its language; prose and data count for none."""
BY_NAME = {
    "dockerfile": "Dockerfile", "makefile": "Makefile", "rakefile": "Ruby", "gemfile": "Ruby", ".bashrc": "Shell",
    ".zshrc": "Shell", ".vimrc": "Vim Script",
}  # fmt: skip
_OTHERS_WORK = {"node_modules", "vendor", "third_party", "dist"}


def language_of(path: str) -> str | None:
    """The language of a file by its name; None for prose, data and what was taken from others."""
    *folders, name = path.lower().split("/")
    if _OTHERS_WORK.intersection(folders):
        return None
    return BY_NAME.get(name) or BY_ENDING.get(name.rpartition(".")[2] if "." in name else "")


def recounted(call: Call, repository: Repository, before: str, after: str) -> dict[str, Any]:
    """The repository's `languages`, `language` and `size` (KB) after its default branch went from commit to commit."""
    old, new_tree = _tree(call, repository, before), _tree(call, repository, after)
    counts, added = dict(repository.languages), 0
    for change in changes(read_tree(call, repository), old, new_tree):
        new = _size(call, repository, change.mode, change.sha)
        language = language_of(change.path)
        if language is not None:
            counts[language] = counts.get(language, 0) + new - _size(call, repository, change.old_mode, change.old_sha)
        added += new
    counts = {name: count for name, count in sorted(counts.items(), key=lambda item: -item[1]) if count > 0}
    main = next(iter(counts), repository.language)
    return {"languages": counts, "language": main, "size": repository.size + -(-added // 1024)}


def _tree(call: Call, repository: Repository, sha: str) -> str | None:
    found = find_commit(call, repository, sha) if sha != NO_SHA else None
    return found.tree if found else None


def _size(call: Call, repository: Repository, mode: str, sha: str) -> int:
    """The bytes of a regular file; 0 for anything else."""
    if mode == NO_MODE or not mode.startswith("100"):
        return 0
    found = call.peek(StoredBlob, f"{network(repository)}/{sha}")
    return found.size if found else 0
