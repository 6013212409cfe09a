"""Chains as text: how many, the shortest ones step by step, and what they all depend on."""

from __future__ import annotations

from graphkit.model.chains import Chain, Chains, Cuts
from graphkit.report.text_layout import Look, closing, columns, count, heading, visible

# modules of a cycle that are named without -v
SHOWN_OF_CYCLE = 6


def chains_text(chains: Chains, look: Look) -> str:
    """Word chains: the exact count, each listed chain with its file and line, merged cycles, cuts."""
    lines = [look.style("bold", f"Chains to {visible(chains.target)}")]
    if chains.via:
        lines.append(f"  through {visible(chains.via)}")
    if chains.origin:
        lines.append(f"  from {visible(chains.origin)}")
    told = f"; {chains.listed:,} listed, shortest first" if chains.truncated else ""
    lines.append(f"  {count(chains.count, 'chain')} at {chains.level} level{told}")
    for number, chain in enumerate(chains.chains, start=1):
        lines += _chain(number, chain, look)
    if chains.truncated:
        lines += ["", f"… {chains.listed:,} of {chains.count:,}; --limit lists more"]
    lines += _condensed(chains, look)
    if chains.cuts is not None:
        lines += _cuts(chains.cuts, look)
    return "\n".join([*lines, *closing(chains.problems, chains.files, look)]) + "\n"


def _chain(number: int, chain: Chain, look: Look) -> list[str]:
    start = chain.modules[0] if chain.modules else ""
    steps = count(len(chain.imports), "step")
    lines = heading(f"{number}. {visible(start)}", look, steps)
    rows = [
        (f"{link.file}:{link.line}", f"takes {link.name}" if link.name else "imports", link.imported)
        for link in chain.imports
    ]
    return lines + columns(rows, look=look, indent=3, styles=("", "", "name"))


def _condensed(chains: Chains, look: Look) -> list[str]:
    if not chains.condensed:
        return []
    title = heading(f"Cycles ({len(chains.condensed):,})", look, "each is counted as one step")
    return title + [f"  {_cycle(cycle, look)}" for cycle in chains.condensed]


def _cycle(cycle: tuple[str, ...], look: Look) -> str:
    """The modules of a cycle; of a large one the first, unless all were asked for."""
    shown = cycle if look.verbose else cycle[:SHOWN_OF_CYCLE]
    more = f" and {len(cycle) - len(shown):,} more; -v lists all" if len(shown) < len(cycle) else ""
    return f"{len(cycle):,} modules: {visible(', '.join(shown))}{more}"


def _cuts(cuts: Cuts, look: Look) -> list[str]:
    lines = heading("What the chains depend on", look)
    groups = (
        ("smallest cut", cuts.minimum_cut),
        ("depend on the facade alone", cuts.facade_only),
        ("bypass the facade", cuts.bypassing),
        ("do both", cuts.both),
    )
    for label, modules in groups:
        lines.append(f"  {label}: {len(modules):,}")
        lines += [f"    {visible(module)}" for module in modules]
    if cuts.dominated:
        widest = sorted(cuts.dominated, key=lambda row: (-len(row[1]), row[0]))
        rows = [(name, f"on every chain of {count(len(on), 'consumer')}") for name, on in widest]
        lines += heading("Dominators", look) + columns(rows, look=look, styles=("name", ""))
    return lines
