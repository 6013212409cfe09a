"""What importing a module loads, and which of a package's names that overwrites."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.analysis.things import Follower
from graphkit.model.facts import Binding


def overwritten(
    resolver: Follower,
    known: dict[str, frozenset[str]],
    package: str,
    bindings: Iterable[Binding],
    child: str,
) -> bool:
    """Whether importing the submodule `child` comes after the package bound the same name.

    `known` keeps what each module loads.
    """
    first = min((binding.place.offset for binding in bindings), default=0)
    last = max((binding.place.offset for binding in bindings), default=0)
    facts = resolver.facts.get(package)
    if facts is None or first == last == 0:
        return True
    for binding in facts.bindings:
        if binding.place.offset > last:
            break
        if not runs_at_import(binding):
            continue
        for loaded in loaded_by(resolver, package, binding):
            if loaded == child or child in loads(resolver, known, loaded):
                return False
    return True


def runs_at_import(binding: Binding) -> bool:
    """Whether the binding's statement runs when its module is imported."""
    states = {step.state for step in binding.place.path}
    return not binding.place.scope and not states & {"never", "typing", "main"}


def loaded_by(resolver: Follower, module: str, binding: Binding) -> list[str]:
    """The modules that the statement of an import binding names."""
    value = binding.value
    if value.kind not in ("from", "module", "as", "top", "star_of"):
        return []
    source = resolver.module(module, value.module)
    if source is None:
        return []
    parts = source.split(".")
    loaded = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    if value.kind == "from" and resolver.is_package(source) and resolver.is_module(f"{source}.{value.name}"):
        loaded.append(f"{source}.{value.name}")
    return [name for name in loaded if resolver.is_module(name)]


def loads(resolver: Follower, known: dict[str, frozenset[str]], module: str) -> frozenset[str]:
    """Every module that importing `module` loads, itself not counted.

    `known` keeps the answers. Cost: the part reached.
    """
    if module in known:
        return known[module]
    seen: set[str] = set()
    stack = [module]
    while stack:
        current = stack.pop()
        facts = resolver.facts.get(current)
        for binding in facts.bindings if facts is not None else ():
            if runs_at_import(binding):
                for loaded in loaded_by(resolver, current, binding):
                    if loaded not in seen:
                        seen.add(loaded)
                        stack.append(loaded)
    known[module] = frozenset(seen)
    return known[module]
