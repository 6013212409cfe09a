"""Whether the steps of a given order can be taken one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graphkit.analysis.rank_reasons import some
from graphkit.model.imports import CALL_TIME, TYPE_CHECKING
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.plan import BrokenTake, OrderStep, Refusal
from graphkit.model.uses import FlowEdge, Trace

# a name that goes from such a statement's source goes from the taker too, without an error of its own
_SILENT_HANDOVER = ("star_import", "lazy")
_OWN_KINDS = ("call", "reference", "decorator", "base_class", "annotation")
_WORDS = {
    "import_time": ("statement fails at import", "statements fail at import"),
    "call_time": ("fails when it is reached", "fail when they are reached"),
    "patch": (
        "patch string dangles, so that its test fails",
        "patch strings dangle, so that their tests fail",
    ),
    "silent": ("fails silently, in a guard", "fail silently, in guards"),
    "type_checking": ("is wrong for type checkers", "are wrong for type checkers"),
    "possible": ("possible use to look at", "possible uses to look at"),
}


class Verdict(NamedTuple):
    """What is wrong with an order, and what is only odd."""

    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]


def refused_steps(trace: Trace, steps: Sequence[OrderStep]) -> Verdict:
    """Refuse each step that breaks a statement which no earlier step, nor the step itself, has moved.

    The steps name modules (not files) that are known to exist. Removing takes away a binding, or with a
    module's name all that the module holds; migrating takes away all that a module takes and hands on. Cost:
    linear in steps times the statements that take from what goes.
    """
    return _Checker(trace, steps).run()


class _Checker:
    def __init__(self, trace: Trace, steps: Sequence[OrderStep]) -> None:
        self.trace = trace
        self.steps = steps
        self.takers: dict[Symbol, list[FlowEdge]] = {}
        self.givers: dict[Symbol, set[Symbol]] = {}
        self.held: dict[str, set[Symbol]] = {}
        for edge in trace.flow:
            self.takers.setdefault(edge.giver, []).append(edge)
            self.givers.setdefault(edge.taker, set()).add(edge.giver)
            for symbol in (edge.giver, edge.taker):
                if symbol.name:
                    self.held.setdefault(symbol.module, set()).add(symbol)
        for definition in trace.definitions:
            symbol = Symbol(definition.module, definition.name)
            self.held.setdefault(symbol.module, set()).add(symbol)
        self.consumers = {consumer.module: consumer for consumer in trace.consumers}
        self.patching = {edge.taker.module for edge in trace.flow if edge.how == "patch_string"}
        self.possible: dict[str, list[BrokenTake]] = {}
        for consumer in trace.consumers:
            for use in consumer.uses:
                if use.certainty == "possible":
                    take = BrokenTake(consumer.module, use.file, use.line, use.source, "possible")
                    self.possible.setdefault(use.source, []).append(take)
        # module → the first step that migrates it
        self.moved_in: dict[str, int] = {}
        self.removed_in: dict[Symbol, int] = {}
        for number, step in enumerate(steps, 1):
            for module in step.migrate:
                self.moved_in.setdefault(module, number)
        self.refusals: list[Refusal] = []
        self.notes: list[str] = []

    def run(self) -> Verdict:
        moved: set[str] = set()
        for number, step in enumerate(self.steps, 1):
            for module in step.migrate:
                self._contradictions(number, module, moved)
                moved.add(module)
            gone: dict[Symbol, str] = {}
            for name in step.remove:
                for symbol in self._bindings(number, name):
                    gone[symbol] = f"remove {name}"
            for module in step.migrate:
                for symbol in self.held.get(module, ()):
                    gone.setdefault(symbol, f"migrate {module}")
            self._breaks(number, gone, moved)
        return Verdict(tuple(self.refusals), tuple(self.notes))

    def _contradictions(self, number: int, module: str, moved: set[str]) -> None:
        if module in moved:
            if module in self.patching:
                # a test moves with each module in which it patches the name
                return
            first = self.moved_in[module]
            why = f"step {first} migrates it already" if first < number else "the step names it twice"
            self.refusals.append(Refusal(number, f"migrate {module}", (), why))
        elif module not in self.held and module not in self.consumers:
            self.notes.append(
                f"step {number}: {module} does not take the symbol: nothing is to be done there"
            )

    def _bindings(self, number: int, name: str) -> Iterable[Symbol]:
        """What goes with a removal; refuses what is not there."""
        asked = parse_symbol(name)
        held = self.held.get(asked.module, set())
        found = sorted(symbol for symbol in held if asked.name in ("", symbol.name))
        if not found:
            nearest = f"; it holds {', '.join(sorted(s.name for s in held))}" if held else ""
            why = f"{asked.module} does not hold the symbol under that name{nearest}"
            self.refusals.append(Refusal(number, f"remove {name}", (), why))
        for symbol in found:
            if symbol in self.removed_in:
                why = f"step {self.removed_in[symbol]} removes it already"
                self.refusals.append(Refusal(number, f"remove {name}", (), why))
            else:
                self.removed_in[symbol] = number
                yield symbol

    def _breaks(self, number: int, gone: Mapping[Symbol, str], moved: set[str]) -> None:
        by_what: dict[str, set[BrokenTake]] = {}
        for symbol, what in sorted(gone.items()):
            by_what.setdefault(what, set()).update(self._broken(symbol, moved))
        for what, found in by_what.items():
            breaks = tuple(sorted(found))
            modules = sorted({broken.module for broken in breaks if broken.when != "possible"})
            if modules:
                before = tuple((module, self.moved_in.get(module, 0)) for module in modules)
                self.refusals.append(Refusal(number, what, before, _why(breaks), breaks))
            elif breaks:
                self.notes.append(f"step {number}: {what}: {_why(breaks)}")

    def _broken(self, symbol: Symbol, moved: set[str]) -> Iterable[BrokenTake]:
        """What takes the binding, in modules that have not moved; through stars and lazy tables onwards."""
        queue, seen = [symbol], {symbol}
        while queue:
            giver = queue.pop()
            yield from self._own_uses(giver, moved)
            for edge in self.takers.get(giver, ()):
                if edge.taker.module in moved or edge.taker in self.removed_in:
                    continue
                if edge.how in _SILENT_HANDOVER and edge.taker.name:
                    if edge.taker not in seen and not self._other_source(edge, seen):
                        seen.add(edge.taker)
                        queue.append(edge.taker)
                else:
                    yield _take(edge)
            yield from (take for take in self.possible.get(str(giver), ()) if take.module not in moved)

    def _other_source(self, edge: FlowEdge, gone: set[Symbol]) -> bool:
        """Whether the taker has the name from elsewhere too."""
        return any(giver not in gone and giver not in self.removed_in for giver in self.givers[edge.taker])

    def _own_uses(self, symbol: Symbol, moved: set[str]) -> Iterable[BrokenTake]:
        """Uses of the name in the module that loses it."""
        consumer = self.consumers.get(symbol.module)
        if consumer is None or symbol.module in moved:
            return
        for use in consumer.uses:
            if use.kind in _OWN_KINDS and use.name == symbol.name and use.certainty == "certain":
                yield BrokenTake(symbol.module, use.file, use.line, str(symbol), _when(use.when, use.guarded))


def _take(edge: FlowEdge) -> BrokenTake:
    when = "patch" if edge.how == "patch_string" else _when(edge.when, edge.guarded)
    return BrokenTake(edge.taker.module, edge.file, edge.line, str(edge.giver), when)


def _when(when: str, guarded: bool) -> str:
    if when == TYPE_CHECKING:
        return "type_checking"
    if guarded:
        return "silent"
    return "call_time" if when == CALL_TIME else "import_time"


def _why(breaks: Sequence[BrokenTake]) -> str:
    parts = []
    for when, (one, many) in _WORDS.items():
        found = [broken for broken in breaks if broken.when == when]
        if found:
            places = some([f"{broken.file}:{broken.line}" for broken in found])
            parts.append(f"{len(found)} {one if len(found) == 1 else many} ({places})")
    return "; ".join(parts)
