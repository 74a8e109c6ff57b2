"""What belongs to one person: addresses, keys, whom they follow and block; https://docs.github.com/rest/users."""

from clonery.server.state.record import Record


class Email(Record, kind="email", parent="user", unique=["email nocase"], indexes=["user"]):
    id: int
    user: int
    email: str
    primary: bool = False
    verified: bool = False
    visibility: str | None = None


class Follow(Record, kind="follow", parent="user", unique=["user target"], indexes=["user", "target"]):
    """`user` follows `target`, a person or an organization."""

    id: int
    user: int
    target: int
    created_at: str


class Block(Record, kind="block", parent="owner=user", unique=["owner user"], indexes=["owner"]):
    """`owner`, a person or an organization, has blocked `user`."""

    id: int
    owner: int
    user: int


class PublicKey(Record, kind="public_key", parent="user", unique=["key"], indexes=["user"]):
    """A key that a person signs in with; `key` is its type and its body, without a comment."""

    id: int
    user: int
    title: str
    key: str
    created_at: str


class SigningKey(Record, kind="ssh_signing_key", parent="user", unique=["user key"], indexes=["user"]):
    id: int
    user: int
    title: str
    key: str
    created_at: str
