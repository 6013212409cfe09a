"""Guess under which other names modules hold what has one of some names."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graphkit.analysis.holders import may_take
from graphkit.model.facts import ModuleFacts


def other_names(names: Collection[str], modules: Iterable[ModuleFacts]) -> frozenset[str]:
    """Return the names, none of `names`, that the modules give to what may have one of them.

    Nothing is resolved: another thing of the same name counts too. Linear in the bindings.
    """
    wanted = frozenset(names)
    return frozenset(
        binding.name
        for facts in modules
        for binding in facts.bindings
        if not binding.place.scope and binding.name not in wanted and may_take(binding, wanted)
    )
