"""What the names in a given order mean in the tree."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from graphkit.errors import BadOrder
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.plan import OrderStep
from graphkit.model.tree import SourceTree


def named_steps(steps: Sequence[OrderStep], tree: SourceTree, order: str) -> tuple[OrderStep, ...]:
    """Return the steps with modules for files and `pkg.mod:name` for `pkg.mod.name`.

    Raises BadOrder, in the name of the file `order`, for what is not in the tree; names all of it.
    """
    unknown: list[tuple[int, str]] = []
    named = []
    for number, step in enumerate(steps, 1):
        modules = [_module(name, tree) for name in step.migrate]
        symbols = [_symbol(name, tree) for name in step.remove]
        given, meant = (*step.migrate, *step.remove), (*modules, *symbols)
        unknown += [(number, name) for name, found in zip(given, meant, strict=True) if found is None]
        named.append(
            OrderStep(
                step.title,
                tuple(str(symbol) for symbol in symbols if symbol),
                tuple(module for module in modules if module),
            )
        )
    if unknown:
        raise _unknown(unknown, tree, order)
    return tuple(named)


def _module(name: str, tree: SourceTree) -> str | None:
    if name in tree.modules:
        return name
    file = tree.by_path.get(name.removeprefix("./").replace("\\", "/"))
    return file.module if file else None


def _symbol(name: str, tree: SourceTree) -> Symbol | None:
    symbol = parse_symbol(name)
    module = _module(symbol.module, tree)
    if module is not None:
        return Symbol(module, symbol.name)
    parent, _, last = name.rpartition(".")
    return Symbol(parent, last) if not symbol.name and parent in tree.modules else None


def _unknown(unknown: Sequence[tuple[int, str]], tree: SourceTree, order: str) -> BadOrder:
    named = ", ".join(f"{name!r} (step {number})" for number, name in unknown)
    first = parse_symbol(unknown[0][1]).module
    known = tree.by_path if "/" in first else tree.modules
    near = get_close_matches(first, known, 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else "name modules, or files by their paths in the tree"
    return BadOrder(order, f"not in the tree: {named}", hint)
