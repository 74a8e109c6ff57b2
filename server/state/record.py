"""Declared kinds of records: fields, key, parent, unique keys and indexes of one stored JSON document."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self
from zlib import crc32

COLUMNS = 3
"""How many fields one index holds at most (columns a, b, c of the entries table)."""


@dataclass(frozen=True, slots=True)
class Key:
    """An index or a unique key: up to three fields; the one at `many` is a list, with one entry per element."""

    number: int
    fields: tuple[str, ...]
    many: int = -1
    fold: bool = False


@dataclass(slots=True)
class Kind:
    """What the store knows of a kind. Numbers are hashes of names, so no table of numbers is needed in a session."""

    name: str
    clone: str = ""
    number: int = 0
    parent: tuple[str, str] | None = None
    parent_number: int = 0
    declared_unique: tuple[str, ...] = ()
    declared_indexes: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    unique: list[Key] = field(default_factory=list)
    indexes: list[Key] = field(default_factory=list)
    keys: dict[tuple[str, ...], Key] = field(default_factory=dict)
    """The unique keys by their fields."""
    plans: dict[tuple[str, tuple[str, ...]], Any] = field(default_factory=dict)
    """Statements that were made for this kind, by order and fields: see query.py."""

    def bind(self, clone: str) -> None:
        """Fix the numbers for `clone`; binding twice is harmless."""
        self.clone = clone
        self.plans.clear()
        self.number = crc32(f"{clone}/{self.name}".encode())
        self.parent_number = crc32(f"{clone}/{self.parent[1]}".encode()) if self.parent else 0
        self.unique = [self._key(text, "unique") for text in self.declared_unique]
        self.keys = {key.fields: key for key in self.unique}
        self.indexes = [self._key(text, "index") for text in self.declared_indexes]

    def _key(self, text: str, use: str) -> Key:
        words = text.split()
        fold = words[-1] == "nocase"
        words = words[:-1] if fold else words
        fields = tuple(word.removesuffix("[]") for word in words)
        assert len(fields) <= COLUMNS, f"{self.name}: {text!r} has more than {COLUMNS} fields"
        many = next((place for place, word in enumerate(words) if word.endswith("[]")), -1)
        number = crc32(f"{self.clone}/{self.name}/{use}/{text}".encode())
        return Key(number, fields, many, fold)


class Record:
    """One stored object. Its fields are attributes; a field that holds another record holds that record's id.

    Declare a kind by subclassing::

        class Label(Record, kind="label", parent="repository", unique=["repository name nocase"]):
            id: int
            repository: int
            name: str
            color: str = "ededed"

    `parent` is the field with the parent's id (`field=kind` where they differ): deleting the parent deletes below it.
    `unique` and `indexes` are lists of up to three field names each, `name[]` for every element of a list, a last word
    `nocase` folds case. `text` names the fields, up to three, that full-text search reads,
    and `facets` those whose values narrow a search down (`name[]` for a list).
    """

    __slots__ = ("__dict__", "rid")

    KIND: ClassVar[Kind]
    DEFAULTS: ClassVar[dict[str, Any]] = {}
    FIELDS: ClassVar[frozenset[str]] = frozenset()
    OPEN: ClassVar[bool] = False
    """True for kinds without a declared class: any field may be stored."""

    ALSO: ClassVar[tuple[str, ...]] = ()
    """Other names under which the description speaks of this kind."""

    rid: int
    id: Any

    def __init_subclass__(
        cls, kind: str = "", parent: str = "", unique: tuple[str, ...] | list[str] = (),
        indexes: tuple[str, ...] | list[str] = (), text: tuple[str, ...] | list[str] = (),
        also: tuple[str, ...] | list[str] = (),
        facets: tuple[str, ...] | list[str] = (),
    ) -> None:  # fmt: skip
        if not kind:
            return
        below = parent.partition("=")
        cls.ALSO = tuple(also)
        cls.KIND = Kind(
            kind, parent=(below[0], below[2] or below[0]) if parent else None,
            declared_unique=tuple(unique), declared_indexes=tuple(indexes), text=tuple(text),
            facets=tuple(facets),
        )  # fmt: skip
        names = {name: None for base in reversed(cls.__mro__) for name in getattr(base, "__annotations__", {})}
        cls.FIELDS = frozenset(name for name in names if not name.isupper() and name != "rid")
        cls.DEFAULTS = {name: getattr(cls, name) for name in names if name in cls.FIELDS and hasattr(cls, name)}

    @classmethod
    def load(cls, rid: int, doc: dict[str, Any]) -> Self:
        """The record of one stored row; `doc` becomes its attributes and must not be changed afterwards."""
        record = cls.__new__(cls)
        _set(record, "__dict__", doc)
        _set(record, "rid", rid)
        return record

    @property
    def doc(self) -> dict[str, Any]:
        """The stored document: a plain dict, not to be changed."""
        return self.__dict__

    def get(self, name: str, default: Any = None) -> Any:
        """The field `name`, or `default` where the document lacks it."""
        return self.__dict__.get(name, default)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"records don't change: use call.update({self.KIND.name}, {name}=…)")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash((self.KIND.number, self.__dict__.get("id")))

    def __repr__(self) -> str:
        return f"<{self.KIND.clone}/{self.KIND.name} {self.__dict__.get('id')}>"


_set = object.__setattr__


def open_kind(name: str, clone: str, parent: str = "", names: tuple[str, ...] = ()) -> type[Record]:
    """A kind that nobody declared, for generic answers: any field, found by id and `names`, below `parent` if given."""

    class Open(Record, kind=name, parent=parent, indexes=["_parent", *names]):
        OPEN = True

    Open.__name__ = Open.__qualname__ = name.title().replace("_", "")
    Open.KIND.bind(clone)
    return Open
