"""Changes that tests make to a repository through PyGithub, several files in one commit."""

from github.ContentFile import ContentFile
from github.InputGitTreeElement import InputGitTreeElement
from github.Repository import Repository

FILE = "100644"


def commit(repository: Repository, branch: str, files: dict[str, str | None], message: str, start: str = "main") -> str:
    """Commit files (None: delete) on a branch, which begins at `start` where it is new; the commit's id."""
    heads = {ref.ref: ref.object.sha for ref in repository.get_git_matching_refs(f"heads/{branch}")}
    name = f"refs/heads/{branch}"
    parent = heads.get(name) or repository.get_git_ref(f"heads/{start}").object.sha
    elements = [
        InputGitTreeElement(path, FILE, "blob", content=text)
        if text is not None
        else InputGitTreeElement(path, FILE, "blob", sha=None)
        for path, text in files.items()
    ]
    base = repository.get_git_commit(parent)
    tree = repository.create_git_tree(elements, base.tree)
    made = repository.create_git_commit(message, tree, [base])
    if name in heads:
        repository.get_git_ref(f"heads/{branch}").edit(made.sha)
    else:
        repository.create_git_ref(name, made.sha)
    return made.sha


def content(repository: Repository, path: str, ref: str = "main") -> bytes:
    """What a file holds."""
    found = repository.get_contents(path, ref=ref)
    assert isinstance(found, ContentFile)
    return found.decoded_content
