"""Where in the tree the files are that still have to move."""

from __future__ import annotations

from graphkit.model.charts import Bar, BarChart, Series
from graphkit.model.compliance import Share, SymbolCompliance
from graphkit.report.charts.cutting import cut
from graphkit.report.charts.looks import ALARM, AMBER, PALE
from graphkit.report.text_layout import count


def areas_chart(symbols: SymbolCompliance) -> BarChart:
    """Return a bar for each area with something left to move, the most first, then by name."""
    left = sorted((area for area in symbols.areas if _left(area)), key=lambda row: (-_left(row), row.name))
    done = [area for area in symbols.areas if not _left(area)]
    shown, words = cut(left, "areas", "have no more left")
    remarks = [
        f"{share.name.capitalize()}: {_left(share):,} of {count(_all(share), 'file')} left."
        for share in symbols.shares[1:]
        if _all(share)
    ]
    if done:
        files = count(sum(map(_all, done)), "file")
        remarks.append(f"Not shown: {count(len(done), 'area')} with nothing left to move, {files} in all.")
    return BarChart(
        title=_title(left, symbols),
        remarks=(*remarks, *words),
        unit="files",
        series=(
            Series("uses a deprecated symbol", ALARM),
            Series("uses both", AMBER),
            Series("uses the replacement alone", PALE),
        ),
        bars=tuple(
            Bar(_name(area), (area.deprecated, area.mixed, area.migrated), f"{_left(area):,} left")
            for area in shown
        ),
    )


def _left(share: Share) -> int:
    return share.deprecated + share.mixed


def _all(share: Share) -> int:
    return share.deprecated + share.mixed + share.migrated


def _name(share: Share) -> str:
    return share.name or "(top level)"


def _title(left: list[Share], symbols: SymbolCompliance) -> str:
    if not left:
        return f"Nothing is left to move off {symbols.name}"
    total = sum(map(_left, left))
    words = f"{_name(left[0])} holds {_left(left[0]):,} of the {count(total, 'file')} left to move"
    return words if len(left) > 1 else f"All of the {count(total, 'file')} left to move: {_name(left[0])}"
