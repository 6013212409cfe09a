"""A scan of many repositories as text: who uses the target, by which way, and who moves first."""

from __future__ import annotations

from collections import Counter

from graphkit.model.scan import ChainRow, RankedRepository, RepositoryRow, Scan
from graphkit.report.text_layout import Look, closing, columns, count, heading, listed, visible

_BINDINGS_SHOWN = 6


def scan_text(scan: Scan, look: Look) -> str:
    """Word a scan: totals, the repositories that use the target, owners, ways in, and the order."""
    lines = [look.style("bold", f"Scan for {visible(scan.target)}"), *_head(scan)]
    lines += _repositories(scan, look)
    lines += _failed(scan, look)
    owners = [row for row in scan.owners if row.owner]
    if owners:
        rows = [
            (row.owner, count(row.repositories, "repository", "repositories"), count(row.uses, "use"))
            for row in scan.owners
        ]
        lines += heading(f"Owners ({len(rows):,})", look)
        lines += columns([(owner or "nobody named", *rest) for owner, *rest in rows], look=look)
    lines += _ways(scan, look)
    lines += _order(scan, look)
    return "\n".join([*lines, *closing(scan.problems, scan.files, look)]) + "\n"


def _head(scan: Scan) -> list[str]:
    using = [row for row in scan.repositories if row.uses]
    certainties = Counter(use.certainty for use in scan.uses)
    offered = ", ".join(scan.bindings[:_BINDINGS_SHOWN])
    more = (
        f" and {len(scan.bindings) - _BINDINGS_SHOWN:,} more" if len(scan.bindings) > _BINDINGS_SHOWN else ""
    )
    found = ", ".join(f"{number:,} {certainty}" for certainty, number in sorted(certainties.items()))
    total = count(len(scan.repositories), "repository", "repositories")
    return [
        f"  defined in {visible(scan.provider) or 'none of the repositories'}",
        f"  offered as {visible(offered)}{more}",
        f"  used in {len(using):,} of {total}: {count(len(scan.uses), 'use')}"
        + (f" ({found})" if found else ""),
        f"  rows in {visible(scan.results)}",
    ]


def _repositories(scan: Scan, look: Look) -> list[str]:
    using = sorted((row for row in scan.repositories if row.uses), key=lambda row: (-row.uses, row.name))
    shown, rest = listed(len(using), look.limit)
    lines = heading(f"Repositories ({len(using):,})", look, "that use it, most uses first")
    lines += columns([_row(row) for row in using[:shown]], look=look, styles=("name",))
    return [*lines, *([rest] if rest else [])]


def _row(row: RepositoryRow) -> tuple[str, ...]:
    parts = [count(row.uses, "use")]
    if row.possible:
        parts.append(f"{row.possible:,} possible")
    if row.test_uses:
        parts.append(f"{row.test_uses:,} in tests")
    place = "defines it" if row.state == "provider" else ""
    return row.name, row.owner, count(row.consumers, "module"), ", ".join(parts), place


def _failed(scan: Scan, look: Look) -> list[str]:
    failed = [row for row in scan.repositories if row.state == "failed"]
    if not failed:
        return []
    lines = heading(f"Not read ({len(failed):,})", look, "what they use is not known")
    return lines + columns([(row.name, row.reason) for row in failed], look=look, styles=("name", "bad"))


def _ways(scan: Scan, look: Look) -> list[str]:
    if not scan.chains:
        return []
    shown, rest = listed(len(scan.chains), look.limit)
    lines = heading(f"Ways in ({len(scan.chains):,})", look, "the name by which it enters a repository")
    lines += columns([_way(row) for row in scan.chains[:shown]], look=look, styles=("name",))
    return [*lines, *([rest] if rest else [])]


def _way(row: ChainRow) -> tuple[str, ...]:
    return (
        row.through or "inside its own repository",
        f"in {row.giver}" if row.giver else "",
        count(row.repositories, "repository", "repositories"),
        count(row.uses, "use"),
        " -> ".join(row.chain),
    )


def _order(scan: Scan, look: Look) -> list[str]:
    if not scan.ranking:
        return []
    shown, rest = listed(len(scan.ranking), look.limit)
    lines = heading(f"Order ({len(scan.ranking):,})", look, "consumers before those they take it from")
    lines += columns(
        [_place(row) for row in scan.ranking[:shown]], look=look, right=(0,), styles=("", "", "name")
    )
    return [*lines, *([rest] if rest else [])]


def _place(row: RankedRepository) -> tuple[str, ...]:
    return f"{row.position:,}", f"wave {row.wave:,}", row.repository, "; ".join(row.reasons)
