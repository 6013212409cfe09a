"""Names: how a symbol of the analysed code is written."""

from __future__ import annotations

from typing import NamedTuple


class Symbol(NamedTuple):
    """`pkg.mod:name`; with `name == ""` the whole module `pkg.mod`."""

    module: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.module}:{self.name}" if self.name else self.module


def parse_symbol(text: str) -> Symbol:
    """Read `pkg.mod:name`; without a colon the whole text is the module.

    >>> parse_symbol("pkg.mod:make")
    Symbol(module='pkg.mod', name='make')
    """
    module, _, name = text.partition(":")
    return Symbol(module, name)


def parent(module: str) -> str:
    """The package that holds `module`, or "" for a top-level one.

    >>> parent("pkg.sub.mod")
    'pkg.sub'
    """
    return module.rpartition(".")[0]
