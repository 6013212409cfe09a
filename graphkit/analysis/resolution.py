"""What a name stands for: following bindings from module to module to their definitions.

Two steps alternate. `takes` reads one value and says what it is taken from, one step on:
a member of another module, a module, an own definition. `denote` follows members until only
definitions, modules and things that cannot be known are left. Files are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.analysis.exports import read_exports
from graphkit.analysis.loading import overwritten
from graphkit.analysis.modules import absolute
from graphkit.analysis.on_demand import on_demand
from graphkit.analysis.reaching import Reached, reaching
from graphkit.analysis.taking import no_lookup, taken_from
from graphkit.analysis.texts import text_of
from graphkit.analysis.things import NOTHING, Exports, Lookup, Thing, Things
from graphkit.model.facts import Binding, LazyName, ModuleFacts, PathStep, Value
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceTree

MAX_CHAIN = 400
# assignments that one value is followed through inside a module
MAX_NESTED = 40


class Resolver:
    """Resolves names over one tree; holds nothing but what it has already worked out.

    `runtime`: the namespaces as CPython leaves them after every module was imported. Otherwise every
    branch counts, the typing-only ones too, as do names provided on demand.
    `stop`: symbols that are not followed further, though they are bound to something else.
    """

    def __init__(
        self,
        tree: SourceTree,
        facts: Mapping[str, ModuleFacts],
        *,
        runtime: bool = False,
        typing: bool = False,
        stop: frozenset[Symbol] = frozenset(),
    ) -> None:
        self.tree = tree
        self.facts = facts
        self.runtime = runtime
        self.typing = typing
        self.stop = stop
        self._index: dict[str, dict[str, list[Binding]]] = {}
        self._stars: dict[str, list[Binding]] = {}
        self._lazy: dict[str, dict[str, list[LazyName]]] = {}
        self._denoted: dict[tuple[str, str], Things] = {}
        self._exports: dict[str, Exports] = {}
        self._busy: dict[tuple[str, str], int] = {}
        self._low = MAX_CHAIN
        self._nested = 0
        self._loads: dict[str, frozenset[str]] = {}
        # (module, name) → who sets that attribute from outside, see `learn_stores`
        self.stores: dict[tuple[str, str], list[tuple[str, Binding]]] = {}

    # ------------------------------------------------------------ namespaces

    def names(self, module: str) -> Mapping[str, list[Binding]]:
        """The names that the module's own statements bind, with their bindings in order."""
        index = self._index.get(module)
        if index is None:
            index = {}
            facts = self.facts.get(module)
            stars = []
            for binding in facts.bindings if facts is not None else ():
                if binding.kind == "star":
                    stars.append(binding)
                elif binding.kind not in ("declare", "store"):
                    index.setdefault(binding.name, []).append(binding)
            self._index[module] = index
            self._stars[module] = stars
        return index

    def stars(self, module: str) -> list[Binding]:
        """The module's star imports, in order."""
        self.names(module)
        return self._stars[module]

    def lazy(self, module: str) -> Mapping[str, list[LazyName]]:
        """The names that the module provides on demand."""
        lazy = self._lazy.get(module)
        if lazy is None:
            lazy = {}
            facts = self.facts.get(module)
            for item in facts.lazy if facts is not None else ():
                lazy.setdefault(item.name, []).append(item)
            self._lazy[module] = lazy
        return lazy

    def bound(
        self, module: str, name: str, path: tuple[PathStep, ...] = (), offset: int | None = None
    ) -> Reached:
        """The module-level bindings of `name` that reach a place of the module, or its end."""
        own = self.names(module).get(name, [])
        stars = [star for star in self._stars[module] if self._star_gives(module, star, name)]
        if stars:
            own = sorted([*own, *stars], key=lambda binding: binding.place.offset)
        if not own:
            return Reached((), True)
        return reaching(own, path, offset, runtime=self.runtime and not self.typing)

    def _star_gives(self, module: str, star: Binding, name: str) -> bool:
        source = self.module(module, star.value.module)
        if source is None or source == module:
            return False
        exports = self.exports(source)
        if name in exports.names:
            return True
        if not exports.public or name.startswith("_"):
            return False
        return any(thing.kind != "missing" for thing in self.denote(source, name, submodules=False))

    def exports(self, module: str) -> Exports:
        """What `from module import *` takes."""
        known = self._exports.get(module)
        if known is None:
            # a cycle of `__all__` sums ends here
            self._exports[module] = Exports(frozenset(), True, True)
            known = self._exports[module] = read_exports(self, module)
        return known

    # ------------------------------------------------------------ modules

    def module(self, importer: str, raw: str) -> str | None:
        """The module that `raw`, written in `importer`, names; None when it is outside the tree."""
        return absolute(self.tree, self.tree.modules[importer], raw)

    def is_module(self, name: str) -> bool:
        """Whether the tree holds the module (files that only scripts beside them can import count)."""
        return self.tree.is_module(name) or name in self.tree.modules

    def is_package(self, module: str) -> bool:
        """Whether the module can have submodules."""
        file = self.tree.modules.get(module)
        return module in self.tree.namespaces or (file is not None and file.is_package)

    def learn_stores(self, modules: Iterable[str]) -> None:
        """Take note of what `modules` assign to attributes of other modules (`m.name = value`).

        To be called before anything is denoted: such names are not found in the module they end up in.
        """
        found = []
        for module in modules:
            facts = self.facts.get(module)
            for binding in facts.bindings if facts is not None else ():
                if binding.kind == "store" and not binding.place.scope:
                    holders = self._store_holders(module, binding)
                    found += [((holder, binding.name), (module, binding)) for holder in holders]
        for key, store in found:
            self.stores.setdefault(key, []).append(store)
        self._denoted.clear()

    def _store_holders(self, module: str, binding: Binding) -> list[str]:
        lookup = self.at(module, binding.place.offset, binding.place.path)
        things = self.follow(self.takes(module, binding.value.base[0], lookup))
        return sorted(thing.module for thing in things if thing.kind == "module")

    # ------------------------------------------------------------ following

    def follow(self, things: Iterable[Thing]) -> Things:
        """Follow members until none is left."""
        found: set[Thing] = set()
        for thing in things:
            found |= self.denote(thing.module, thing.name) if thing.kind == "member" else {thing}
        return frozenset(found)

    def denote(self, module: str, name: str, *, submodules: bool = True) -> Things:
        """What `module.name` stands for once everything is imported; never empty.

        A re-export cycle without a definition gives `missing`, as does a name the module lacks.
        """
        if Symbol(module, name) in self.stop:
            return frozenset({Thing("symbol", module, name, self._what(module, name))})
        key = (module, name)
        known = self._denoted.get(key)
        if known is None:
            if key in self._busy:
                self._low = min(self._low, self._busy[key])
                return NOTHING
            known = self._denote_fresh(key)
        if not submodules:
            return known - {Thing("module", f"{module}.{name}")} or frozenset(
                {Thing("missing", module, name)}
            )
        return known

    def _denote_fresh(self, key: tuple[str, str]) -> Things:
        depth = len(self._busy)
        if depth > MAX_CHAIN:
            return frozenset({Thing("unknown", *key, "the chain of re-exports is too long")})
        self._busy[key] = depth
        outer, self._low = self._low, MAX_CHAIN
        try:
            found = self._member(*key)
        finally:
            del self._busy[key]
        # inside an unfinished cycle the answer may be incomplete: only the cycle's head may keep it
        if self._low >= depth:
            self._denoted[key] = found
            self._low = outer
        else:
            self._low = min(outer, self._low)
        return found

    def _what(self, module: str, name: str) -> str:
        for binding in reversed(self.names(module).get(name, [])):
            if binding.kind == "def":
                return binding.value.name
        return "variable"

    def _member(self, module: str, name: str) -> Things:
        child = f"{module}.{name}"
        is_child = self.is_package(module) and self.is_module(child)
        if module not in self.tree.modules:
            return frozenset({Thing("module", child) if is_child else Thing("missing", module, name)})
        reached = self.bound(module, name)
        found: set[Thing] = set()
        for binding in reached.bindings:
            found |= self.follow(self.binding_takes(module, binding, name))
        for setter, binding in self.stores.get((module, name), ()):
            set_to = self.follow(self.binding_takes(setter, binding, name))
            if all(thing.kind in ("symbol", "module") for thing in set_to):
                found = set(set_to) if self.runtime else found | set_to
        if is_child and (
            reached.maybe_unbound or overwritten(self, self._loads, module, reached.bindings, child)
        ):
            if self.runtime:
                found.clear()
            found.add(Thing("module", child))
        if not found or found <= {Thing("missing", module, name)}:
            found |= on_demand(self, module, name)
        held = {thing for thing in found if thing.kind != "missing"}
        return frozenset(held or found or {Thing("missing", module, name)})

    # ------------------------------------------------------------ one step

    def binding_takes(self, module: str, binding: Binding, name: str) -> Things:
        """What one binding of the module's namespace takes its value from, one step on."""
        if binding.kind == "star":
            source = self.module(module, binding.value.module)
            return frozenset({Thing("member", source, name)}) if source else NOTHING
        if binding.kind == "def":
            return frozenset({Thing("symbol", module, name, binding.value.name)})
        if binding.kind == "import":
            if binding.value.kind == "from" and self.module(module, binding.value.module) == module:
                return self._from_itself(module, binding)
            return self.takes(module, binding.value, no_lookup)
        if binding.kind == "store":
            return self.takes(module, binding.value.base[1], self.at(module, binding.place.offset))
        if self._nested >= MAX_NESTED:
            # `x = x.add(…)` over and over: no function is named so deep
            return frozenset({Thing("symbol", module, name, "variable")})
        self._nested += 1
        try:
            lookup = self.at(module, binding.place.offset, binding.place.path)
            found = self.takes(module, binding.value, lookup)
        finally:
            self._nested -= 1
        if not found or any(thing.kind in ("other", "missing") for thing in found):
            # a value of its own: the assignment is the definition
            found = frozenset(t for t in found if t.kind not in ("other", "missing"))
            found |= {Thing("symbol", module, name, "variable")}
        return found

    def _from_itself(self, module: str, binding: Binding) -> Things:
        """`from m import name` inside `m` takes what is bound so far, else loads a submodule."""
        before = self.module_level(module, binding.value.name, binding.place.path, binding.place.offset)
        child = f"{module}.{binding.value.name}"
        return before or frozenset({Thing("module" if self.is_module(child) else "missing", child)})

    def at(self, module: str, offset: int | None, path: tuple[PathStep, ...] = ()) -> Lookup:
        """How bare names are looked up at a place of the module level; without an offset, its end."""

        def lookup(name: str) -> Things:
            return self.module_level(module, name, path, offset)

        return lookup

    def module_level(
        self, module: str, name: str, path: tuple[PathStep, ...] = (), offset: int | None = None
    ) -> Things:
        """What `name` takes its value from at a place of the module level, one step on."""
        if offset is None:
            reached = self.bound(module, name)
            if not reached.bindings and (self.lazy(module) or self.stars(module)):
                return frozenset({Thing("member", module, name)})
        else:
            reached = self.bound(module, name, path, offset)
        found: set[Thing] = set()
        for binding in reached.bindings:
            found |= self.binding_takes(module, binding, name)
        return frozenset(found)

    def takes(self, module: str, value: Value, lookup: Lookup) -> Things:
        """What `value`, standing in `module`, takes its value from, one step on.

        `lookup` answers for bare names at that place.
        """
        return taken_from(self, module, value, lookup)

    def text(self, module: str, value: Value) -> str | None:
        """The text of a string value, module-level constants put in; None when it is computed."""
        return text_of(self, module, value)
