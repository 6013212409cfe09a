"""Make a drawing smaller in named steps, from everything to the direct takers alone."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from graphkit.model.drawing import DEFINITION
from graphkit.model.names import parent
from graphkit.model.packages import open_packages
from graphkit.report.diagram_parts import Part, Take

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


def views(
    parts: dict[str, Part], takes: tuple[Take, ...], nodes: int, last: Container[str] = ()
) -> Iterator[View]:
    """Yield ever coarser views; the last has at most `nodes` nodes, and edges to the definitions alone.

    Modules in one of the states `last` are merged when nothing else helps.
    """
    yield View(tuple(_alone(part) for part in parts.values()), (), ())
    givers: dict[str, set[str]] = {module: set() for module in parts}
    for take in takes:
        givers.setdefault(take.taker, set()).add(take.giver)
    taken_from = {take.giver for take in takes}
    kept = {module for module in parts if parts[module].state == DEFINITION or parts[module].state in last}
    leaves = {module for module in parts if module not in taken_from} - kept

    def alike(part: Part) -> tuple[object, ...]:
        return parent(part.module), part.state, tuple(sorted(givers[part.module]))

    condensed = "Condensed: modules of one package that take it from the same place are one node"
    yield View(_grouped(parts, leaves, alike, least=_ALIKE), (condensed,), ())
    others = {module for module in parts if parts[module].state != DEFINITION}
    for merging, who in ((leaves, "consumers"), (others, "consumers and facades")):
        room = nodes - (len(parts) - len(merging))
        while room >= 1 and merging:
            step = f"Packages collapsed: {who} are nodes by package, opened where there is room"
            yield View(_by_package(parts, merging, room), (step,), ())
            room = room * 3 // 4
    yield _direct_only(parts, takes, others, nodes)


def _direct_only(parts: dict[str, Part], takes: tuple[Take, ...], others: set[str], nodes: int) -> View:
    ends = {module for module in parts if parts[module].state == DEFINITION}
    direct = {take.taker for take in takes if take.giver in ends} - ends
    kept = {module: part for module, part in parts.items() if module in direct or module in ends}
    groups = sorted(
        _by_package(kept, others & set(kept), 1),
        key=lambda group: (group.state != DEFINITION, -len(group.members), group.key),
    )[:nodes]
    shown = {module for group in groups for module in group.members}
    step = "Direct only: modules that take it from the definition itself, by top-level package"
    return View(tuple(sorted(groups)), (step,), tuple(module for module in parts if module not in shown))


def _by_package(parts: dict[str, Part], merging: set[str], most: int) -> tuple[Group, ...]:
    """Group the parts in `merging` by state and package, into about `most` groups."""
    groups = [_alone(part) for module, part in parts.items() if module not in merging]
    for state in dict.fromkeys(parts[module].state for module in sorted(merging)):
        same = sorted(module for module in merging if parts[module].state == state)
        share = max(1, most * len(same) // len(merging))
        groups += (
            _alone(parts[found.members[0]]) if found.single else _merged(found.members, state)
            for found in open_packages(same, share)
        )
    return tuple(sorted(groups))


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
