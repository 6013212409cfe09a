"""What each module has to do with the symbol before that can go."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import NamedTuple

from graphkit.model.config import Deprecation
from graphkit.model.uses import Consumer, Trace, Use

CONSUMER = "consumer"
FACADE = "facade"
TEST = "test"
DEFINITION = "definition"


class Obligation(NamedTuple):
    """One module that must move, or vanish, before the symbol is gone."""

    module: str
    file: str
    role: str
    is_test: bool
    # its uses as a consumer; in a module that only re-exports, the bindings are counted
    uses: int
    # possible uses that nobody has signed off
    possible: tuple[Use, ...]
    # other modules that take the symbol from it, and that it takes from; patching is no taking
    takers: tuple[str, ...]
    givers: tuple[str, ...]
    # modules in which it puts something else in the name's place
    patches: tuple[str, ...]
    # holds the name by star imports alone and does nothing with it: there is nothing to edit
    passive: bool = False


def obligations(trace: Trace, deprecation: Deprecation | None = None) -> tuple[Obligation, ...]:
    """Return every module with a part in the symbol's flow, sorted by name.

    A test is one of the deprecated behaviour (role "test") when it takes the symbol straight from the
    definition and from nowhere else, nothing takes it from there, and no golden path names it. A module
    whose uses are all possible and signed off has no obligation. Cost: linear in uses and flow.
    """
    flow = _Flow(trace)
    consumers = {consumer.module: consumer for consumer in trace.consumers}
    passive, uses = _passive(trace, consumers), _uses(trace)
    found = []
    for module, file in sorted(_files(trace).items()):
        consumer = consumers.get(module)
        obligation = Obligation(
            module=module,
            file=file,
            role=_role(trace, deprecation, module, consumer, flow),
            is_test=consumer is not None and consumer.is_test,
            uses=uses.get(module, 0),
            possible=_unsigned(consumer, deprecation) if consumer else (),
            takers=tuple(sorted(flow.takers.get(module, ()))),
            givers=tuple(sorted(flow.givers.get(module, ()))),
            patches=tuple(sorted(flow.patches.get(module, ()))),
            passive=module in passive,
        )
        if consumer is None or obligation.role != CONSUMER or not _signed_off(consumer, obligation):
            found.append(obligation)
    return tuple(found)


def matches(path: str, patterns: Collection[str]) -> bool:
    """Whether a file is meant by one of some globs, by itself or by a directory that holds it.

    >>> matches("app/old/a.py", ["app/old"]), matches("a.py", ["**/*.py"]), matches("a.py", ["b.py"])
    (True, True, False)
    """
    return any(
        fnmatchcase(path, form) or fnmatchcase(path, f"{form.rstrip('/')}/*")
        for pattern in patterns
        for form in (pattern, pattern.removeprefix("**/"))
    )


class _Flow:
    """Module → modules it takes from, that take from it, and that it patches; itself never among them."""

    def __init__(self, trace: Trace) -> None:
        self.givers: dict[str, set[str]] = {}
        self.takers: dict[str, set[str]] = {}
        self.patches: dict[str, set[str]] = {}
        for edge in trace.flow:
            taker, giver = edge.taker.module, edge.giver.module
            if taker == giver:
                continue
            if edge.how == "patch_string":
                self.patches.setdefault(taker, set()).add(giver)
            else:
                self.givers.setdefault(taker, set()).add(giver)
                self.takers.setdefault(giver, set()).add(taker)


def _role(
    trace: Trace, deprecation: Deprecation | None, module: str, consumer: Consumer | None, flow: _Flow
) -> str:
    definitions = {definition.module for definition in trace.definitions}
    if module in definitions:
        return DEFINITION
    if consumer is None or module in trace.facades:
        return FACADE
    golden = {test for path in deprecation.golden_paths for test in path.tests} if deprecation else ()
    givers = flow.givers.get(module)
    straight = givers is not None and givers <= definitions and module not in flow.takers
    return TEST if consumer.is_test and straight and consumer.file not in golden else CONSUMER


def _passive(trace: Trace, consumers: Collection[str]) -> set[str]:
    """Find the modules that hold the name by star imports alone, use it nowhere and export it by no entry."""
    ways: dict[str, set[str]] = {}
    for edge in trace.flow:
        ways.setdefault(edge.taker.module, set()).add(edge.how if edge.taker.name else "use")
    exporting = {use.file for use in trace.exports}
    files = _files(trace)
    return {
        module
        for module, how in ways.items()
        if how == {"star_import"} and module not in consumers and files[module] not in exporting
    }


def _unsigned(consumer: Consumer, deprecation: Deprecation | None) -> tuple[Use, ...]:
    if deprecation and matches(consumer.file, deprecation.signed_off):
        return ()
    return tuple(use for use in consumer.uses if use.certainty == "possible")


def _signed_off(consumer: Consumer, obligation: Obligation) -> bool:
    """Whether nothing but signed-off possible uses makes the module matter."""
    parts = obligation.possible or obligation.givers or obligation.takers or obligation.patches
    return not parts and all(use.certainty == "possible" for use in consumer.uses)


def _files(trace: Trace) -> dict[str, str]:
    """Return module → its file; where nothing else says it, a statement that binds the name does."""
    files = {edge.taker.module: edge.file for edge in trace.flow}
    files |= {reexport.module: reexport.file for reexport in trace.reexports}
    files |= {consumer.module: consumer.file for consumer in trace.consumers}
    return files | {definition.module: definition.file for definition in trace.definitions}


def _uses(trace: Trace) -> dict[str, int]:
    uses: dict[str, int] = {}
    for reexport in trace.reexports:
        uses[reexport.module] = uses.get(reexport.module, 0) + 1
    return uses | {consumer.module: len(consumer.uses) for consumer in trace.consumers}
