"""How many modules are left after each wave of the migration."""

from __future__ import annotations

from collections import Counter

from graphkit.model.charts import Bar, BarChart, Series
from graphkit.model.ranking import Ranking
from graphkit.report.charts.cutting import MOST_ROWS
from graphkit.report.charts.looks import ALARM, AMBER, PALE, STRONG
from graphkit.report.text_layout import count

# from the ground up: what stays longest lies lowest
_ROLES = (
    ("definition", "definition", ALARM),
    ("facade", "passes it on", AMBER),
    ("test", "tests the old behaviour", PALE),
    ("consumer", "consumer", STRONG),
)


def burndown_chart(ranking: Ranking) -> BarChart:
    """Return a standing bar for today and for each wave: the modules left after it, by their roles."""
    waves = sorted({row.wave for row in ranking.modules})
    shown = waves[: MOST_ROWS - 1]
    bars = [_bar("today", ranking, 0), *(_bar(str(wave), ranking, wave) for wave in shown)]
    remarks: tuple[str, ...] = (
        f"Off {ranking.target}.",
        "A wave waits for the waves before it, and for nothing else.",
    )
    if len(shown) < len(waves):
        remarks += (
            f"{len(shown)} of {len(waves):,} waves are shown; {bars[-1].note} modules are left after them.",
        )
    present = {row.role for row in ranking.modules}
    kept = [index for index, role in enumerate(_ROLES) if role[0] in present]
    return BarChart(
        title=_title(ranking),
        remarks=remarks,
        unit="modules left",
        series=tuple(Series(*_ROLES[index][1:]) for index in kept),
        bars=tuple(bar._replace(values=tuple(bar.values[index] for index in kept)) for bar in bars),
        standing=True,
        along="after wave",
    )


def _bar(label: str, ranking: Ranking, wave: int) -> Bar:
    left = Counter(row.role for row in ranking.modules if row.wave > wave)
    return Bar(label, tuple(left[role] for role, _, _ in _ROLES), f"{left.total():,}")


def _title(ranking: Ranking) -> str:
    if not ranking.modules:
        return "Nothing is left to move"
    waves = Counter(row.wave for row in ranking.modules)
    wave, most = max(waves.items(), key=lambda pair: (pair[1], -pair[0]))
    total = count(len(ranking.modules), "module")
    if len(waves) == 1:
        return f"{total} to go, all in one wave"
    return f"{total} to go in {len(waves):,} waves; wave {wave} settles {most:,} of them"
