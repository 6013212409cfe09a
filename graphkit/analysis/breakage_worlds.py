"""One state of the tree, before or after a removal: which modules are there and which names they hold.

A world knows what running its modules has shown so far (`runs`): what failed, and what a handler skipped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graphkit.analysis.loading import runs_at_import
from graphkit.analysis.reaching import Reached, reaching
from graphkit.analysis.resolution import Resolver
from graphkit.model.facts import Binding, ModuleFacts, Place, Value
from graphkit.model.imports import IMPORT_TIME
from graphkit.model.tree import SourceTree

# attributes that every module has, whatever its text says
_GIVEN = frozenset(
    {
        *("__builtins__", "__cached__", "__class__", "__dict__", "__doc__", "__file__", "__loader__"),
        *("__name__", "__package__", "__path__", "__spec__"),
    }
)
# arms of a `try` that are left when its body fails
_BODY = frozenset({"try", "else", "suppress"})


def above(module: str) -> list[str]:
    """The packages that hold a module, outermost first."""
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


class Fault(NamedTuple):
    """Why a statement raises."""

    error: str
    what: str
    # modules it falls with: from the one imported here to the one whose own statement raises
    via: tuple[str, ...] = ()
    # why it is not certain, "" when it is
    reason: str = ""
    # what an earlier statement may raise instead, of which that is not certain
    others: tuple[str, ...] = ()


def worst(faults: Iterable[Fault]) -> Fault | None:
    """The first that is certain, else the first."""
    found = list(faults)
    certain = (fault for fault in found if not fault.reason)
    return next(certain, found[0] if found else None)


class Raised(NamedTuple):
    """A statement that raises."""

    fault: Fault
    place: Place
    kind: str


class Run(NamedTuple):
    """What happens when one module is imported."""

    failure: Raised | None = None
    # branch → the offset at which its body was left for a handler
    skipped: Mapping[int, int] = {}
    # errors that a handler swallows
    swallowed: tuple[Raised, ...] = ()
    # what may raise: in branches of which the text does not tell whether they run
    possible: tuple[Raised, ...] = ()
    # (branch, arm) of the handlers that ran
    handlers: frozenset[tuple[int, int]] = frozenset()


QUIET = Run()
# before the first statement of a file
AT_START = Place(0, 0, -1, (), (), IMPORT_TIME, False, False)


class World:
    """The modules of one tree; `home` resolves module names as the tree before the removal does."""

    def __init__(
        self, tree: SourceTree, facts: Mapping[str, ModuleFacts], home: Resolver | None = None
    ) -> None:
        self.tree = tree
        self.resolver = Resolver(tree, facts, runtime=True)
        self.home = home or self.resolver
        self.runs: dict[str, Run] = {}

    def run(self, module: str) -> Run:
        """What running `module` has shown so far."""
        return self.runs.get(module, QUIET)

    def executed(self, module: str, binding: Binding) -> bool:
        """Whether the binding's statement runs, as far as that is known."""
        skipped, handlers = self.run(module).skipped, self.run(module).handlers
        if not skipped:
            return True
        place = binding.place
        if any(
            step.kind == "except" and step.branch in skipped and (step.branch, step.arm) not in handlers
            for step in place.path
        ):
            return False
        return not any(
            step.kind in _BODY
            and (left := skipped.get(step.branch)) is not None
            and (place.offset >= left or self._same_statement(module, binding, step.branch))
            for step in place.path
        )

    def _same_statement(self, module: str, binding: Binding, branch: int) -> bool:
        """Whether the statement that raised is this one: a name is bound after its value is worked out."""
        if binding.kind == "import":
            return False
        raised = [item for item in self.run(module).swallowed if item.place.line == binding.place.line]
        return any(step.branch == branch for item in raised for step in item.place.path)

    def lacks(
        self,
        module: str,
        name: str,
        place: Place | None = None,
        busy: frozenset[tuple[str, str]] = frozenset(),
    ) -> str | None:
        """Whether `module.name` is missing: None when it is there, "" when not, else why it may be.

        With a `place` of that module, the name as it stands there. Cost: the chain of its re-exports.
        """
        if (module, name) in busy:
            return ""
        busy |= {(module, name)}
        child = f"{module}.{name}"
        if name in _GIVEN or (self.resolver.is_package(module) and self.resolver.is_module(child)):
            return None
        if module not in self.tree.modules:
            return ""
        own = [b for b in self.resolver.names(module).get(name, []) if self.executed(module, b)]
        doubts = []
        for star in self.resolver.stars(module):
            if self.executed(module, star):
                missing = self._star_lacks(module, star, name, busy)
                if missing is None:
                    own.append(star)
                elif missing:
                    doubts.append(missing)
        own.sort(key=lambda binding: binding.place.offset)
        found = self._reached(own, place)
        if found.bindings or self.resolver.stores.get((module, name)):
            return self._in_part(module, name, found, place)
        opened = self.resolver.names(module).get("*", [])
        doubts += [f"{module}: {binding.value.name}" for binding in opened]
        bound = self.home.names(module).get(name, [])
        if bound and not any(map(runs_at_import, bound)):
            # other modules are known to set such names
            doubts.append(f"{module} binds {name} for type checkers or in functions only")
        if place is not None:
            return doubts[0] if doubts else ""
        return self._on_demand(module, name, doubts, busy)

    def _in_part(self, module: str, name: str, found: Reached, place: Place | None) -> str | None:
        """Why a name that lost a binding may be missing: the others do not bind it on every way."""
        if not found.maybe_unbound or not self.lost(module, name):
            return None
        ran = self.run(module).handlers
        if any((step.branch, step.arm) in ran for b in found.bindings for step in b.place.path):
            return None
        before = self.home.names(module).get(name, [])
        covered = not self._reached(before, place).maybe_unbound
        return f"{module} binds {name} in some branches only" if covered else None

    def _reached(self, bindings: list[Binding], place: Place | None) -> Reached:
        if place is None:
            return reaching(bindings, runtime=True)
        path = () if place.scope else place.path
        return reaching(bindings, path, place.offset, runtime=True)

    def lost(self, module: str, name: str) -> bool:
        """Whether a statement that binds the name went."""
        return len(self.home.names(module).get(name, [])) > len(self.resolver.names(module).get(name, []))

    def _star_lacks(
        self, module: str, star: Binding, name: str, busy: frozenset[tuple[str, str]]
    ) -> str | None:
        source = self.home.module(module, star.value.module)
        if source is None:
            return f"{module} takes every name of {star.value.module}, which is outside the roots"
        if not self.resolver.is_module(source) or source == module:
            return ""
        exports = self.resolver.exports(source)
        if name in exports.names or (exports.public and not name.startswith("_")):
            return self.lacks(source, name, busy=busy)
        return f"the __all__ of {source} cannot be read" if exports.partial else ""

    def _on_demand(
        self, module: str, name: str, doubts: list[str], busy: frozenset[tuple[str, str]]
    ) -> str | None:
        """The same for a name that no statement binds: a module-level `__getattr__` may give it."""
        lazy = self.resolver.lazy(module)
        if name in lazy:
            value = self._provided(module, name)
            return self._value_lacks(module, value, busy) if value is not None else None
        for item in lazy.get("*", []):
            things = self.resolver.follow(
                self.resolver.takes(module, item.values[0], self.resolver.at(module, None))
            )
            for thing in things:
                if thing.kind == "module" and thing.module != module:
                    return self.lacks(thing.module, name, busy=busy)
        facts = self.resolver.facts.get(module)
        if facts is not None and facts.open_getattr and not name.startswith("__"):
            return f"{module}.__getattr__ cannot be read"
        return doubts[0] if doubts else ""

    def _provided(self, module: str, name: str) -> Value | None:
        """Of the places that a name provided on demand may come from, the one that it does come from."""
        home = self.home
        for item in self.resolver.lazy(module).get(name, []):
            for value in item.values:
                things = home.follow(home.takes(module, value, home.at(module, None)))
                if any(thing.kind in ("symbol", "module") for thing in things):
                    return value
        return None

    def _value_lacks(self, module: str, value: Value, busy: frozenset[tuple[str, str]]) -> str | None:
        if value.kind not in ("from", "module", "as", "top"):
            things = self.resolver.follow(self.resolver.takes(module, value, self.resolver.at(module, None)))
            return "" if things and all(thing.kind == "missing" for thing in things) else None
        source = self.home.module(module, value.module)
        if source is None:
            return None
        if not self.resolver.is_module(source):
            return ""
        return self.lacks(source, value.name, busy=busy) if value.kind == "from" else None

    def load(self, importer: str, module: str) -> Fault | None:
        """Why importing `module` from `importer` raises; its packages are imported first."""
        parts = module.split(".")
        doubt = None
        for length in range(1, len(parts) + 1):
            name = ".".join(parts[:length])
            if not self.resolver.is_module(name):
                return Fault("ModuleNotFoundError", f"No module named {name!r}")
            # a package above the importer is being imported, or fails before anything in it runs
            fault = None if importer.startswith(f"{name}.") else self._failed(importer, name)
            if fault is not None and not fault.reason:
                return fault
            doubt = doubt or fault
        return doubt

    def _failed(self, importer: str, module: str) -> Fault | None:
        """Why running `module` for `importer` raises, or may raise; what it imports itself is known."""
        run = self.run(module)
        raised = run.failure or (run.possible[0] if run.possible else None)
        # what fails only because of the importer does not fail while that is being imported
        if raised is None or importer == module or importer in raised.fault.via:
            return None
        return raised.fault._replace(via=(module, *raised.fault.via))

    def outcome(self, module: str) -> Raised | None:
        """What comes of importing `module` alone: what it raises, or the first package above it that does.

        What only may raise has a reason.
        """
        parts = module.split(".")
        doubt = None
        for length in range(1, len(parts)):
            fault = self._failed(module, ".".join(parts[:length]))
            if fault is not None and not fault.reason:
                return Raised(fault, AT_START, "import")
            doubt = doubt or fault
        run = self.run(module)
        if run.failure is None:
            for length in range(1, len(parts)):
                above = self.run(".".join(parts[:length])).failure
                if above is not None:
                    # it falls in a cycle of imports through this module
                    return Raised(above.fault._replace(via=(".".join(parts[:length]),)), AT_START, "import")
        maybe = Raised(doubt, AT_START, "import") if doubt is not None else None
        return run.failure or maybe or (run.possible[0] if run.possible else None)

    def last_line(self, module: str) -> float:
        """The line of the statement of `module` itself that is certain to raise; infinite without one."""
        raised = self.run(module).failure
        return math.inf if raised is None else raised.place.line

    def outcomes(self) -> dict[str, Raised]:
        """Every module that raises, or may, when it is imported; what lies below a package falls with it."""
        hit = {module for module, run in self.runs.items() if run.failure is not None or run.possible}
        packages = {module for module in hit if self.resolver.is_package(module)}
        inside = self.tree.modules if packages else ()
        below = {module for module in inside if packages.intersection(above(module))}
        found = {module: self.outcome(module) for module in sorted(hit | below)}
        return {module: raised for module, raised in found.items() if raised is not None}

    def member(self, importer: str, module: str, name: str, *, imported: bool) -> Fault | None:
        """Why taking `name` from `module` raises: by `from module import name`, or as an attribute."""
        missing = self.lacks(module, name)
        child = f"{module}.{name}"
        bound = any(map(runs_at_import, self.resolver.names(module).get(name, [])))
        if missing is None:
            if imported and not bound and self.resolver.is_module(child):
                return self.load(importer, child)
            if not bound and self.resolver.is_module(child):
                return self._unloaded(importer, module, name)
            return self._demanded(importer, module, name) if not bound else None
        failed = self._demanded(importer, module, name)
        if failed is not None:
            return failed
        if imported:
            return Fault("ImportError", f"cannot import name {name!r} from {module!r}", reason=missing)
        return Fault("AttributeError", f"module {module!r} has no attribute {name!r}", reason=missing)

    def _unloaded(self, importer: str, module: str, name: str) -> Fault | None:
        """Why a submodule may be no attribute: what imported it for all is gone."""
        child = f"{module}.{name}"
        bound_before = any(map(runs_at_import, self.home.names(module).get(name, [])))
        own = (self.home.module(importer, b.value.module) for b in self.bindings(importer) if b.value.module)
        if not bound_before or child in own:
            return None
        what = f"module {module!r} has no attribute {name!r}"
        return Fault("AttributeError", what, reason=f"unless something has imported {child}")

    def _demanded(self, importer: str, module: str, name: str) -> Fault | None:
        """Why a name that is provided on demand cannot be: the module it comes from fails."""
        value = self._provided(module, name)
        source = self.home.module(module, value.module) if value is not None and value.module else None
        return self.load(importer, source) if source is not None else None

    def bindings(self, module: str) -> list[Binding]:
        """The module-level bindings that run when the module is imported, in order."""
        facts = self.resolver.facts.get(module) if module in self.tree.modules else None
        return [b for b in facts.bindings if runs_at_import(b)] if facts is not None else []
