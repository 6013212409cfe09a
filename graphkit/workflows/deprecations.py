"""Which configured deprecation a target belongs to, and whether its replacement is there."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.errors import BadConfig, BadTarget
from graphkit.model.config import Config, Deprecation
from graphkit.model.names import parse_symbol
from graphkit.workflows.reading import Reading
from graphkit.workflows.targets import find_targets


def deprecation_of(config: Config, *names: str) -> Deprecation | None:
    """Return the deprecation that one of `names` is, or is the target of; the first by name."""
    configured: Mapping[str, Deprecation] = config.deprecations
    for name in names:
        if name in configured:
            return configured[name]
    return next((row for _, row in sorted(configured.items()) if row.target in names), None)


def check_replacement(reading: Reading, deprecation: Deprecation) -> tuple[str, ...]:
    """Return what there is to note of the replacement: nothing, or that it lies outside the roots.

    Raises BadConfig, with the nearest names, when its package is in the tree and it is not.
    """
    replacement = deprecation.replacement
    if not replacement:
        return ()
    top = parse_symbol(replacement).module.partition(".")[0]
    if top not in reading.tree.top_level:
        return (f"the replacement {replacement} is outside the roots: what it imports is not seen",)
    try:
        find_targets(replacement, reading.tree, reading.facts, {})
    except BadTarget as error:
        key = f"the replacement of {deprecation.name}, {replacement!r}"
        hint = (
            f"did you mean {' or '.join(error.nearest)}?" if error.nearest else "correct it, or leave it out"
        )
        raise BadConfig(reading.config.path, f"{key}: {error.found}", hint) from error
    return ()
