"""Which of a name's bindings reach a place: the flow of one name through branches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphkit.model.facts import LOOP, Binding, PathStep

Arm = tuple[int, int]


class Reached(NamedTuple):
    """The bindings that may hold at a place, latest first, and whether the name may be unbound there."""

    bindings: tuple[Binding, ...]
    maybe_unbound: bool


def reaching(
    bindings: Sequence[Binding],
    path: tuple[PathStep, ...] = (),
    offset: int | None = None,
    *,
    runtime: bool = False,
) -> Reached:
    """Find which of `bindings` (one scope, in the order of the text) reach a place of that scope.

    The place is at byte `offset` under the branches `path`; without an offset, the scope's end.
    With `runtime`, arms that cannot run, and those for type checkers, are left out, and arms that
    always run count as no branch. The turns of a loop after the first may see what was bound later in
    it. Cost: linear in `bindings`.
    """
    here = _arms(path, runtime)
    covered: set[tuple[Arm, ...]] = set()
    found: list[Binding] = []
    for binding in reversed(bindings):
        place = binding.place
        if offset is not None and place.offset >= offset:
            if any(step.arm == LOOP and step.branch in here for step in place.path):
                # bound in the turn before
                found.append(binding)
            continue
        if runtime and (place.scope or any(s.state in ("never", "typing", "main") for s in place.path)):
            continue
        steps = [s for s in place.path if not (runtime and s.state == "always")]
        rest = _beyond(steps, here)
        if rest is None or any(step.ends for step in rest) or _killed(rest, covered):
            continue
        found.append(binding)
        if not rest:
            return Reached(_held(found), binding.kind == "del")
        if _cover(rest, covered):
            return Reached(_held(found), any(b.kind == "del" for b in found))
    return Reached(_held(found), True)


def _held(found: Iterable[Binding]) -> tuple[Binding, ...]:
    return tuple(binding for binding in found if binding.kind != "del")


def _arms(path: Iterable[PathStep], runtime: bool) -> dict[int, int]:
    return {step.branch: step.arm for step in path if not (runtime and step.state == "always")}


def _beyond(steps: list[PathStep], here: dict[int, int]) -> list[PathStep] | None:
    """The steps that the place is not inside of; None when the two exclude each other."""
    for index, step in enumerate(steps):
        if step.branch not in here:
            return steps[index:]
        if here[step.branch] != step.arm:
            return None
    return []


def _killed(rest: list[PathStep], covered: set[tuple[Arm, ...]]) -> bool:
    keys = tuple((step.branch, step.arm) for step in rest)
    return any(keys[:length] in covered for length in range(1, len(keys) + 1))


def _cover(rest: list[PathStep], covered: set[tuple[Arm, ...]]) -> bool:
    """Note that an arm binds the name; True when with it every way to the place does."""
    keys = tuple((step.branch, step.arm) for step in rest)
    while keys:
        covered.add(keys)
        step = rest[len(keys) - 1]
        inside = sum(
            1
            for key in covered
            if len(key) == len(keys) and key[:-1] == keys[:-1] and key[-1][0] == step.branch
        )
        if not step.arms or step.state in ("never", "typing") or inside < step.arms:
            return False
        keys = keys[:-1]
    return True
