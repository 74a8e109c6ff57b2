"""A repository's files at one commit as a tar or zip file; https://docs.github.com/rest/repos/contents#download-a-repository-archive-tar."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from clonery.server.request import Answer

from . import gitstore
from .git.objects import DIRECTORY, EXECUTABLE, SUBMODULE, SYMLINK
from .git.trees import walk
from .records.git import StoredCommit
from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

HERE = ("archive", "1")
"""What a redirect to a file adds to the query: the same address then gives the file itself."""
File = tuple[str, str, bytes]
"""A path, its mode, its content; a directory's path ends with a slash."""


def redirect(call: Call) -> Answer | None:
    """The redirect to where a file is; None for a call that has followed it."""
    if HERE in call.request.pairs:
        return None
    return Answer(302, b"", [("Location", f"{call.base}{call.request.path}?{'='.join(HERE)}")], json=False)


def attached(data: bytes, kind: str, name: str) -> Answer:
    """A file to be saved under that name."""
    headers = [("Content-Type", kind), ("Content-Disposition", f"attachment; filename={name}")]
    return Answer(200, data, headers, json=False)


def folder(call: Call, repository: Repository, commit: StoredCommit) -> str:
    """The name of the one directory that an archive holds."""
    return f"{call.get(User, repository.owner).login}-{repository.name}-{commit.sha[:7]}"


def _files(call: Call, repository: Repository, commit: StoredCommit) -> Iterator[File]:
    top, reader = folder(call, repository, commit), gitstore.read_blob(call, repository)
    yield f"{top}/", DIRECTORY, b""
    for path, entry in walk(gitstore.read_tree(call, repository), commit.tree):
        if entry.mode in (DIRECTORY, SUBMODULE):
            yield f"{top}/{path}/", DIRECTORY, b""
        else:
            yield f"{top}/{path}", entry.mode, reader(entry.sha)


def tar(call: Call, repository: Repository, commit: StoredCommit) -> bytes:
    """A gzipped tar file; its comment is the commit's id, as `git archive` writes it."""
    made = BytesIO()
    comment = {"comment": commit.sha}
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT, pax_headers=comment) as archive:
        for name, mode, data in _files(call, repository, commit):
            info = tarfile.TarInfo(name.rstrip("/"))
            info.mtime, info.uname, info.gname = commit.committer["seconds"], "root", "root"
            info.mode = 0o775 if mode in (DIRECTORY, EXECUTABLE) else 0o664
            if mode == DIRECTORY:
                info.type = tarfile.DIRTYPE
            elif mode == SYMLINK:
                info.type, info.mode, info.linkname = tarfile.SYMTYPE, 0o777, data.decode("utf-8", "surrogateescape")
                data = b""
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return gzip.compress(made.getvalue(), mtime=0)


def zip(call: Call, repository: Repository, commit: StoredCommit) -> bytes:
    """A zip file; its comment is the commit's id."""
    made = BytesIO()
    at = datetime.fromtimestamp(max(commit.committer["seconds"], 315_532_800), UTC).timetuple()[:6]
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = commit.sha.encode()
        for name, mode, data in _files(call, repository, commit):
            info = zipfile.ZipInfo(name, at)
            kind = {DIRECTORY: 0o40775, EXECUTABLE: 0o100775, SYMLINK: 0o120777}.get(mode, 0o100664)
            info.external_attr, info.create_system = kind << 16, 3
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()
