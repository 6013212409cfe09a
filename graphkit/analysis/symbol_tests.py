"""Which tests name the deprecated symbol itself, and in which of their functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.model.names import parse_symbol
from graphkit.model.testing import BINDS, PATCHES, Suite, SuitePart, SymbolTest
from graphkit.model.uses import Trace

_AT_THE_TOP = ("import", "reexport", "star_import", "export")


class _Place(NamedTuple):
    line: int
    # the statement that only brings the name into the module
    brings: bool
    # the module whose attribute is patched, "" for anything else
    patched: str


def modules_that_name_it(trace: Trace) -> tuple[str, ...]:
    """Return the modules among the tests that bind or patch the symbol, sorted."""
    return tuple(sorted({module for module, _ in _places(trace)}))


def symbol_tests(
    trace: Trace, suite: Suite, parts: Mapping[str, Sequence[SuitePart]]
) -> tuple[SymbolTest, ...]:
    """Return each module among the tests that names the symbol, once for binding and once for patching it.

    `parts` holds what pytest sees in each of `modules_that_name_it`. A reference that is left behind, to an
    attribute the patched module does not have, counts as patching. A use in a fixture is a use of
    all tests of the file that ask for it; one outside of any test gives the class, or the file.
    """
    files = {consumer.module: consumer.file for consumer in trace.consumers}
    files |= {dangling.module: dangling.file for dangling in trace.dangling}
    places: dict[tuple[str, str], list[_Place]] = {}
    for module, place in _places(trace):
        places.setdefault((module, PATCHES if place.patched else BINDS), []).append(place)
    return tuple(
        _symbol_test(module, files[module], how, found, suite, parts.get(module, ()))
        for (module, how), found in sorted(places.items())
    )


def _places(trace: Trace) -> Iterator[tuple[str, _Place]]:
    tests = {consumer.module for consumer in trace.consumers if consumer.is_test}
    for consumer in trace.consumers:
        for use in consumer.uses if consumer.module in tests else ():
            patched = parse_symbol(use.source).module if use.kind == "patch_string" else ""
            yield consumer.module, _Place(use.line, use.kind in _AT_THE_TOP and not use.scope, patched)
    for dangling in trace.dangling:
        if dangling.kind == "patch_string":
            yield dangling.module, _Place(dangling.line, False, parse_symbol(dangling.through).module)


def _symbol_test(
    module: str, file: str, how: str, places: list[_Place], suite: Suite, parts: Sequence[SuitePart]
) -> SymbolTest:
    lines = tuple(sorted({place.line for place in places}))
    patches = tuple(sorted({place.patched for place in places if place.patched}))
    helper = module not in suite.by_name
    inside = [place for place in places if not place.brings] or places
    ids = () if helper else node_ids(file, (place.line for place in inside), parts)
    return SymbolTest(module, file, how, ids, lines, patches, helper)


def node_ids(file: str, lines: Iterable[int], parts: Sequence[SuitePart]) -> tuple[str, ...]:
    """Return pytest's ids of the tests of one file that run some of its lines; sorted.

    >>> node_ids("test_a.py", [3], [SuitePart("test", "TestA::test_b", 2, 4)])
    ('test_a.py::TestA::test_b',)
    """
    names = {name for line in lines for name in _names_at(line, parts)}
    if "" in names:
        return (file,)
    return tuple(
        sorted(
            f"{file}::{name}"
            for name in names
            if not any(name.startswith(f"{other}::") for other in names if other != name)
        )
    )


def _names_at(line: int, parts: Sequence[SuitePart]) -> set[str]:
    """The tests and classes that run a line; "" for the whole file."""
    around = [part for part in parts if part.first <= line <= part.last]
    if not around:
        return {""}
    part = max(around, key=lambda part: part.first)
    return {part.name} if part.kind != "fixture" else _users(part, parts)


def _users(fixture: SuitePart, parts: Sequence[SuitePart]) -> set[str]:
    """The tests of the file that get a fixture, even through another; "" when none of them asks for it."""
    wanted, found = [fixture], set()
    known = {fixture}
    while wanted:
        one = wanted.pop()
        if one.autouse:
            found.add(one.owner)
            continue
        for part in parts:
            if one.name not in part.asks or not _sees(part, one):
                continue
            if part.kind != "fixture":
                found.add(part.name)
            elif part not in known:
                known.add(part)
                wanted.append(part)
    return found or {""}


def _sees(part: SuitePart, fixture: SuitePart) -> bool:
    """Whether a fixture of a class is one that `part` can ask for."""
    inside = part.name if part.kind == "class" else part.owner
    return not fixture.owner or inside == fixture.owner or inside.startswith(f"{fixture.owner}::")
