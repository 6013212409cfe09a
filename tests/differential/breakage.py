"""Predicted breakage against CPython's: the removal is really made, and everything imported."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from graphkit.codemod.removing import remove_name
from graphkit.model.breakage import WhatIf
from tests.differential.importer import Failure, Importer
from tests.differential.namespaces import find_modules

SHOWN = 8


class Removal(NamedTuple):
    """What to take away: as `graphkit whatif remove` is told, and where that is.

    `name` is "" for a whole module; `line` 0 for every statement that binds the name.
    """

    given: str
    module: str
    name: str = ""
    line: int = 0


def remove_symbol(module: str, name: str) -> Removal:
    """`pkg.mod:name`."""
    return Removal(f"{module}:{name}", module, name)


def remove_module(module: str) -> Removal:
    """`pkg.mod`."""
    return Removal(module, module)


# file → its text; file or directory of a package → None where it goes
Texts = Mapping[Path, str | None]


def texts_after(root: Path, removals: Sequence[Removal], *, keep_all: bool = False) -> Texts:
    """The files that the removals change, as `graphkit.codemod` changes them; a package goes as a whole."""
    files = find_modules(root)
    texts: dict[Path, str | None] = {}
    for removal in removals:
        path = files[removal.module]
        if not removal.name:
            texts[path.parent if path.name == "__init__.py" else path] = None
        elif (text := texts.get(path, path.read_text(encoding="utf-8"))) is not None:
            texts[path] = remove_name(text, removal.name, line=removal.line, keep_all=keep_all).text
    return {
        path: text
        for path, text in texts.items()
        if not any(texts.get(up, "") is None for up in path.parents)
    }


@contextlib.contextmanager
def really_made(root: Path, texts: Texts) -> Iterator[None]:
    """Write the texts; the tree is as it was before in the end.

    Directories that hold nothing any more go too, as they do under version control.
    """
    with tempfile.TemporaryDirectory(dir=root.parent) as kept:
        moved = []
        for number, (path, text) in enumerate(texts.items()):
            _forget_bytecode(path)
            if text is None:
                while path.parent != root and _alone(path):
                    path = path.parent
            moved.append((path, Path(kept, str(number))))
            path.rename(moved[-1][1])
            if text is not None:
                path.write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            for path, place in reversed(moved):
                path.unlink(missing_ok=True)
                _forget_bytecode(path)
                place.rename(path)


def _alone(path: Path) -> bool:
    """Whether nothing else is in its directory."""
    return {one.name for one in path.parent.iterdir()} <= {path.name, "__pycache__"}


def _forget_bytecode(path: Path) -> None:
    """Bytecode goes by size and whole seconds: two texts of one length may be taken for the same."""
    for one in path.parent.glob(f"__pycache__/{path.stem}.*"):
        one.unlink(missing_ok=True)


class Agreement(NamedTuple):
    """Modules that fail at import time with the removal and not without it: as predicted, and really.

    `certain` and `possible` have the exception that is predicted.
    """

    removals: tuple[Removal, ...]
    certain: Mapping[str, str]
    possible: Mapping[str, str]
    real: Mapping[str, Failure]

    @property
    def missed(self) -> tuple[str, ...]:
        """Modules that fail though nothing says so."""
        return tuple(sorted(self.real.keys() - self.certain.keys() - self.possible.keys()))

    @property
    def phantom(self) -> tuple[str, ...]:
        """Modules that are said to fail for certain and do not."""
        return tuple(sorted(self.certain.keys() - self.real.keys()))

    @property
    def misnamed(self) -> tuple[str, ...]:
        """Modules that fail as predicted, with another exception."""
        both = self.real.keys() & self.certain.keys()
        return tuple(sorted(module for module in both if self.certain[module] != self.real[module].name))

    @property
    def agrees(self) -> bool:
        return not (self.missed or self.phantom or self.misnamed)

    def differences(self) -> str:
        """One line for each difference, the first few of each kind."""
        lines = [f"missed   {module}: {self._told(module)}" for module in self.missed[:SHOWN]]
        lines += [f"phantom  {module}: {self.certain[module]}" for module in self.phantom[:SHOWN]]
        lines += [
            f"misnamed {module}: predicted {self.certain[module]}, {self._told(module)}"
            for module in self.misnamed[:SHOWN]
        ]
        return "\n".join(lines)

    def _told(self, module: str) -> str:
        name, message, where = self.real[module]
        return f"{name}: {message}  [{' > '.join(f'{file}:{line}' for file, line in where)}]"


def agreement(
    predicted: WhatIf, removals: Sequence[Removal], real: Mapping[str, Failure], healthy: frozenset[str]
) -> Agreement:
    """Set the prediction beside the truth.

    In neither are deleted modules, notebooks, and modules that cannot be imported today: for one that this
    Python cannot read, or that needs what is not installed, nothing tells what the removal does to it.
    """
    among = healthy - gone(removals, healthy)
    certain, possible = (
        {
            row.module: row.error
            for row in predicted.import_time
            if row.certainty == certainty and row.module in among
        }
        for certainty in ("certain", "possible")
    )
    return Agreement(tuple(removals), certain, possible, real)


def gone(removals: Sequence[Removal], modules: Iterable[str]) -> set[str]:
    """The modules that are deleted."""
    whole = tuple(f"{removal.module}." for removal in removals if not removal.name)
    return {module for module in modules if f"{module}.".startswith(whole)}


class Oracle:
    """A tree, how its modules fare as they are, and how they fare without something.

    `watched`: the modules that will be edited, where not all of them may be; a module that did not look for
    an edited one is not imported again.
    """

    def __init__(self, importer: Importer, root: Path, watched: Iterable[str] | None = None) -> None:
        self._importer, self._root = importer, root
        self._watched = None if watched is None else frozenset(watched)
        self._baseline = importer.outcomes(root, find_modules(root), self._watched or ())

    @property
    def healthy(self) -> frozenset[str]:
        """Modules that can be imported as things are."""
        return frozenset(module for module, one in self._baseline.items() if one.failure is None)

    def compare(self, predicted: WhatIf, removals: Sequence[Removal], *, keep_all: bool = False) -> Agreement:
        """Set the prediction beside the truth."""
        return agreement(predicted, removals, self.newly_failing(removals, keep_all=keep_all), self.healthy)

    def newly_failing(self, removals: Sequence[Removal], *, keep_all: bool = False) -> Mapping[str, Failure]:
        """Make the removals, import what may fail, undo them."""
        edited = {removal.module for removal in removals}
        again = self.healthy - gone(removals, self.healthy)
        if self._watched is not None:
            assert edited <= self._watched
            again = frozenset(module for module in again if edited & self._baseline[module].seen)
        with really_made(self._root, texts_after(self._root, removals, keep_all=keep_all)):
            outcomes = self._importer.outcomes(self._root, again)
        return {module: one.failure for module, one in outcomes.items() if one.failure is not None}
