"""Make a drawing smaller in named steps, from everything to the direct takers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphkit.model.names import parent
from graphkit.report.diagram_parts import Part, Take
from graphkit.report.palette import DEFINITION

# two of a kind are no clearer as one
_ALIKE = 3


class Group(NamedTuple):
    """Modules drawn as one node; most hold one."""

    key: str
    title: str
    state: str
    cluster: str
    members: tuple[str, ...]


class View(NamedTuple):
    """One way to draw: the nodes, what was done to get there, and the modules left out."""

    groups: tuple[Group, ...]
    steps: tuple[str, ...]
    left_out: tuple[str, ...]


def views(parts: dict[str, Part], takes: tuple[Take, ...], nodes: int) -> Iterator[View]:
    """Yield ever coarser views; the last has at most `nodes` nodes, and edges to the definitions alone."""
    yield View(tuple(_alone(part) for part in parts.values()), (), ())
    givers: dict[str, set[str]] = {module: set() for module in parts}
    for take in takes:
        givers.setdefault(take.taker, set()).add(take.giver)
    taken_from = {take.giver for take in takes}
    leaves = {module for module in parts if module not in taken_from and parts[module].state != DEFINITION}

    def alike(part: Part) -> tuple[object, ...]:
        return parent(part.module), part.state, tuple(sorted(givers[part.module]))

    condensed = "Condensed: modules of one package that take it from the same place are one node"
    yield View(_grouped(parts, leaves, alike, least=_ALIKE), (condensed,), ())
    deepest = max((module.count(".") for module in parts), default=0)
    for depth in range(deepest, 0, -1):
        step = f"Packages collapsed: consumers are one node per package, at depth {depth}"
        yield View(_grouped(parts, leaves, _package(depth)), (step,), ())
    others = {module for module in parts if parts[module].state != DEFINITION}
    for depth in range(deepest, 0, -1):
        step = f"Packages collapsed: consumers and facades are one node per package, at depth {depth}"
        yield View(_grouped(parts, others, _package(depth)), (step,), ())
    yield _direct_only(parts, takes, others, nodes)


def _direct_only(parts: dict[str, Part], takes: tuple[Take, ...], others: set[str], nodes: int) -> View:
    ends = {module for module in parts if parts[module].state == DEFINITION}
    direct = {take.taker for take in takes if take.giver in ends} - ends
    kept = {module: part for module, part in parts.items() if module in direct or module in ends}
    groups = sorted(
        _grouped(kept, others, _package(1)),
        key=lambda group: (group.state != DEFINITION, -len(group.members), group.key),
    )[:nodes]
    shown = {module for group in groups for module in group.members}
    step = "Direct only: modules that take it from the definition itself, by top-level package"
    return View(tuple(sorted(groups)), (step,), tuple(module for module in parts if module not in shown))


def _package(depth: int) -> Callable[[Part], tuple[object, ...]]:
    def key(part: Part) -> tuple[object, ...]:
        return ".".join(part.module.split(".")[:-1][:depth]), part.state

    return key


def _alone(part: Part) -> Group:
    return Group(part.module, part.module.rpartition(".")[2], part.state, parent(part.module), (part.module,))


def _grouped(
    parts: dict[str, Part], merging: set[str], key: Callable[[Part], tuple[object, ...]], least: int = 2
) -> tuple[Group, ...]:
    """Make one group of all parts in `merging` that share a key, if there are at least `least` of them."""
    same: dict[tuple[object, ...], list[Part]] = {}
    for part in parts.values():
        same.setdefault(key(part) if part.module in merging else (part.module,), []).append(part)
    groups: list[Group] = []
    for members in same.values():
        if len(members) < max(least, 2):
            groups += map(_alone, members)
        else:
            groups.append(_merged(tuple(part.module for part in members), members[0].state))
    return tuple(sorted(groups))


def _merged(modules: tuple[str, ...], state: str) -> Group:
    if not any("." in module for module in modules):
        return Group(f"{modules[0]} …", "top-level modules", state, "", modules)
    package = _common_package(modules)
    # the first member makes the key unique: it is in no other group
    return Group(f"{modules[0]} …", f"{package}.*" if package else "several packages", state, "", modules)


def _common_package(modules: tuple[str, ...]) -> str:
    first, last = min(modules).split(".")[:-1], max(modules).split(".")[:-1]
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    return ".".join(first[:shared])
