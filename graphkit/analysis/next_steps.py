"""The one step to take now: what it changes, what waits for it, what it puts at stake."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from graphkit.analysis.obligations import CONSUMER, DEFINITION, FACADE, TEST
from graphkit.model.imports import IMPORT_TIME, BlastRadius, ImportGraph
from graphkit.model.names import parse_symbol
from graphkit.model.ranking import RankedModule
from graphkit.model.uses import Consumer, Trace, Use

LEFTOVER = "leftover"
# a slip of the pen changes a name's length by less, and leaves more of it alike
_SLIP = 3
_ALIKE = 0.7


class Step(NamedTuple):
    """What moves now."""

    # what to edit, the module that the step is about first
    rows: tuple[RankedModule, ...]
    # in that order; of a test that patches names in several steps, those of this step
    uses: tuple[Use, ...]
    unblocks: tuple[str, ...]
    waits: tuple[str, ...]

    @property
    def head(self) -> RankedModule:
        """The module that the step is about."""
        return self.rows[0]

    @property
    def modules(self) -> tuple[str, ...]:
        """The names of what to edit."""
        return tuple(row.module for row in self.rows)


def choose_step(trace: Trace, rows: Sequence[RankedModule]) -> Step | None:
    """Return the first step of an order that has something to edit; None when none has.

    Its head is the definition if that moves now, else the first module with something to edit.
    """
    editable = [row for row in rows if not row.passive]
    if not editable:
        return None
    own = [row for row in editable if row.step == editable[0].step]
    head = next((row for row in own if row.role == DEFINITION), own[0])
    by_name = {row.module: row for row in editable}
    others = [module for module in head.together if module in by_name]
    together = {head.module, *head.together}
    uses = tuple(
        use
        for module in (head.module, *others)
        for use in _uses(trace, module)
        if (
            parse_symbol(use.source).module in together
            if use.kind == "patch_string" and head.role != LEFTOVER
            else by_name[module].step == head.step
        )
    )
    unblocks = tuple(sorted(row.module for row in rows if head.module in row.waits_for and not row.passive))
    moving = (head, *(by_name[module] for module in others))
    return Step(moving, uses, unblocks, tuple(_waits(trace, rows, head)))


def narrowed(trace: Trace, step: Step) -> Trace:
    """Return the trace with those uses of the step's modules alone that this step is about.

    What names a symbol that is gone counts as a use of it.
    """
    wanted = set(step.uses)
    consumers = tuple(
        replace(consumer, uses=tuple(use for use in consumer.uses if use in wanted))
        if consumer.module in step.modules
        else consumer
        for consumer in trace.consumers
    )
    known = {consumer.module for consumer in consumers}
    gone = tuple(
        Consumer(row.module, row.file, False, (), tuple(use for use in step.uses if use.file == row.file))
        for row in step.rows
        if row.role == LEFTOVER and row.module not in known
    )
    return replace(trace, consumers=(*(consumer for consumer in consumers if consumer.uses), *gone))


def verdict(step: Step, target: str) -> str:
    """Say in one line what to do."""
    head = step.head
    also = f", with {len(step.modules) - 1} more that move together" if len(step.modules) > 1 else ""
    if head.role == LEFTOVER:
        return f"{target} is gone, but {head.file} still names it: clean it up"
    if head.role == DEFINITION:
        return f"{target} is defined and nothing else uses it: delete it{also}"
    if head.role == FACADE:
        return f"take the name out of {head.file}: nothing takes it from there any more{also}"
    if head.role == TEST:
        return f"delete or rewrite {head.file}: it tests what goes next{also}"
    if head.possible == head.uses:
        return f"look at {head.file}: nothing but possible uses is in the way"
    return f"change {head.file}{also}"


def slips(target: str, nearest: Sequence[str]) -> tuple[str, ...]:
    """Return those of `nearest` that `target` may be a slip of the pen for: a letter or two is different.

    >>> slips("a:mkae", ["a:make", "a:make_all"])
    ('a:make',)
    """
    meant = parse_symbol(target)
    found = []
    for text in nearest:
        module, name = parse_symbol(text)
        pair = (name, meant.name) if module == meant.module else (module, meant.module)
        one, other = (part.rpartition(".")[2] for part in pair)
        if abs(len(one) - len(other)) < _SLIP and SequenceMatcher(None, one, other).ratio() > _ALIKE:
            found.append(text)
    return tuple(found)


def downstream(imports: ImportGraph, module: str) -> tuple[str, ...]:
    """Return the modules that fail at import when `module` does, sorted.

    They reach it by imports that run at import time and that no `try` guards. O(modules + imports).
    """
    importers: dict[str, list[str]] = {}
    for edge in imports.edges:
        if edge.when == IMPORT_TIME and not edge.guarded:
            importers.setdefault(edge.imported, []).append(edge.importer)
    seen = {module}
    queue = deque([module])
    while queue:
        for importer in importers.get(queue.popleft(), ()):
            if importer not in seen:
                seen.add(importer)
                queue.append(importer)
    return tuple(sorted(seen - {module}))


def leftovers(
    trace: Trace, radii: Mapping[str, BlastRadius], ranked: Sequence[RankedModule] = ()
) -> tuple[RankedModule, ...]:
    """Return a row for each module that names the symbol where it is not, each a step of its own.

    `ranked` is the order of what was found by supposing that a symbol which is gone were still there: it
    comes first, but for the definition and for uses that were merely possible. The others come by name.
    """
    words: dict[str, list[str]] = {}
    files: dict[str, str] = {}
    for row in ranked:
        if row.role != DEFINITION and not row.passive and (row.uses > row.possible or row.role != CONSUMER):
            words[row.module], files[row.module] = [], row.file
    first = list(words)
    for dangling in trace.dangling:
        guarded = ", guarded: it fails silently" if dangling.guarded else ""
        files[dangling.module] = dangling.file
        words.setdefault(dangling.module, []).append(
            f"line {dangling.line} names {dangling.through}: {dangling.reason}{guarded}"
        )
    order = [*first, *sorted(words.keys() - set(first))]
    return tuple(
        RankedModule(
            rank=number,
            wave=1,
            module=module,
            file=files[module],
            role=LEFTOVER,
            uses=len(_uses(trace, module)),
            direct=radii[module].direct,
            transitive=radii[module].transitive,
            production=radii[module].production,
            tests=radii[module].tests,
            waits_for=(),
            unblocks=0,
            reasons=tuple(words[module]) or ("what it takes the symbol from does not hold it any more",),
            import_time=radii[module].import_time,
            step=number,
        )
        for number, module in enumerate(order, start=1)
    )


def _uses(trace: Trace, module: str) -> list[Use]:
    """Everything to edit in one module, by line: uses, re-exports, definitions and references that dangle."""
    found: set[Use] = set()
    files = set()
    for consumer in trace.consumers:
        if consumer.module == module:
            found.update(consumer.uses)
            files.add(consumer.file)
    lines = {(use.line, use.name) for use in found}
    for row in trace.reexports:
        if row.module == module:
            files.add(row.file)
            if not any(line == row.line for line, _ in lines):
                found.add(
                    Use(
                        row.file,
                        row.line,
                        "reexport",
                        row.when,
                        row.guarded,
                        "certain",
                        row.name,
                        source=row.origin,
                    )
                )
    for definition in trace.definitions:
        if definition.module == module:
            files.add(definition.file)
            name = definition.name or module
            found.add(
                Use(definition.file, definition.line, "definition", IMPORT_TIME, False, "certain", name)
            )
    found.update(use for use in trace.exports if use.file in files)
    for gone in trace.dangling:
        if gone.module == module:
            name = parse_symbol(gone.through).name
            found.add(
                Use(gone.file, gone.line, gone.kind, gone.when, gone.guarded, "certain", name,
                    source=gone.through, reason=f"dangling: {gone.reason}")
            )  # fmt: skip
    return sorted(found)


def _waits(trace: Trace, rows: Sequence[RankedModule], head: RankedModule) -> Iterator[str]:
    for row in rows:
        if row.possible and (row.module == head.module or head.role == DEFINITION):
            for use in next(c.uses for c in trace.consumers if c.module == row.module):
                if use.certainty == "possible":
                    why = f" ({use.reason})" if use.reason else ""
                    yield (
                        f"{use.file}:{use.line} is possibly a use{why}: change it, or sign it off "
                        "with `signed_off` in the deprecation's configuration"
                    )
    for module in head.waits_for:
        yield f"{module} still takes the name from here"
