"""Archives of a commit's files."""

import gzip
import io
import tarfile
import zipfile

from clonery.clones.github import archives, gitstore
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_both_kinds_hold_the_same_files(call: Call, webapp: Repository) -> None:
    commit = gitstore.find_commit(call, webapp, gitstore.resolve(call, webapp))
    assert commit is not None
    with tarfile.open(fileobj=io.BytesIO(archives.tar(call, webapp, commit))) as made:
        tar = {each.name: made.extractfile(each).read() for each in made if each.isfile()}  # type: ignore[union-attr] # files have contents
    with zipfile.ZipFile(io.BytesIO(archives.zip(call, webapp, commit))) as zipped:
        names = [name for name in zipped.namelist() if not name.endswith("/")]
        assert {name: zipped.read(name) for name in names} == tar
    top = archives.folder(call, webapp, commit)
    assert tar[f"{top}/shop/prices.py"] == b'def shown(price):\n    return f"{price:.2f}"\n'


def test_the_same_commit_gives_the_same_bytes(call: Call, webapp: Repository) -> None:
    commit = gitstore.find_commit(call, webapp, gitstore.resolve(call, webapp))
    assert commit is not None
    assert archives.tar(call, webapp, commit) == archives.tar(call, webapp, commit)
    assert archives.zip(call, webapp, commit) == archives.zip(call, webapp, commit)
    assert gzip.decompress(archives.tar(call, webapp, commit))[257:262] == b"ustar"
