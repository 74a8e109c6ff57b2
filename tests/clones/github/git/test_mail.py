"""A commit as a mail is what `git format-patch` writes."""

from clonery.clones.github.git.changes import changes
from clonery.clones.github.git.commits import Commit, Person
from clonery.clones.github.git.mail import mail

from .conftest import Fuzz, Repository, reshaped

NAMES = [
    "A U Thor", "J. Doe, Jr.", "Jürgen Müller", "名前 名前 長い名前です 名前 名前", "x" * 60 + " y" * 20,
    'A "q" B', "=?odd", "O'Neil", "semi;colon",
]  # fmt: skip
MESSAGES = [
    "one", "a line\nsecond line\n\nbody  \n\n\nmore\n\n", "ü subject\n\nbody", "subject\n\nbody ü", "word " * 30,
    "é word " * 20 + "\n\nx", "x" * 100 + " yyy", "a  b   c " * 12, "\n\nlate subject\nq", "one\n\n\n\n",
    "tab\there\n\n x",
]  # fmt: skip


def history(repository: Repository) -> list[tuple[str, Commit, str]]:
    """Commits on top of each other, each with its id and the tree of its parent, the root first."""
    fuzz = Fuzz(5)
    files = fuzz.files(6, 20)
    person = Person("C", "c@example.com", 1_700_000_000)
    root = Commit(repository.put_tree(files), (), person, person, "root")
    found = [(repository.write_commit(root), root, "")]
    for number in range(40):
        parent, before, _ = found[-1]
        name, message = NAMES[number % len(NAMES)], MESSAGES[number % len(MESSAGES)]
        seconds, zone = person.seconds + number * 86400 * 3, fuzz.random.choice([0, 330, -480])
        author = Person(name, "a@" + "x" * (number % 20) + ".com", seconds, zone)
        kept = {path: data for path, data in reshaped(fuzz, files).items() if isinstance(data, bytes)}
        files = kept | {"counter": b"%d\n" % number}
        committer = person._replace(seconds=person.seconds + number)
        commit = Commit(repository.put_tree(files), (parent,), author, committer, message)
        found.append((repository.write_commit(commit), commit, before.tree))
    return found


def test_a_series_of_mails(repository: Repository) -> None:
    (root, _, _), *rest = history(repository)
    last = rest[-1][0]
    mails = []
    for number, (sha, commit, before) in enumerate(rest, 1):
        found = changes(repository.read_tree, before, commit.tree, repository.read_blob)
        mails.append(mail(sha, commit, found, repository.read_blob, number=(number, len(rest))))
    printed = repository.git("format-patch", "--stdout", "--no-signature", f"{root}..{last}")
    assert b"\n".join(mails).decode() == printed.decode()


def test_one_mail(repository: Repository) -> None:
    sha, commit, before = history(repository)[3]
    found = changes(repository.read_tree, before, commit.tree, repository.read_blob)
    printed = repository.git("format-patch", "--stdout", "--no-signature", "-1", sha)
    assert mail(sha, commit, found, repository.read_blob) == printed


def test_a_commit_without_changes(repository: Repository) -> None:
    person = Person("A", "a@example.com", 1_700_000_000)
    commit = Commit(repository.put_tree({}), (), person, person, "nothing\n\nat all")
    sha = repository.write_commit(commit)
    printed = repository.git("format-patch", "--root", "--always", "--stdout", "--no-signature", sha)
    assert mail(sha, commit, [], repository.read_blob) == printed


def test_git_takes_a_mail_with_a_binary_file(repository: Repository) -> None:
    old, new = {"f": b"\0" * 30, "g": b"1\n"}, {"f": b"\0\1" * 900, "g": b"2\n", "h": b"\0"}
    person = Person("A", "a@example.com", 1_700_000_000)
    before = Commit(repository.put_tree(old), (), person, person, "before")
    base = repository.write_commit(before)
    after = Commit(repository.put_tree(new), (base,), person, person, "after")
    sha = repository.write_commit(after)
    repository.git("reset", "-q", "--hard", base)
    found = changes(repository.read_tree, before.tree, after.tree)
    repository.git("am", "-q", given=mail(sha, after, found, repository.read_blob))
    assert repository.lines("rev-parse", "HEAD^{tree}") == [after.tree]
