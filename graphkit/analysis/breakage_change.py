"""The tree after a removal: its facts without the statements that go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from graphkit.model.facts import Binding, ModuleFacts, Value
from graphkit.model.names import Symbol
from graphkit.model.tree import SourceTree

_LISTS = frozenset({"list", "sum", "alt", "star"})


class Taken(NamedTuple):
    """One thing that is taken away: a binding of a name, or (`export`) its entry in `__all__`."""

    module: str
    name: str
    # where it stands
    line: int
    export: bool = False


@dataclass(frozen=True)
class Change:
    """What is removed, and the tree as it is afterwards."""

    # the names, and modules, whose takers are to be looked for
    targets: frozenset[Symbol]
    tree: SourceTree
    facts: Mapping[str, ModuleFacts]
    # names without any binding left: what stands inside a definition goes with it
    gone: frozenset[Symbol]
    # names whose entry in `__all__` goes
    unlisted: frozenset[Symbol]
    # whole modules, what lies below packages included
    modules: frozenset[str]
    # module → lines that go as a whole
    cut: Mapping[str, frozenset[int]]


class Edited(Mapping[str, ModuleFacts]):
    """The facts of a tree, those of a few modules replaced and others left out."""

    def __init__(
        self, facts: Mapping[str, ModuleFacts], edited: Mapping[str, ModuleFacts], removed: frozenset[str]
    ) -> None:
        self._facts = facts
        self._edited = edited
        self._removed = removed

    def __getitem__(self, module: str) -> ModuleFacts:
        if module in self._removed:
            raise KeyError(module)
        return self._edited[module] if module in self._edited else self._facts[module]

    def __iter__(self) -> Iterator[str]:
        return (module for module in self._facts if module not in self._removed)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, module: object) -> bool:
        return module not in self._removed and module in self._facts


def change_of(
    tree: SourceTree,
    facts: Mapping[str, ModuleFacts],
    taken: Iterable[Taken],
    modules: Collection[str],
    cut: Mapping[str, frozenset[int]],
) -> Change:
    """Take the given statements and modules out of a tree; `cut` are the lines of which nothing stays.

    Cost: linear in the edited modules' bindings.
    """
    removed = frozenset(
        file.module
        for file in tree.files
        for module in modules
        if file.module == module or (_holds(tree, module) and file.module.startswith(f"{module}."))
    )
    by_module: dict[str, list[Taken]] = {}
    for one in taken:
        if one.module not in removed:
            by_module.setdefault(one.module, []).append(one)
    edited = {module: _without(facts[module], ones) for module, ones in by_module.items()}
    bare = {
        Symbol(module, one.name)
        for module, ones in by_module.items()
        for one in ones
        if not one.export and all(binding.name != one.name for binding in edited[module].bindings)
    }
    names = {Symbol(one.module, one.name) for ones in by_module.values() for one in ones if not one.export}
    # what lies below a package is reached through it
    targets = names | {Symbol(module) for module in modules}
    return Change(
        targets=frozenset(targets),
        tree=_tree_without(tree, removed) if removed else tree,
        facts=Edited(facts, edited, removed),
        gone=frozenset(bare),
        unlisted=frozenset(
            Symbol(one.module, one.name) for ones in by_module.values() for one in ones if one.export
        ),
        modules=removed,
        cut=cut,
    )


def _holds(tree: SourceTree, module: str) -> bool:
    file = tree.modules.get(module)
    return module in tree.namespaces or (file is not None and file.is_package)


def _tree_without(tree: SourceTree, removed: frozenset[str]) -> SourceTree:
    files = tuple(file for file in tree.files if file.module not in removed)
    namespaces = frozenset(
        name for name in tree.namespaces if any(file.module.startswith(f"{name}.") for file in files)
    )
    return replace(tree, files=files, namespaces=namespaces)


def _without(facts: ModuleFacts, taken: list[Taken]) -> ModuleFacts:
    dropped: set[int] = set()
    for one in taken:
        index = None if one.export else _binding_at(facts.bindings, one, dropped)
        if index is not None:
            dropped.add(index)
    exports = {one.name for one in taken if one.export}
    bindings = [binding for index, binding in enumerate(facts.bindings) if index not in dropped]
    if exports:
        bindings = [_unlisted(b, exports) if b.name == "__all__" else b for b in bindings]
    names = {one.name for one in taken if not one.export}
    lines = {(one.name, one.line) for one in taken}
    lazy = tuple(item for item in facts.lazy if item.name not in names or (item.name, item.line) not in lines)
    return facts._replace(bindings=tuple(bindings), lazy=lazy)


def _binding_at(bindings: tuple[Binding, ...], one: Taken, dropped: set[int]) -> int | None:
    """The binding that stands at the line, or first after it (a decorated definition's name does)."""
    for index, binding in enumerate(bindings):
        place = binding.place
        if index in dropped or binding.name != one.name or place.scope or place.line < one.line:
            continue
        if binding.kind not in ("declare", "store"):
            return index
    return None


def _unlisted(binding: Binding, names: set[str]) -> Binding:
    return binding._replace(value=_value_without(binding.value, names))


def _value_without(value: Value, names: set[str]) -> Value:
    if value.kind not in _LISTS:
        return value
    kept = (part for part in value.base if not (part.kind == "str" and part.name in names))
    return value._replace(base=tuple(_value_without(part, names) for part in kept))
