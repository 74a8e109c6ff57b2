"""A repository's git objects and references, read and written through `call`; https://docs.github.com/rest/git."""

from .files import commit_files, identity
from .reading import find_commit, has, network, parsed_commit, read_blob, read_tree, tree_of
from .refs import branch_head, create_ref, delete_ref, find_ref, is_empty, move_ref, peel, refs_below, resolve, seek
from .walks import ahead_and_behind, comparison, contains, graph, history, people
from .writing import write_blob, write_commit, write_merged, write_tag, write_tree

__all__ = [
    "ahead_and_behind", "branch_head", "commit_files", "comparison", "contains", "create_ref", "delete_ref",
    "find_commit", "find_ref", "graph", "has", "history", "identity", "is_empty", "move_ref", "network",
    "parsed_commit", "peel", "people", "read_blob", "read_tree", "refs_below", "resolve", "seek", "tree_of",
    "write_blob", "write_commit", "write_merged", "write_tag", "write_tree",
]  # fmt: skip
