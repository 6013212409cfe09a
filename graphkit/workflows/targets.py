"""What a user's word for a target means."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from graphkit.analysis.resolution import Resolver
from graphkit.errors import BadTarget
from graphkit.model.config import Deprecation
from graphkit.model.facts import ModuleFacts
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.tree import SourceTree


def find_targets(
    text: str,
    tree: SourceTree,
    facts: Mapping[str, ModuleFacts],
    deprecations: Mapping[str, Deprecation],
) -> tuple[Symbol, frozenset[Symbol]]:
    """Read `pkg.mod:name`, `pkg.mod.name`, `pkg.mod` or a configured deprecation's name.

    Returns the symbol as it is to be shown, and the definitions it means: for a re-export what it
    stands for, for a module the module and everything defined in it. Raises BadTarget.
    """
    if text in deprecations:
        text = deprecations[text].target
    symbol = split_target(text, tree)
    resolver = Resolver(tree, facts)
    if not symbol.name:
        own = {
            Symbol(symbol.module, name)
            for name, bindings in resolver.names(symbol.module).items()
            if not name.startswith("__")
            and name != "*"
            and any(binding.kind in ("def", "assign") for binding in bindings)
            and any(
                thing[:3] == ("symbol", *(symbol.module, name))
                for thing in resolver.denote(symbol.module, name)
            )
        }
        return symbol, frozenset({symbol, *own})
    bindings = resolver.names(symbol.module).get(symbol.name, [])
    if any(binding.kind == "assign" for binding in bindings):
        return symbol, frozenset({symbol})
    things = resolver.denote(symbol.module, symbol.name)
    meant = {Symbol(t.module, t.name) for t in things if t.kind in ("symbol", "module")}
    if not meant:
        raise no_such_name(symbol, resolver)
    return (min(meant) if len(meant) == 1 else symbol), frozenset(meant)


def split_target(text: str, tree: SourceTree) -> Symbol:
    """Read `pkg.mod:name`, `pkg.mod.name` or `pkg.mod`; the module is in the tree. Raises BadTarget."""
    symbol = parse_symbol(text)
    if symbol.module in tree.modules:
        return symbol
    if not symbol.name:
        module, _, name = text.rpartition(".")
        if module in tree.modules:
            return Symbol(module, name)
    raise _no_such_module(text, symbol, tree)


def _no_such_module(text: str, symbol: Symbol, tree: SourceTree) -> BadTarget:
    nearest = get_close_matches(symbol.module, tree.modules, 3, 0.6)
    if not symbol.name and not nearest:
        nearest = get_close_matches(symbol.module.rpartition(".")[0], tree.modules, 3, 0.6)
    if not nearest:
        last = symbol.module.rpartition(".")[2]
        nearest = sorted(module for module in tree.modules if module.rpartition(".")[2] == last)[:3]
    tail = f":{symbol.name}" if symbol.name else ""
    found = f"there is no module {symbol.module} under the roots"
    return BadTarget(text, found, tuple(f"{module}{tail}" for module in nearest))


def no_such_name(symbol: Symbol, resolver: Resolver) -> BadTarget:
    """The error for a name that the symbol's module does not hold, with the nearest that it does."""
    names = [name for name in resolver.names(symbol.module) if name != "*"]
    nearest = [f"{symbol.module}:{name}" for name in get_close_matches(symbol.name, names, 3, 0.5)]
    # with a dot for a colon, a module may be meant
    spelled = f"{symbol.module}.{symbol.name}"
    children = [module for module in resolver.tree.modules if module.startswith(f"{symbol.module}.")]
    nearest += get_close_matches(spelled, children, 2, 0.8)
    return BadTarget(str(symbol), f"{symbol.module} holds no {symbol.name}", tuple(nearest[:3]))
