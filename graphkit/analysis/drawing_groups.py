"""Modules of one state drawn as one node: which, and what the node says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from graphkit.model.drawing import Node
from graphkit.model.names import parent
from graphkit.model.packages import open_packages

# two of a kind are no clearer as one
_ALIKE = 3


class Group(NamedTuple):
    """Modules that share a state, drawn as one node."""

    members: tuple[str, ...]
    state: str
    # the package that holds them all, "" for none or several
    package: str


def alone(modules: Iterable[str], states: Mapping[str, str]) -> list[Group]:
    """Return a group for each module."""
    return [Group((module,), states[module], parent(module)) for module in sorted(modules)]


def alike(
    modules: Iterable[str], states: Mapping[str, str], key: Callable[[str], object], least: int = _ALIKE
) -> list[Group]:
    """Group at least `least` modules of one package and state that share a key; the others stay alone."""
    same: dict[object, list[str]] = {}
    for module in sorted(modules):
        same.setdefault((parent(module), states[module], key(module)), []).append(module)
    groups: list[Group] = []
    for members in same.values():
        if len(members) < least:
            groups += alone(members, states)
        else:
            groups.append(Group(tuple(members), states[members[0]], parent(members[0])))
    return groups


def by_package(modules: Collection[str], states: Mapping[str, str], most: int) -> list[Group]:
    """Group modules of one state by package, into about `most` groups, at least one for each state."""
    kinds: dict[str, list[str]] = {}
    for module in sorted(modules):
        kinds.setdefault(states[module], []).append(module)
    groups = []
    for state, members in sorted(kinds.items()):
        share = max(1, most * len(members) // len(modules))
        for found in open_packages(members, share):
            package = parent(found.members[0]) if found.single else found.package
            groups.append(Group(found.members, state, package))
    return groups


def node_of(group: Group, details: Iterable[str], cluster: str | None = None) -> Node:
    """Return the node of a group; its cluster is the package unless another one is given."""
    first, size = group.members[0], len(group.members)
    inside = (group.package if size == 1 else parent(group.package)) if cluster is None else cluster
    if size == 1:
        return Node(first, first.rpartition(".")[2], tuple(details), group.state, inside, group.members)
    title = (
        f"{group.package}.*" if group.package else "several packages" if "." in first else "top-level modules"
    )
    facts = (f"{size:,} modules", *details)
    # the first member makes the key unique: it is in no other group
    return Node(f"{first} …", title, facts, group.state, inside, group.members)


def node_keys(nodes: Iterable[Node]) -> dict[str, str]:
    """Return module → key of the node it is part of."""
    return {module: node.key for node in nodes for module in node.members}


def groups_told(nodes: Collection[Node], named: int = 4) -> tuple[str, ...]:
    """Name the largest nodes of several modules, in a sentence."""
    merged = sorted((n for n in nodes if len(n.members) > 1), key=lambda n: (-len(n.members), n.key))
    if not merged:
        return ()
    told = ", ".join(f"{node.title} ({len(node.members):,})" for node in merged[:named])
    more = f" and {len(merged) - named} more" if len(merged) > named else ""
    return (f"Groups: {told}{more}",)
