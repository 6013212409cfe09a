"""Running one module in thought: which of its steps raises, who catches that, and what is skipped then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graphkit.analysis.breakage_events import Event, fault_of
from graphkit.analysis.breakage_worlds import AT_START, QUIET, Fault, Raised, Run, World
from graphkit.model.facts import Handler, PathStep, Place
from graphkit.model.imports import IMPORT_TIME

_EVERY = ("Exception", "BaseException")
# exception → what else catches it
_KINDS_OF = {
    "ModuleNotFoundError": ("ImportError", *_EVERY),
    "UnboundLocalError": ("NameError", *_EVERY),
}
# what the flag of a place says of the handlers around it, where these are not at hand
_GUARDED_IMPORT = Handler(("ImportError",))
_GUARDED = Handler(("AttributeError", "ImportError", "NameError"))


class Caught(NamedTuple):
    """What becomes of an error: the one that leaves in the end ("" when swallowed), and who caught it.

    `by`: (branch, arm of the handler) of each handler on the way.
    """

    error: str
    by: tuple[tuple[int, int], ...]


def caught(place: Place, error: str) -> Caught:
    """Follow an error that is raised at `place` outward through the handlers of its scope."""
    by = []
    for step in reversed(place.path):
        for index, handler in enumerate(step.handlers):
            if _catches(handler, error):
                by.append((step.branch, index + 1))
                if not handler.raises:
                    return Caught("", tuple(by))
                error = error if handler.raises == "same" else handler.raises
                break
    in_class = bool(place.scope) and place.scope[-1].kind in ("class", "comprehension")
    handlers = [_GUARDED_IMPORT] * place.guarded_import + [_GUARDED] * place.guarded
    if in_class and any(_catches(handler, error) for handler in handlers):
        return Caught("", tuple(by))
    return Caught(error, tuple(by))


def _catches(handler: Handler, error: str) -> bool:
    return any(name == error or name in _KINDS_OF.get(error, _EVERY) for name in handler.catches)


def runs_with_its_module(place: Place) -> bool:
    """Whether what stands there runs when its module is imported."""
    return place.when == IMPORT_TIME and all(step.kind in ("class", "comprehension") for step in place.scope)


def run_module(world: World, module: str, events: Sequence[Event]) -> Run:
    """Run the events of one module, in order, up to the first error that nothing catches.

    The packages above it are taken to be there: see `World.outcome`.
    """
    refused = world.resolver.facts[module].errors
    if refused:
        line, what = refused[0]
        return Run(Raised(Fault("SyntaxError", what), AT_START._replace(line=line), "import"))
    work = _Work(world, module)
    failure = None
    for event in events:
        place = event.place
        path = place.path if not place.scope else ()
        if work.is_skipped(place, path):
            continue
        fault = fault_of(world, module, event)
        if fault is None:
            continue
        failure = work.meet(Raised(fault, place, event.kind), path)
        if failure is not None:
            break
    return work.so_far()._replace(failure=failure)


class _Work:
    """What one run has met so far; the world is told, since later steps depend on it."""

    def __init__(self, world: World, module: str) -> None:
        self.world = world
        self.module = module
        self.skipped: dict[int, int] = {}
        self.caught_by: set[tuple[int, int]] = set()
        self.swallowed: list[Raised] = []
        self.possible: list[Raised] = []
        world.runs[module] = QUIET

    def so_far(self) -> Run:
        handlers = frozenset(self.caught_by)
        return Run(None, dict(self.skipped), tuple(self.swallowed), tuple(self.possible), handlers)

    def is_skipped(self, place: Place, path: tuple[PathStep, ...]) -> bool:
        return any(
            step.kind in ("try", "else", "suppress")
            and place.offset > self.skipped.get(step.branch, place.offset)
            for step in path
        )

    def meet(self, raised: Raised, path: tuple[PathStep, ...]) -> Raised | None:
        """Note an error; return what leaves the module."""
        fault, place = raised.fault, raised.place
        after = caught(place, fault.error)
        reason = fault.reason or self._why_it_may_not_run(path)
        for other in () if reason else fault.others:
            if (caught(place, other).error == "") != (after.error == ""):
                reason = f"{other} may be raised before it"
        if reason:
            doubted = raised._replace(fault=fault._replace(error=after.error or fault.error, reason=reason))
            (self.possible if after.error else self.swallowed).append(doubted)
            return None
        for branch, arm in after.by:
            self.skipped[branch] = place.offset
            self.caught_by.add((branch, arm))
        if after.error:
            earlier = {one.fault.error for one in self.possible}
            others = tuple(sorted({*fault.others, *earlier} - {after.error}))
            return raised._replace(fault=fault._replace(error=after.error, others=others))
        self.swallowed.append(raised)
        self.world.runs[self.module] = self.so_far()
        return None

    def _why_it_may_not_run(self, path: tuple[PathStep, ...]) -> str:
        for step in path:
            if step.kind == "except" and (step.branch, step.arm) not in self.caught_by:
                return "in a handler that runs only when the `try` above it fails"
            if step.kind in ("if", "case", "") and step.state != "always":
                return "under a condition that only running the code decides"
            if step.kind == "loop":
                return "in a loop that may have no turns"
        return ""
