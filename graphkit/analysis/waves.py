"""The hard constraints of a migration: what can move together, and after what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graphkit.analysis.obligations import CONSUMER, DEFINITION, TEST, Obligation
from graphkit.analysis.strong_components import strong_components


class Placed(NamedTuple):
    """Where one module stands; the lower wave moves first, what has one `step` moves at once."""

    wave: int
    step: int
    # other modules on a common cycle of symbol flow
    cycle: tuple[str, ...] = ()
    # modules of the step that are no part of the cycle: tests that patch it, star imports that pass it on
    followers: tuple[str, ...] = ()
    # what it follows itself; its own wave is that of the last of them where nothing asks for an earlier one
    follows: tuple[str, ...] = ()
    # modules that must move before it
    after: tuple[str, ...] = ()


def place(obligations: Sequence[Obligation]) -> Mapping[str, Placed]:
    """Return the wave and step of every module.

    A module moves after all that take the symbol from it: its wave is one more than the highest of
    theirs. Modules on a cycle of the symbol flow share wave and step. Three kinds of modules follow
    others and hold nothing up: a test that patches a name moves with the module that holds it (with the
    last, when it patches several and nothing needs it earlier), a module that passes the name on by star
    imports alone goes with the last that gives it, tests of the deprecated behaviour go in the wave of
    the definition. What is only possibly a use waits for a person, in the definition's wave too. Longest
    paths over the condensed flow: linear in modules and flow, but for sorting.
    """
    return _Placing(obligations).result()


class _Placing:
    def __init__(self, obligations: Sequence[Obligation]) -> None:
        self.obligations = {obligation.module: obligation for obligation in obligations}
        modules = list(self.obligations)
        number = {module: index for index, module in enumerate(modules)}
        givers = [[number[giver] for giver in self.obligations[module].givers] for module in modules]
        # takers first
        self.components = [
            tuple(modules[member] for member in members) for members in reversed(strong_components(givers))
        ]
        self.component = {module: i for i, members in enumerate(self.components) for module in members}
        self.wave = dict.fromkeys(modules, 1)
        # module → the modules it follows
        self.follows: dict[str, frozenset[str]] = {}

    def result(self) -> dict[str, Placed]:
        self._raise_givers()
        before: dict[str, int] = {}
        # what follows may be followed: waves only rise, and never above the last
        while before != self.wave:
            before = dict(self.wave)
            self._hold_back()
            self._follow_patched()
        followers: dict[int, set[str]] = {}
        for module, followed in self.follows.items():
            for other in followed:
                followers.setdefault(self.component[other], set()).add(module)
        step = self._steps()
        return {
            module: Placed(
                self.wave[module],
                step[module],
                tuple(other for other in self.components[own] if other != module),
                tuple(sorted(followers.get(own, set()) - set(self.components[own]))),
                tuple(sorted(self.follows.get(module, ()))),
                self._after(module, step),
            )
            for module, own in self.component.items()
        }

    def _raise_givers(self) -> None:
        for members in self.components:
            level = max(self.wave[member] for member in members)
            for member in members:
                self.wave[member] = level
            next_wave = level if len(members) == 1 and self._goes_along(members[0]) else level + 1
            for giver in {g for member in members for g in self.obligations[member].givers} - set(members):
                self.wave[giver] = max(self.wave[giver], next_wave)

    def _goes_along(self, module: str) -> bool:
        """Whether the module goes in the wave of what it takes from, not before it."""
        obligation = self.obligations[module]
        return obligation.passive or obligation.role == TEST

    def _hold_back(self) -> None:
        """Put the modules that go along with others, or wait for a person, where those are; givers first."""
        definitions = [self.wave[m] for m, o in self.obligations.items() if o.role == DEFINITION]
        for members in reversed(self.components):
            module, *more = members
            obligation = self.obligations[module]
            if more:
                continue
            if obligation.passive and obligation.givers:
                self.wave[module] = max(self.wave[giver] for giver in obligation.givers)
                self.follows[module] = frozenset(
                    last for giver in obligation.givers for last in self._editable(giver)
                )
            elif obligation.role == TEST:
                self.wave[module] = min(self.wave[giver] for giver in obligation.givers)
            elif definitions and only_possible(obligation):
                self.wave[module] = min(definitions)

    def _editable(self, module: str) -> frozenset[str]:
        """What is edited when the name goes from `module`: what that passes on, if it is passive."""
        passive = self.obligations[module].passive and module in self.follows
        return self.follows[module] if passive else frozenset({module})

    def _follow_patched(self) -> None:
        patching = [obligation for obligation in self.obligations.values() if obligation.patches]
        for obligation in patching:
            names = (name for name in obligation.patches if name in self.obligations)
            patched = {other for name in names for other in self._editable(name)} - {obligation.module}
            self.follows[obligation.module] = frozenset(patched)
        for module in (obligation.module for obligation in patching):
            last = max((self.wave[other] for other in self.follows[module]), default=0)
            if self.wave[module] < last <= self._latest(module):
                self.wave[module] = last

    def _latest(self, module: str) -> float:
        """Return the last wave in which the module can move and still be before all that it takes from."""
        if len(self.components[self.component[module]]) > 1:
            return 0
        leader = self._leader(module)
        return min(
            (self.wave[g] - (self.component[g] != leader) for g in self.obligations[module].givers),
            default=float("inf"),
        )

    def _leader(self, module: str) -> int:
        """Return the component that the module goes with: of the last that it follows one it takes from."""
        followed = self.follows[module]
        last = max(self.wave[other] for other in followed)
        components = {self.component[other] for other in followed if self.wave[other] == last}
        taken = {self.component[giver] for giver in self.obligations[module].givers}
        return max(components & taken or components)

    def _steps(self) -> dict[str, int]:
        """Return module → step: what follows others, and is of their wave, is of their step."""
        step = list(range(len(self.components)))

        def find(component: int) -> int:
            while step[component] != component:
                step[component] = step[step[component]]
                component = step[component]
            return component

        for module in sorted(self.follows):
            alone = len(self.components[self.component[module]]) == 1
            last = max((self.wave[other] for other in self.follows[module]), default=0)
            if alone and self.wave[module] == last:
                step[find(self.component[module])] = find(self._leader(module))
        return {module: find(component) for module, component in self.component.items()}

    def _after(self, module: str, step: Mapping[str, int]) -> tuple[str, ...]:
        """Return who takes from the module, is of another step, and does not go along by itself."""
        return tuple(
            taker
            for taker in self.obligations[module].takers
            if step[taker] != step[module] and not self.obligations[taker].passive
        )


def only_possible(obligation: Obligation) -> bool:
    """Whether nothing but possible uses makes the module matter."""
    parts = obligation.givers or obligation.takers or obligation.patches
    return obligation.role == CONSUMER and bool(obligation.possible) and not parts
