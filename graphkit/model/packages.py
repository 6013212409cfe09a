"""Which packages to open and which to leave closed, so that few nodes show where the modules are."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

# what a group holds
WHOLE = "whole"
OWN = "own"
REST = "rest"
# fewer would show nothing but what was known
_LEAST_SLOTS = 3


class PackageGroup(NamedTuple):
    """Modules drawn as one node; a group of one member is that module."""

    # "" for the top level
    package: str
    # sorted
    members: tuple[str, ...]
    # WHOLE: a closed package with all below it; OWN: the modules directly in it; REST: its smaller parts
    kind: str

    @property
    def single(self) -> bool:
        """Whether it stands for one module."""
        return len(self.members) == 1


def open_packages(modules: Iterable[str], most: int, depth: int | None = None) -> tuple[PackageGroup, ...]:
    """Group modules by package into at most `most` groups, or one if even that is too many; sorted.

    Starts with everything in one group and opens the one with most modules, as long as there is room: into
    its sub-packages and the modules of its own, and these into single modules. Where there is no room for all
    parts, the smaller ones stay together. `depth`: nothing is opened below so many components.
    O(modules × depth).
    """
    everything = PackageGroup("", tuple(sorted(set(modules))), WHOLE)
    done: list[PackageGroup] = []
    waiting = [(-len(everything.members), everything)]
    heapify(waiting)
    while waiting:
        group = heappop(waiting)[1]
        parts = _opened(group, depth)
        room = most - len(done) - len(waiting)
        if len(parts) > room:
            parts = _largest(group, parts, max(_LEAST_SLOTS, room * 2 // 3))
        if parts and len(parts) <= room:
            for part in parts:
                heappush(waiting, (-len(part.members), part))
        else:
            done.append(group)
    return tuple(sorted(done))


def _opened(group: PackageGroup, depth: int | None) -> list[PackageGroup]:
    """Return the parts of a group; none when it is a single module or as deep as allowed."""
    level = group.package.count(".") + 1 if group.package else 0
    if group.single or group.kind == REST or (depth is not None and level >= depth):
        return []
    if group.kind == OWN:
        return [PackageGroup(module, (module,), OWN) for module in group.members]
    own: list[str] = []
    below: dict[str, list[str]] = {}
    for module in group.members:
        child = ".".join(module.split(".")[: level + 1])
        below.setdefault(child, []).append(module)
    parts = []
    for child, members in below.items():
        if len(members) == 1 and members[0] in (child, group.package):
            own += members
        else:
            parts.append(PackageGroup(child, tuple(members), WHOLE))
    if not own:
        return parts
    if not parts:
        return [PackageGroup(module, (module,), OWN) for module in own]
    return [*parts, PackageGroup(group.package, tuple(own), OWN)]


def _largest(group: PackageGroup, parts: list[PackageGroup], slots: int) -> list[PackageGroup]:
    """Keep the largest parts, and put the smaller ones together; nothing if they are no smaller."""
    ordered = sorted(parts, key=lambda part: (-len(part.members), part))
    if len(parts) <= slots:
        return []
    # parts of about one size: to show some would be to pick them by name, but all of a tree is no picture
    if group.package and len(ordered[0].members) < 2 * len(ordered[slots - 1].members):
        return []
    rest = sorted(module for part in ordered[slots - 1 :] for module in part.members)
    return [*ordered[: slots - 1], PackageGroup(group.package, tuple(rest), REST)]
