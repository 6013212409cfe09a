"""A trace as text: what matters first, then every place to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graphkit.model.names import parent
from graphkit.model.uses import Consumer, Reexport, Trace, Use
from graphkit.report.text_layout import Look, closing, columns, count, heading, visible

_WHEN = {"import_time": "import time", "call_time": "call time", "type_checking": "typing only"}
# places that offer the name, in the summary
_OFFERED = 3
_KINDS = (
    "import", "reexport", "star_import", "export", "call", "reference", "decorator", "base_class",
    "annotation", "patch_string", "dynamic_import",
)  # fmt: skip


def trace_text(trace: Trace, look: Look) -> str:
    """Word a trace: definition, re-exports, consumers by area and kind, every use, what is uncertain."""
    lines = [*_summary(trace, look), *_reexports(trace, look), *_exports(trace, look)]
    lines += [
        *_by_area(trace, look),
        *_uses(trace, look),
        *_possible(trace, look),
        *_dangling(trace, look),
        *_mentions(trace, look),
    ]
    return "\n".join([*lines, *closing(trace.problems, trace.files, look)]) + "\n"


def _summary(trace: Trace, look: Look) -> list[str]:
    lines = [look.style("bold", visible(str(trace.target)))]
    rows = [(f"defined ({row.kind})", f"{row.file}:{row.line}") for row in trace.definitions]
    offered = [row for row in _busiest_first(trace.reexports) if row.used_by]
    rows += [
        ("offered", f"{row.file}:{row.line}  to {count(row.used_by, 'module')}") for row in offered[:_OFFERED]
    ]
    if len(offered) > _OFFERED:
        rows.append(("", f"and at {count(len(offered) - _OFFERED, 'more place')}, see the re-exports"))
    tests = sum(consumer.is_test for consumer in trace.consumers)
    certain, possible = _split(trace.consumers)
    split = f"{len(trace.consumers) - tests:,} production, {tests:,} tests"
    rows.append(("consumers", f"{count(len(trace.consumers), 'module')} ({split})"))
    rows.append(("uses", f"{len(certain):,} certain, {len(possible):,} possible"))
    if trace.dangling:
        rows.append(("dangling", f"{count(len(trace.dangling), 'reference')} to a module without the name"))
    return lines + columns(rows, look=look, styles=("dim", ""))


def _split(consumers: Iterable[Consumer]) -> tuple[list[tuple[Consumer, Use]], list[tuple[Consumer, Use]]]:
    """Return the certain and the possible uses, each with its consumer."""
    pairs = [(consumer, use) for consumer in consumers for use in consumer.uses]
    certain = [pair for pair in pairs if pair[1].certainty == "certain"]
    return certain, [pair for pair in pairs if pair[1].certainty != "certain"]


def _reexports(trace: Trace, look: Look) -> list[str]:
    if not trace.reexports:
        return []
    rows = [
        (
            f"{row.file}:{row.line}",
            row.name,
            f"used by {row.used_by:,}" if row.used_by else "unused",
            _flags(row.kind, row.when, row.guarded),
            f"from {row.origin}",
        )
        for row in _busiest_first(trace.reexports)
    ]
    title = heading(f"Re-exports ({len(rows):,})", look, "modules that offer the name without defining it")
    return title + columns(rows, look=look, styles=("", "name", "", "", "dim"))


def _exports(trace: Trace, look: Look) -> list[str]:
    if not trace.exports:
        return []
    rows = [(f"{use.file}:{use.line}", use.name) for use in trace.exports]
    title = heading(f"Exports ({len(rows):,})", look, "entries of __all__")
    return title + columns(rows, look=look)


def _busiest_first(reexports: Sequence[Reexport]) -> list[Reexport]:
    return sorted(reexports, key=lambda row: (-row.used_by, row.file, row.line, row.name))


def _by_area(trace: Trace, look: Look) -> list[str]:
    """Table the consumers by area and, within it, by package; their uses by kind."""
    if not trace.consumers:
        return [*heading("Consumers (0)", look), "  nothing in the tree uses it"]
    present = {use.kind for consumer in trace.consumers for use in consumer.uses}
    kinds = [kind for kind in _KINDS if kind in present]
    rows = [["", "modules", "uses", *(kind.replace("_", " ") for kind in kinds)]]
    for area, members in _areas(trace.consumers):
        rows.append(_counts(area, members, kinds))
        packages = sorted({parent(consumer.module) for consumer in members})
        for package in packages:
            inside = [consumer for consumer in members if parent(consumer.module) == package]
            rows.append(_counts(f"  {package or '(top level)'}", inside, kinds))
    table = columns(rows, look=look, right=range(1, len(rows[0])))
    return [*heading(f"Consumers ({len(trace.consumers):,})", look), look.style("dim", table[0]), *table[1:]]


def _areas(consumers: Sequence[Consumer]) -> list[tuple[str, list[Consumer]]]:
    production = [consumer for consumer in consumers if not consumer.is_test]
    tests = [consumer for consumer in consumers if consumer.is_test]
    return [(name, group) for name, group in (("production", production), ("tests", tests)) if group]


def _counts(label: str, consumers: Sequence[Consumer], kinds: Sequence[str]) -> list[str]:
    found = Counter(use.kind for consumer in consumers for use in consumer.uses)
    cells = [f"{found[kind]:,}" if found[kind] else "." for kind in kinds]
    return [label, f"{len(consumers):,}", f"{found.total():,}", *cells]


def _uses(trace: Trace, look: Look) -> list[str]:
    """List every certain use, under its consumer, production first."""
    lines = []
    for area, consumers in _areas(trace.consumers):
        certain = [(c, [use for use in c.uses if use.certainty == "certain"]) for c in consumers]
        shown = [(consumer, uses) for consumer, uses in certain if uses]
        if not shown:
            continue
        lines += heading(f"Uses in {area} ({sum(len(uses) for _, uses in shown):,})", look)
        for consumer, uses in shown:
            through = f"  through {', '.join(consumer.facades)}" if consumer.facades else ""
            lines.append(
                f"  {look.style('name', visible(consumer.module))}{look.style('dim', visible(through))}"
            )
            lines += columns([_use_row(use, trace.target.name) for use in uses], look=look, indent=4)
    return lines


def _use_row(use: Use, name: str) -> tuple[str, ...]:
    scope = f"in {use.scope}" if use.scope else ""
    alias = f"as {use.name}" if use.name not in {"", name} else ""
    where = " ".join(word for word in (alias, scope) if word)
    return f"{use.file}:{use.line}", use.kind.replace("_", " "), _flags("", use.when, use.guarded), where


def _flags(kind: str, when: str, guarded: bool) -> str:
    words = [kind.replace("_", " "), _WHEN.get(when, when), "guarded" if guarded else ""]
    return ", ".join(word for word in words if word)


def _possible(trace: Trace, look: Look) -> list[str]:
    _, possible = _split(trace.consumers)
    if not possible:
        return []
    rows = [(f"{use.file}:{use.line}", use.kind.replace("_", " "), use.reason) for _, use in possible]
    title = heading(f"Possible uses ({len(rows):,})", look, "cannot be decided without running the code")
    return title + columns(rows, look=look, styles=("", "", "warn"))


def _dangling(trace: Trace, look: Look) -> list[str]:
    if not trace.dangling:
        return []
    rows = [
        (
            f"{row.file}:{row.line}",
            _flags(row.kind, row.when, row.guarded),
            row.through,
            row.reason,
        )
        for row in trace.dangling
    ]
    title = heading(
        f"Dangling ({len(rows):,})", look, "names the target through a module that does not hold it"
    )
    return title + columns(rows, look=look, styles=("", "", "name", "bad"))


def _mentions(trace: Trace, look: Look) -> list[str]:
    if trace.mentions is None:
        return []
    kinds = Counter(mention.kind for mention in trace.mentions)
    split = ", ".join(count(number, kind) for kind, number in sorted(kinds.items()))
    files = len({mention.file for mention in trace.mentions})
    lines = heading(f"Mentions ({len(trace.mentions):,})", look, "in comments and strings; not uses")
    lines.append(f"  {split} in {count(files, 'file')}" if trace.mentions else "  none")
    if look.verbose:
        lines += columns(((f"{m.file}:{m.line}", m.kind) for m in trace.mentions), look=look, indent=4)
    return lines
