"""Write a tree of any size with the shape of a large code base.

    python -m tests.benchmarks.shaped_files DIRECTORY --modules 10000 [--seed 0]

The deprecated function is `app.core.factory:get_factory`, its facade `app.core.facade`. Same arguments, same
bytes; about 2 KB a module.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.shaped import FACADE, FACTORY, MANAGER, Shape, shape

CONFIG = """\
[tool.graphkit]
roots = ["."]
tests = ["test_*.py"]

[tool.graphkit.deprecations.factory]
target = "app.core.factory:get_factory"
facades = ["app.core.facade"]
replacement = "app.core.manager:Manager"
"""
MANAGER_TEXT = """\
class Manager:
    def __init__(self, *, user: str) -> None:
        self.user = user
"""
FACTORY_TEXT = """\
from app.core.manager import Manager


class Factory:
    def create(self, user: str) -> Manager:
        return Manager(user=user)


def get_factory() -> Factory:
    return Factory()
"""
FACADE_TEXT = 'from app.core.factory import get_factory\n\n__all__ = ["get_factory"]\n'
FILLER = '''

class Record{number}:
    """What one row of the table says, and what it was made from."""

    def __init__(self, name: str, amount: int, parent: "Record{number} | None" = None) -> None:
        self.name = name
        self.amount = amount
        self.parent = parent
        self.children: list["Record{number}"] = []

    def total(self, *, deep: bool = True) -> int:
        """Add up this row and those below."""
        found = self.amount
        for child in self.children if deep else ():
            if child.amount < 0:
                raise ValueError(f"negative amount in {{child.name}}")
            found += child.total(deep=deep)
        return found

    def described(self) -> dict[str, object]:
        return {{"name": self.name, "amount": self.amount, "parts": [c.described() for c in self.children]}}


def load_{number}(rows: list[tuple[str, int]]) -> list[Record{number}]:
    """Make records of rows, leaving out those without a name."""
    found = []
    for name, amount in rows:
        if not name:
            continue
        found.append(Record{number}(name.strip(), int(amount)))
    return sorted(found, key=lambda record: (record.name, record.amount))
'''


def write_tree(directory: Path, made: Shape) -> None:
    """Write the files of that shape into `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "graphkit.toml").write_text(CONFIG)
    (directory / "app").mkdir(exist_ok=True)
    (directory / "app" / "__init__.py").write_text("")
    edge = 0
    for module in range(len(made.names)):
        first = edge
        while edge < len(made.importers) and made.importers[edge] == module:
            edge += 1
        file = directory / made.path(module)
        if made.is_package(module):
            file.parent.mkdir(exist_ok=True)
        file.write_text(text_of(made, module, range(first, edge)))


def text_of(made: Shape, module: int, edges: range) -> str:
    """Return the source of one module whose imports have the numbers `edges`."""
    fixed = {FACTORY: FACTORY_TEXT, FACADE: FACADE_TEXT, MANAGER: MANAGER_TEXT}
    if module in fixed:
        return fixed[module]
    at_top: list[str] = []
    typing: list[str] = []
    lazy: list[str] = []
    for edge in edges:
        name = made.names[made.imported[edge]]
        above, _, last = name.rpartition(".")
        symbol = made.imported[edge]
        # what is taken differs as it does in real code: the module, or something out of it
        plain = made.is_package(symbol) or symbol in fixed or made.is_package(module)
        statement = f"from {above} import {last}" if plain else f"from {name} import Record{symbol}"
        (at_top, lazy, typing)[made.whens[edge]].append(statement)
    return _text(made, module, (at_top, typing, lazy))


def _text(made: Shape, module: int, imports: tuple[list[str], list[str], list[str]]) -> str:
    at_top, typing, lazy = imports
    lines = ["from __future__ import annotations", "", *at_top]
    giver = made.consumers.get(module)
    if giver is not None:
        lines.append(f"from {made.names[giver]} import get_factory")
    if typing:
        lines += ["from typing import TYPE_CHECKING", "", "if TYPE_CHECKING:", *_indented(typing)]
    text = "\n".join(lines) + "\n"
    if made.is_package(module):
        return text
    text += FILLER.format(number=module)
    if lazy:
        text += "\n\ndef later() -> None:\n" + "\n".join(_indented(lazy)) + "\n"
    if giver is not None:
        text += "\n\ndef work(user: str) -> object:\n    return get_factory().create(user)\n"
    if made.is_test(module):
        text += f"\n\ndef test_total() -> None:\n    assert Record{module}('row', 1).total() == 1\n"
    return text


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def main() -> None:
    """Write the tree that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--modules", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    write_tree(given.directory, shape(given.modules, given.seed))


if __name__ == "__main__":
    main()
