"""What each chart says, before it is drawn."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.charts import Bar, Matrix, MatrixCell, MatrixRow
from graphkit.model.compliance import Compliance, Reconciled, Share, SymbolCompliance
from graphkit.model.imports import BlastRadius
from graphkit.model.names import Symbol
from graphkit.model.plan import Limits, Phase, Plan, PlannedFile, Risk
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import RankedModule, Ranking
from graphkit.model.testing import SelectedTests
from graphkit.report.charts.areas import areas_chart
from graphkit.report.charts.blast import blast_chart
from graphkit.report.charts.burndown import burndown_chart
from graphkit.report.charts.compliance import compliance_chart
from graphkit.report.charts.detectors import detectors_chart
from graphkit.report.charts.matrix import matrix_chart
from tests.examples import NEXT, TRACE

FILES = FilesSeen(9, 9)


def module(name: str, wave: int, role: str = "consumer") -> RankedModule:
    return RankedModule(1, wave, name, f"{name}.py", role, 1, 0, 0, 0, 0, (), 0, ())


def ranking(*modules: RankedModule) -> Ranking:
    return Ranking("pkg.a:make", modules, (), FILES)


def share(name: str, deprecated: int, mixed: int, migrated: int) -> Share:
    return Share(name, deprecated, mixed, migrated, 0, 0, None, None)


def symbols(*areas: Share, replacement: str = "pkg.new:New", also: int = 0) -> SymbolCompliance:
    deprecated, mixed = sum(area.deprecated for area in areas), sum(area.mixed for area in areas)
    whole = share("all", deprecated, mixed, sum(area.migrated for area in areas))
    targets = ("pkg.a:make", *(f"pkg.a:other{n}" for n in range(also)))
    parts = (whole, whole._replace(name="production"), share("tests", 0, 0, 0))
    return SymbolCompliance("maker", targets, replacement, (), parts, areas)


def plan(counted: SymbolCompliance, *phases: tuple[int, float | None, int]) -> Plan:
    risk = Risk("low", ())
    row = PlannedFile(module("m", 1), (), NEXT.edits[0], risk, (), (), "")
    trace = replace(TRACE, target=Symbol("pkg.a", "make"))
    return Plan(
        target="pkg.a:make",
        deprecation="maker",
        replacement="",
        trace=trace,
        compliance=Compliance("", (counted,), (), (), (), FILES),
        tests=SelectedTests("pkg.a:make", (), (), (), (), (), (), FILES),
        verdicts=(),
        phases=tuple(
            Phase(number, "", "", (row,) * files, (), (), (), (), (), (), after)
            for number, after, files in phases
        ),
        golden_paths=(),
        unseen=(),
        rollback=(),
        limits=Limits(),
        problems=(),
        files=FILES,
    )


def test_compliance_today_and_after_each_phase() -> None:
    chart = compliance_chart(plan(symbols(share("x", 6, 3, 1)), (1, 70.0, 6), (3, 70.0, 1), (4, None, 2)))
    assert chart.title == "The plan takes compliance from 10.0 % to 100 %; phase 1 alone brings 60.0 points"
    assert [bar.values for bar in chart.bars] == [(10.0, 0.0), (10.0, 60.0), (70.0, 0.0), (70.0, 30.0)]
    assert [bar.note for bar in chart.bars] == [
        "10.0 %: 1 of 10 files",
        "70.0 %, +60.0 points with 6 files",
        "70.0 %, unchanged with 1 file",
        "100 %, +30.0 points with 2 files",
    ]
    assert chart.bars[1].label == "after phase 1: consumers and their tests moved"
    assert chart.most == 100.0
    assert len(chart.remarks) == 1


def test_compliance_may_fall_and_never_rounds_up_to_all() -> None:
    chart = compliance_chart(plan(symbols(share("x", 1, 0, 1), also=2), (1, 99.97, 1), (4, 99.0, 1)))
    assert [bar.note.partition(" with")[0] for bar in chart.bars[1:]] == [
        "99.9 %, +50.0 points",
        "99.0 %, \N{MINUS SIGN}1.0 points",
    ]
    assert chart.bars[2].values == (99.0, 0.0)
    assert "2 other symbols that go with it" in chart.remarks[1]


def test_compliance_without_a_replacement_or_anything_left() -> None:
    unknown = compliance_chart(plan(symbols(share("x", 4, 0, 0), replacement=""), (1, 100.0, 4)))
    assert unknown.bars[0].note == "0 %: 0 of 4 files"
    assert unknown.remarks[-1].startswith("No replacement is known")
    assert compliance_chart(plan(symbols(share("x", 0, 0, 4)))).title == (
        "Nothing is left to move: compliance is 100 %"
    )


def test_burndown_counts_what_is_left_after_each_wave() -> None:
    rows = (
        module("a", 1),
        module("b", 1),
        module("f", 2, "facade"),
        module("t", 4, "test"),
        module("d", 4, "definition"),
    )
    chart = burndown_chart(ranking(*rows))
    assert chart.title == "5 modules to go in 3 waves; wave 1 settles 2 of them"
    assert [part.name for part in chart.series] == [
        "definition",
        "passes it on",
        "tests the old behaviour",
        "consumer",
    ]
    assert chart.bars == (
        Bar("today", (1, 1, 1, 2), "5"),
        Bar("1", (1, 1, 1, 0), "3"),
        Bar("2", (1, 0, 1, 0), "2"),
        Bar("4", (0, 0, 0, 0), "0"),
    )
    assert burndown_chart(ranking(module("a", 1))).title == "1 module to go, all in one wave"
    assert burndown_chart(ranking()).title == "Nothing is left to move"


def test_a_long_burndown_is_cut_and_says_what_is_left() -> None:
    chart = burndown_chart(ranking(*(module(f"m{n}", n) for n in range(1, 501))))
    assert len(chart.bars) == 60
    assert chart.remarks[-1] == "59 of 500 waves are shown; 441 modules are left after them."


def test_areas_show_what_is_left_first() -> None:
    chart = areas_chart(symbols(share("a", 1, 1, 9), share("b", 2, 3, 0), share("", 0, 0, 7)))
    assert chart.title == "b holds 5 of the 7 files left to move"
    assert [(bar.label, bar.values, bar.note) for bar in chart.bars] == [
        ("b", (2, 3, 0), "5 left"),
        ("a", (1, 1, 9), "2 left"),
    ]
    assert chart.remarks == (
        "Production: 7 of 23 files left.",
        "Not shown: 1 area with nothing left to move, 7 files in all.",
    )
    assert areas_chart(symbols(share("", 1, 0, 0))).title == "All of the 1 file left to move: (top level)"
    assert areas_chart(symbols()).title == "Nothing is left to move off maker"


def test_blast_keeps_tests_and_import_time_apart() -> None:
    rows = (
        BlastRadius("p.q.small", "", 1, 3, 1, 0, 3, 0),
        BlastRadius("p.q.large", "", 2, 9, 1, 4, 6, 3),
        BlastRadius("p.q.none", "", 0, 0, 0, 0, 0, 0),
    )
    chart = blast_chart(rows, "p:x")
    assert chart.title == "q.large reaches farthest: 9 modules downstream, 4 of them at import time"
    assert chart.bars == (
        Bar("p.q.large", (6, 3), "9, 4 at import", 4),
        Bar("p.q.small", (3, 0), "3, 0 at import", None),
    )
    assert chart.remarks[-1] == "Not shown: 1 module with nothing downstream."
    assert blast_chart(rows[2:]).title == "No module is downstream of any of these"
    assert blast_chart((rows[0], rows[0])).title == "q.small and 1 other have 3 modules downstream each"


def reconciled(name: str, hits: int, right: int, missed: int) -> Reconciled:
    gone = tuple(f"m{n}" for n in range(missed))
    return Reconciled(
        detector=name,
        deprecation="maker",
        hits=hits,
        uses=right,
        uses_other=0,
        undecided=0,
        mentions=hits - right,
        itself=0,
        unrelated=0,
        users=right + missed,
        missed=gone,
        precision=100 * right / hits if hits else None,
        recall=None,
    )


def test_detectors_miss_to_the_left_and_count_to_the_right() -> None:
    chart = detectors_chart((reconciled("one", 10, 4, 2), reconciled("two", 8, 5, 1)))
    assert chart.title == "Text detectors are 40 to 62 % right; they miss 1 to 2 of 6 real users"
    assert chart.bars[0] == Bar("one", (-2, 4, 0, 0, 6, 0, 0), "4 of 10 right, 2 of 6 missed")
    alone = detectors_chart((reconciled("one", 10, 4, 2),))
    assert alone.title == "The detector is 40 % right; it misses 2 of 6 real users"
    assert "all that text detectors count is wrong" in detectors_chart((reconciled("n", 3, 0, 0),)).title
    assert detectors_chart((reconciled("n", 0, 0, 3),)).title == "The text detectors count no file"


def test_a_matrix_says_what_the_facade_carries() -> None:
    rows = (
        MatrixRow("p.a", 0, "definition"),
        MatrixRow("p.facade", 1, "facade"),
        MatrixRow("p.x", 2, "consumer"),
        MatrixRow("p.y", 2, "consumer"),
    )
    cells = (
        MatrixCell(1, 0, True),
        MatrixCell(2, 1, True),
        MatrixCell(3, 1, True),
        MatrixCell(0, 3, False, True),
        MatrixCell(3, 0, False, True),
    )
    chart = matrix_chart(Matrix(rows, cells), "p.a:make")
    assert (
        chart.title == "p.facade hands the symbol to 2 modules; 1 module takes it from the definition itself"
    )
    assert "2 of these 4 modules import each other in circles." in chart.remarks
    direct = matrix_chart(Matrix((rows[0], rows[2]), (MatrixCell(1, 0, True),)), "p.a:make")
    assert direct.title == "No facade: 1 module takes it from the definition itself"


def test_a_large_matrix_keeps_what_hands_the_symbol_on() -> None:
    rows = (
        MatrixRow("p.a", 0, "definition"),
        *(MatrixRow(f"p.user{n}", 1, "consumer") for n in range(80)),
        MatrixRow("p.zz_facade", 1, "facade"),
        MatrixRow("p.late", 2, "consumer"),
    )
    cells = (MatrixCell(81, 0, True), MatrixCell(82, 81, True))
    shown = matrix_chart(Matrix(rows, cells), "p.a:make").matrix
    assert len(shown.rows) == 60
    assert shown.rows[59].module == "p.zz_facade"
    assert shown.cells == (MatrixCell(59, 0, True),)
