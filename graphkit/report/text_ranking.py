"""Blast radius and migration order as text."""

from __future__ import annotations

from itertools import groupby

from graphkit.model.ranking import EXACT, Blast, Counting, RankedModule, Ranking
from graphkit.report.text_layout import Look, closing, columns, count, heading, listed, visible


def blast_text(blast: Blast, look: Look) -> str:
    """Word the blast radius of modules as a table, largest first, `look.limit` rows of it."""
    shown, rest = listed(len(blast.modules), look.limit)
    rows = [["module", "direct", "transitive", "at import", "production", "tests"]]
    for row in blast.modules[:shown]:
        numbers = (row.transitive, row.import_time, row.production, row.tests)
        about = "" if row.exact else "~"
        rows.append([row.module, f"{row.direct:,}", *(f"{about}{number:,}" for number in numbers)])
    table = columns(rows, look=look, right=range(1, 6), styles=("name",))
    size = f"{count(len(blast.modules), 'module')}, {count(blast.edges, 'import')} in the tree"
    lines = [
        look.style("bold", f"Blast radius: {size}"),
        "  how many modules are downstream: import the module, directly or through others",
        *([f"  {how_counted(blast.counting)}"] if blast.counting.counts != EXACT else []),
        "",
        *table,
    ]
    return "\n".join([*lines, *([rest] if rest else []), *closing(blast.problems, blast.files, look)]) + "\n"


def how_counted(counting: Counting) -> str:
    """Word how far estimated counts may be off."""
    return (
        f"~ estimated: within {counting.relative_error:.1%} of the count with a probability of "
        f"{counting.confidence:.0%}; all others are exact"
    )


def ranking_text(ranking: Ranking, look: Look) -> str:
    """Word a migration order wave by wave: each module, where it is, and why it stands there."""
    waves = len({row.wave for row in ranking.modules})
    title = f"Order to migrate {visible(ranking.target)}"
    size = f"{count(len(ranking.modules), 'module')} in {count(waves, 'wave')}, {ranking.policy}"
    lines = [look.style("bold", title), f"  {size}; what one wave holds can move in any order"]
    lines += [f"  {visible(note)}" for note in ranking.notes]
    for wave, members in groupby(ranking.modules, key=lambda row: row.wave):
        rows = list(members)
        lines += heading(f"Wave {wave}", look, count(len(rows), "module"))
        for row in rows:
            lines += _ranked(row, look)
    lines += _agreement(ranking, look)
    return "\n".join([*lines, *closing(ranking.problems, ranking.files, look)]) + "\n"


def _ranked(row: RankedModule, look: Look) -> list[str]:
    module = look.style("name", visible(row.module))
    facts = f"{row.role}, {count(row.uses, 'use')}"
    lines = [f"  {row.rank:>3}. {module}  {look.style('dim', visible(row.file))}  {facts}"]
    lines += [f"       {visible(reason)}" for reason in row.reasons]
    lines += [f"       {look.style('warn', visible(flag))}" for flag in row.flags]
    if row.waits_for and look.verbose:
        lines.append(f"       waits for: {visible(', '.join(row.waits_for))}")
    return lines


def _agreement(ranking: Ranking, look: Look) -> list[str]:
    if not ranking.agreement:
        return []
    rows = [(pair.policy, pair.other, f"{pair.tau:.2f}") for pair in ranking.agreement]
    remark = "Kendall's tau-b over all steps: 1 the same order, -1 the opposite"
    return [*heading("How far the policies agree", look, remark), *columns(rows, look=look, right=(2,))]
