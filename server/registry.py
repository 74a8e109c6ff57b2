"""Which clones there are, found by name and loaded when the first call needs them."""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from .clone import Clone
from .nearest import nearest


class UnknownClone(LookupError):
    """No clone of that name; the message lists those there are."""


class Registry:
    """Clones by name: the bundled folders, then those of the user's own folder."""

    def __init__(self, served: tuple[str, ...] = (), folder: Path | None = None) -> None:
        self.folder = folder
        self._loaded: dict[str, Clone] = {}
        self._own = {path.name.replace("_", "-"): path for path in _folders(folder)} if folder else {}
        self.bundled = sorted(_bundled())
        known = {*self.bundled, *self._own}
        for name in served:
            if name not in known:
                raise UnknownClone(f"unknown clone {name!r}{nearest(name, sorted(known))}")
        self.names = tuple(served) or tuple(sorted(name for name in known if not self._hidden(name)))

    def _hidden(self, name: str) -> bool:
        """Clones that are served only when named: their folder holds a file `.hidden`."""
        return name not in self._own and resources.files("clonery.clones").joinpath(_folder(name), ".hidden").is_file()

    def get(self, name: str) -> Clone:
        """The clone of that name. Raises UnknownClone."""
        found = self._loaded.get(name)
        if found is None:
            if name not in self.names:
                raise UnknownClone(f"unknown clone {name!r}{nearest(name, self.names)}")
            found = self._loaded[name] = self._load(name)
        return found

    def __iter__(self) -> Iterator[Clone]:
        return (self.get(name) for name in self.names)

    def _load(self, name: str) -> Clone:
        if name in self._own:
            module_name = f"clonery_own_{_folder(name)}"
            init = self._own[name] / "__init__.py"
            spec = importlib.util.spec_from_file_location(
                module_name, init, submodule_search_locations=[str(init.parent)]
            )
            assert spec
            assert spec.loader
            # What was loaded from another folder of that name, or before it was changed, is not this clone's.
            for known in [each for each in sys.modules if each.startswith(f"{module_name}.")]:
                del sys.modules[known]
            module = importlib.util.module_from_spec(spec)
            sys.modules[module_name] = module
            spec.loader.exec_module(module)
        else:
            module = importlib.import_module(f"clonery.clones.{_folder(name)}")
        clone = module.clone
        assert isinstance(clone, Clone), f"{module.__name__}.clone is no Clone"
        return clone


def _folder(name: str) -> str:
    return name.replace("-", "_")


def _folders(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/__init__.py"))


def _bundled() -> list[str]:
    found = resources.files("clonery.clones").iterdir()
    return [path.name.replace("_", "-") for path in found if path.joinpath("__init__.py").is_file()]
