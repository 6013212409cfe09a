"""Two traces of one symbol in one drawing: what came, what went, what moved, all else in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphkit.model.drawing import (
    ADDED,
    DEFINITION,
    EDGE_ADDED,
    EDGE_REMOVED,
    EDGE_UNCHANGED,
    MOVED,
    REMOVED,
    UNCHANGED,
    Budget,
    Diagram,
)
from graphkit.model.names import parent
from graphkit.model.uses import Trace
from graphkit.report.diagram import first_within, groups_told, node_of
from graphkit.report.diagram_parts import Part, Take, parts_of, takes_of
from graphkit.report.palette import in_order

# what is shown of the two; all have the same layout
SHOWN = ("both", "before", "after")
_SIGNS = {ADDED: "+ ", REMOVED: "\N{MINUS SIGN} ", MOVED: "→ "}
_MOVES_NAMED = 4


class Changes(NamedTuple):
    """Both traces as one set of modules and takes, each in the state of its change."""

    parts: dict[str, Part]
    takes: tuple[Take, ...]
    # new module → the old one
    renamed: Mapping[str, str]


def draw_diff(
    before: Trace,
    after: Trace,
    names: tuple[str, str],
    show: str = SHOWN[0],
    budget: Budget = Budget(),  # noqa: B008
) -> Diagram:
    """Draw what changed from one trace to another; `names` are those of the two states, `show` one of SHOWN.

    Everything is laid out in all three, what is not to be shown as hidden: so it keeps its place.
    """
    found = changes(before, after)
    view, edges = first_within(budget, found.parts, found.takes, (ADDED, REMOVED, MOVED))
    hidden = {"before": (ADDED, EDGE_ADDED), "after": (REMOVED, EDGE_REMOVED)}.get(show, ())
    nodes = []
    for group in view.groups:
        node = node_of(group, found.parts, {})
        title = _SIGNS.get(node.state, "") + node.title
        nodes.append(node._replace(title=title, hidden=node.state in hidden))
    gone = {node.key for node in nodes if node.hidden}
    edges = tuple(
        edge._replace(hidden=edge.look in hidden or bool({edge.taker, edge.giver} & gone), guarded=False)
        for edge in edges
    )
    told = [*_summary(found, names), *view.steps, *groups_told(view)]
    if view.left_out:
        told.append(f"Left out: {_modules(len(view.left_out))}")
    seen = [f"{state.files.seen:,} of {state.files.total:,}" for state in (before, after)]
    told.append(f"Files seen: {seen[0]} before, {seen[1]} after")
    states, looks = in_order((node.state for node in nodes), (edge.look for edge in edges))
    target = after.target if after.definitions or not before.definitions else before.target
    return Diagram(
        (target.name or target.module) + ("" if show == SHOWN[0] else f" ({show})"),
        str(target),
        tuple(sorted(nodes)),
        edges,
        tuple(f"{line}." for line in told),
        states,
        looks,
        heading="What changed for",
    )


def changes(before: Trace, after: Trace) -> Changes:
    """Put two traces together; a module that is gone is matched with a new one of its name and kind."""
    old, new = parts_of(before), parts_of(after)
    old_takes, new_takes = takes_of(before), takes_of(after)
    renamed = _renamed(old, new)
    now = {was: module for module, was in renamed.items()}
    earlier = _pairs(old_takes, now)
    later = _pairs(new_takes, {})
    was = {now.get(module, module): part for module, part in old.items()}
    parts = {}
    for module in sorted({*was, *new}):
        givers = [sorted(g for t, g in pairs if t == module) for pairs in (earlier, later)]
        parts[module] = _part(module, was.get(module), new.get(module), renamed.get(module, ""), *givers)
    takes = []
    for pair in sorted({*earlier, *later}):
        take = later.get(pair) or earlier[pair]
        look = (
            EDGE_UNCHANGED
            if pair in earlier and pair in later
            else EDGE_ADDED
            if pair in later
            else EDGE_REMOVED
        )
        takes.append(take._replace(taker=pair[0], giver=pair[1], look=look, renamed="", guarded=False))
    return Changes(parts, tuple(takes), renamed)


def _pairs(takes: tuple[Take, ...], now: Mapping[str, str]) -> dict[tuple[str, str], Take]:
    found: dict[tuple[str, str], Take] = {}
    for take in takes:
        found.setdefault((now.get(take.taker, take.taker), now.get(take.giver, take.giver)), take)
    return found


def _renamed(old: Mapping[str, Part], new: Mapping[str, Part]) -> dict[str, str]:
    """Return new module → old one, where exactly one of each shares the last name and the kind."""
    gone: dict[tuple[str, str], list[str]] = {}
    come: dict[tuple[str, str], list[str]] = {}
    for parts, others, found in ((old, new, gone), (new, old, come)):
        for module, part in parts.items():
            if module not in others:
                found.setdefault((module.rpartition(".")[2], part.state), []).append(module)
    return {
        modules[0]: gone[key][0]
        for key, modules in sorted(come.items())
        if len(modules) == 1 and len(gone.get(key, ())) == 1
    }


def _part(
    module: str, was: Part | None, now: Part | None, old_name: str, before: list[str], after: list[str]
) -> Part:
    part = now or was
    assert part is not None
    if was is None or now is None:
        return Part(module, ADDED if was is None else REMOVED, part.uses, part.state)
    told = f"from {parent(old_name) or 'the top level'}" if old_name else ""
    if before != after:
        told = ", ".join(filter(None, (told, f"took it from {_last(before)}, now from {_last(after)}")))
    elif was.state != now.state:
        told = ", ".join(filter(None, (told, f"was: {was.state}, now: {now.state}")))
    if told:
        return Part(module, MOVED, part.uses, told)
    state = DEFINITION if part.state == DEFINITION else UNCHANGED
    return Part(module, state, part.uses, part.detail if state == DEFINITION else part.state)


def _last(modules: list[str]) -> str:
    return " and ".join(module.rpartition(".")[2] for module in modules[:2]) or "nowhere"


def _summary(found: Changes, names: tuple[str, str]) -> list[str]:
    count = dict.fromkeys((ADDED, REMOVED, MOVED), 0)
    for part in found.parts.values():
        count[part.state] = count.get(part.state, 0) + 1
    if not any(count[state] for state in (ADDED, REMOVED, MOVED)):
        return [f"Nothing changed from {names[0]} to {names[1]}: {_modules(len(found.parts))}"]
    same = count.get(UNCHANGED, 0) + count.get(DEFINITION, 0)
    summary = (
        f"From {names[0]} to {names[1]}: {_modules(count[ADDED])} added, {count[REMOVED]:,} removed, "
        f"{count[MOVED]:,} moved, {same:,} unchanged. Arrows run from importer to imported"
    )
    told = [summary]
    if found.renamed:
        shown = [f"{old} → {new}" for new, old in sorted(found.renamed.items())]
        more = f" and {len(shown) - _MOVES_NAMED} more" if len(shown) > _MOVES_NAMED else ""
        told.append(f"Moved: {', '.join(shown[:_MOVES_NAMED])}{more}")
    return told


def _modules(count: int) -> str:
    return f"{count:,} module{'s' * (count != 1)}"
