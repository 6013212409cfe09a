"""What a name stands for: following bindings from module to module to their definitions.

Two steps alternate. `takes` reads one value and says what it is taken from, one step on:
a member of another module, a module, an own definition. `denote` follows members until only
definitions, modules and things that cannot be known are left. Files are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from graphkit.analysis.modules import absolute
from graphkit.analysis.reaching import Reached, reaching
from graphkit.model.facts import Binding, LazyName, ModuleFacts, PathStep, Value
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceTree


class Thing(NamedTuple):
    """What a name or an expression stands for.

    kind: member (`module:name`, not yet followed) | symbol (defined as `module:name`) | module |
    missing (`module` does not hold `name`, or is not there) | unknown (`what` says why) | other
    (a value of no interest: a call's result, a parameter).
    """

    kind: str
    module: str = ""
    name: str = ""
    # symbols: function | class | variable; unknown: the reason
    what: str = ""


Things = frozenset[Thing]
Lookup = Callable[[str], Things]
OTHER = Thing("other")
NOTHING: Things = frozenset()
MAX_CHAIN = 400
# assignments that one value is followed through inside a module
MAX_NESTED = 40


class Exports(NamedTuple):
    """What `from m import *` takes: `names`, or every public name; `partial` when some cannot be read."""

    names: frozenset[str]
    public: bool
    partial: bool


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
            known = self._exports[module] = self._read_exports(module)
        return known

    def _read_exports(self, module: str) -> Exports:
        bindings = [
            binding
            for binding in self.names(module).get("__all__", [])
            if not any(step.state in ("never", "typing") for step in binding.place.path)
        ]
        if not bindings:
            inherited = [star for star in self.stars(module) if self._all_comes_with(module, star)]
            if not inherited:
                return Exports(frozenset(), True, False)
            source = self.module(module, inherited[-1].value.module)
            return self.exports(source) if source else Exports(frozenset(), True, True)
        names: set[str] = set()
        public = partial = False
        for binding in bindings:
            items, whole, open_ = self._listed(module, binding.value, binding.place.offset)
            if binding.kind == "remove":
                names -= {binding.value.name} if binding.value.kind == "str" else items
                continue
            if binding.kind != "extend" and not binding.place.path:
                names, public, partial = set(), False, False
            names |= items
            public, partial = public or whole, partial or open_
        return Exports(frozenset(names), public or (partial and not names), partial)

    def _all_comes_with(self, module: str, star: Binding) -> bool:
        source = self.module(module, star.value.module)
        return source is not None and source != module and "__all__" in self.exports(source).names

    def _listed(self, module: str, value: Value, offset: int, depth: int = 0) -> tuple[set[str], bool, bool]:
        """The strings of a list value: (texts, every public name too, some cannot be read)."""
        if depth > 30:
            return set(), False, True
        if value.kind == "str":
            return {value.name}, False, False
        if value.kind == "public":
            return set(), True, False
        if value.kind in ("list", "sum", "star", "alt"):
            names: set[str] = set()
            public = partial = False
            for part in value.base:
                items, whole, open_ = self._listed(module, part, offset, depth + 1)
                names |= items
                public, partial = public or whole, partial or open_
            return names, public, partial
        if value.kind == "attr" and value.name == "__name__":
            # `__all__ = [f.__name__]`: a definition's name is its own
            inner = value.base[0]
            return ({inner.name}, False, False) if inner.kind in ("name", "attr") else (set(), False, True)
        return self._listed_elsewhere(module, value, offset, depth)

    def _listed_elsewhere(
        self, module: str, value: Value, offset: int, depth: int
    ) -> tuple[set[str], bool, bool]:
        if value.kind == "attr":
            things = self.follow(self.takes(module, value.base[0], self._at(module, offset)))
            sources = [(thing.module, value.name) for thing in things if thing.kind == "module"]
        elif value.kind == "from":
            source = self.module(module, value.module)
            sources = [(source, value.name)] if source else []
        elif value.kind == "name":
            own = [b for b in self.names(module).get(value.name, []) if b.place.offset < offset]
            if own:
                last = own[-1]
                return self._listed(module, last.value, last.place.offset, depth + 1)
            sources = []
        else:
            sources = []
        names: set[str] = set()
        for source, name in sources:
            if name == "__all__":
                exports = self.exports(source)
                names |= exports.names
                if exports.public:
                    names |= {n for n in self.names(source) if not n.startswith("_")}
            else:
                bindings = self.names(source).get(name, [])
                if bindings:
                    last = bindings[-1]
                    names |= self._listed(source, last.value, last.place.offset, depth + 1)[0]
        return names, False, not sources

    # ------------------------------------------------------------ modules

    def module(self, importer: str, raw: str) -> str | None:
        """The module that `raw`, written in `importer`, names; None when it is outside the tree."""
        return absolute(self.tree, self.tree.modules[importer], raw)

    def is_module(self, name: str) -> bool:
        """Whether the tree holds the module (files that only scripts beside them can import count)."""
        return self.tree.is_module(name) or name in self.tree.modules

    def _is_package(self, module: str) -> bool:
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
        lookup = self._at(module, binding.place.offset, binding.place.path)
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
        is_child = self._is_package(module) and self.is_module(child)
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
        if is_child and (reached.maybe_unbound or self._overwritten(module, reached.bindings, child)):
            if self.runtime:
                found.clear()
            found.add(Thing("module", child))
        if not found or found <= {Thing("missing", module, name)}:
            found |= self._on_demand(module, name)
        held = {thing for thing in found if thing.kind != "missing"}
        return frozenset(held or found or {Thing("missing", module, name)})

    def _on_demand(self, module: str, name: str) -> Things:
        for item in self.lazy(module).get(name, []):
            for value in item.values:
                found = self.follow(self.takes(module, value, self._at(module, None)))
                if any(thing.kind in ("symbol", "module") for thing in found):
                    return found
        for item in self.lazy(module).get("*", []):
            holders = self.follow(self.takes(module, item.values[0], self._at(module, None)))
            for holder in holders:
                if holder.kind == "module" and holder.module != module:
                    return self.denote(holder.module, name)
            if not self.runtime:
                why = f"{module}.__getattr__ asks an object that is not known"
                return frozenset({Thing("unknown", module, name, why)})
        return NOTHING if self.runtime else self._unread(module, name)

    def _unread(self, module: str, name: str) -> Things:
        """Why the name may be there all the same."""
        facts = self.facts.get(module)
        if facts is None or name.startswith("__"):
            return NOTHING
        if facts.open_getattr:
            return frozenset({Thing("unknown", module, name, f"{module}.__getattr__ cannot be read")})
        for binding in self.names(module).get("*", []):
            return frozenset({Thing("unknown", module, name, f"{module}: {binding.value.name}")})
        for star in self.stars(module):
            source = self.module(module, star.value.module)
            if source is None or not self.is_module(source):
                why = f"{module} takes every name of {star.value.module}, which is outside the roots"
                return frozenset({Thing("unknown", module, name, why)})
            if self.exports(source).partial:
                why = f"the __all__ of {source} cannot be read"
                return frozenset({Thing("unknown", module, name, why)})
        return NOTHING

    def _overwritten(self, package: str, bindings: Iterable[Binding], child: str) -> bool:
        """Whether importing the submodule `child` comes after the package bound the same name."""
        first = min((binding.place.offset for binding in bindings), default=0)
        last = max((binding.place.offset for binding in bindings), default=0)
        facts = self.facts.get(package)
        if facts is None or first == last == 0:
            return True
        for binding in facts.bindings:
            if binding.place.offset > last:
                break
            if not self.runs_at_import(binding):
                continue
            for loaded in self.loaded_by(package, binding):
                if loaded == child or child in self.loads(loaded):
                    return False
        return True

    def runs_at_import(self, binding: Binding) -> bool:
        """Whether the binding's statement runs when its module is imported."""
        states = {step.state for step in binding.place.path}
        return not binding.place.scope and not states & {"never", "typing", "main"}

    def loaded_by(self, module: str, binding: Binding) -> list[str]:
        """The modules that the statement of an import binding names."""
        value = binding.value
        if value.kind not in ("from", "module", "as", "top", "star_of"):
            return []
        source = self.module(module, value.module)
        if source is None:
            return []
        parts = source.split(".")
        loaded = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
        if value.kind == "from" and self._is_package(source) and self.is_module(f"{source}.{value.name}"):
            loaded.append(f"{source}.{value.name}")
        return [name for name in loaded if self.is_module(name)]

    def loads(self, module: str) -> frozenset[str]:
        """Every module that importing `module` loads, itself not counted. Cost: the part reached."""
        known = self._loads.get(module)
        if known is not None:
            return known
        seen: set[str] = set()
        stack = [module]
        while stack:
            current = stack.pop()
            facts = self.facts.get(current)
            for binding in facts.bindings if facts is not None else ():
                if self.runs_at_import(binding):
                    for loaded in self.loaded_by(current, binding):
                        if loaded not in seen:
                            seen.add(loaded)
                            stack.append(loaded)
        known = self._loads[module] = frozenset(seen)
        return known

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
            return self.takes(module, binding.value, _no_lookup)
        if binding.kind == "store":
            return self.takes(module, binding.value.base[1], self._at(module, binding.place.offset))
        if self._nested >= MAX_NESTED:
            # `x = x.add(…)` over and over: no function is named so deep
            return frozenset({Thing("symbol", module, name, "variable")})
        self._nested += 1
        try:
            lookup = self._at(module, binding.place.offset, binding.place.path)
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

    def _at(self, module: str, offset: int | None, path: tuple[PathStep, ...] = ()) -> Lookup:
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
        reader = _TAKES.get(value.kind)
        return reader(self, module, value, lookup) if reader is not None else frozenset({OTHER})

    def text(self, module: str, value: Value, depth: int = 0) -> str | None:
        """The text of a string value, module-level constants put in; None when it is computed."""
        if value.kind == "str":
            return value.name
        if depth > 10:
            return None
        if value.kind in ("sum", "fstring"):
            parts = [self.text(module, part, depth + 1) for part in value.base]
            return None if None in parts else "".join(part for part in parts if part is not None)
        if value.kind == "name" and value.name == "__name__":
            return module
        if value.kind == "attr":
            things = self.follow(self.takes(module, value.base[0], self._at(module, None)))
            modules = [thing.module for thing in things if thing.kind == "module"]
            if len(modules) != 1:
                return None
            if value.name == "__name__":
                return modules[0]
            return self.text(modules[0], Value("name", value.name), depth + 1)
        if value.kind == "name":
            bindings = self.bound(module, value.name).bindings
            if len(bindings) == 1:
                if bindings[0].kind == "assign":
                    return self.text(module, bindings[0].value, depth + 1)
                return self._text_elsewhere(module, bindings[0].value, depth)
        return None

    def _text_elsewhere(self, module: str, value: Value, depth: int) -> str | None:
        source = self.module(module, value.module) if value.kind == "from" else None
        if source is None or source not in self.tree.modules:
            return None
        return self.text(source, Value("name", value.name), depth + 1)


def _no_lookup(name: str) -> Things:
    return NOTHING


def _from(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    source = resolver.module(module, value.module)
    if source is None:
        return frozenset({Thing("other", value.module, value.name)})
    if not resolver.is_module(source):
        return frozenset({Thing("missing", source, value.name)})
    return frozenset({Thing("member", source, value.name)})


def _module(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    source = resolver.module(module, value.module)
    if source is None:
        return frozenset({OTHER})
    if resolver.is_module(source):
        return frozenset({Thing("module", source)})
    return frozenset({Thing("missing", source)})


def _as(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    """`import a.b as x` takes the attribute `b` of `a`, which need not be the submodule."""
    source = resolver.module(module, value.module)
    package, _, name = (source or "").rpartition(".")
    if source is None or not package or not resolver.is_module(source):
        return _module(resolver, module, value, lookup)
    return frozenset({Thing("member", package, name)})


def _top(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    return _module(resolver, module, value._replace(module=value.module.partition(".")[0]), lookup)


def _name(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    return lookup(value.name)


def _attr(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    return _attribute_of(resolver, resolver.follow(resolver.takes(module, value.base[0], lookup)), value.name)


def _attribute_of(resolver: Resolver, holders: Things, name: str) -> Things:
    found: set[Thing] = set()
    for holder in holders:
        if holder.kind == "module":
            found.add(Thing("member", holder.module, name))
        elif holder.kind == "unknown":
            found.add(holder)
        elif holder.kind == "missing":
            path = f"{holder.module}.{holder.name}" if holder.name else holder.module
            found.add(Thing("missing", path, name))
        else:
            found.add(OTHER)
    return frozenset(found)


def _alt(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    return frozenset(thing for part in value.base for thing in resolver.takes(module, part, lookup))


def _call(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    """A call gives nothing of interest, unless the function returns its argument."""
    if len(value.base) > 1:
        for thing in resolver.follow(resolver.takes(module, value.base[0], lookup)):
            if thing == Thing("other", "importlib", "import_module"):
                return _import_module(resolver, module, value._replace(base=value.base[1:]), lookup)
            if thing.what == "function" and any(
                binding.value.kind == "def" and binding.value.base
                for binding in resolver.names(thing.module).get(thing.name, [])
            ):
                return resolver.takes(module, value.base[1], lookup)
    return frozenset({OTHER})


def _this(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    return frozenset({Thing("module", module)})


def _import_module(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    name = resolver.text(module, value.base[0]) if value.base else None
    if name is None:
        return frozenset({Thing("unknown", what="the imported module's name is computed")})
    return _module(resolver, module, Value("module", module=name), lookup)


def _getattr(resolver: Resolver, module: str, value: Value, lookup: Lookup) -> Things:
    name = resolver.text(module, value.base[1])
    holders = resolver.follow(resolver.takes(module, value.base[0], lookup))
    if name is not None:
        return _attribute_of(resolver, holders, name)
    if any(holder.kind == "module" for holder in holders):
        return frozenset({Thing("unknown", what="the attribute's name is computed")})
    return frozenset({OTHER})


_TAKES: Mapping[str, Callable[[Resolver, str, Value, Lookup], Things]] = {
    "from": _from,
    "module": _module,
    "as": _as,
    "top": _top,
    "name": _name,
    "attr": _attr,
    "alt": _alt,
    "this": _this,
    "call": _call,
    "import_module": _import_module,
    "getattr": _getattr,
}
