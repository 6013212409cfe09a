"""Short ways to read a source text, for the tests of the parser."""

from __future__ import annotations

import textwrap

from graphkit.extract.module_facts import module_facts, occurrences, parse
from graphkit.model.facts import Binding, ModuleFacts, Occurrences


def read(source: str) -> ModuleFacts:
    return module_facts(parse(textwrap.dedent(source).encode()))


def occur(source: str, name: str = "make") -> Occurrences:
    return occurrences(parse(textwrap.dedent(source).encode()), name)


def short(bindings: tuple[Binding, ...]) -> list[tuple[str, str, int]]:
    """(name, kind, line) of each binding."""
    return [(binding.name, binding.kind, binding.place.line) for binding in bindings]
