from __future__ import annotations

from dataclasses import replace

from graphkit.model.chains import Cuts
from graphkit.report.text_chains import chains_text
from graphkit.report.text_layout import Look
from tests.examples import CHAINS


def test_count_is_exact_and_listing_says_what_it_left_out() -> None:
    report = chains_text(CHAINS, Look())
    assert "  10,000,000,000,000,000,000,000,000 chains at symbol level; 1 listed, shortest first" in report
    assert "… 1 of 10,000,000,000,000,000,000,000,000; --limit lists more" in report


def test_each_step_has_its_place() -> None:
    assert (
        "1. pkg.routes  2 steps\n"
        "   pkg/routes.py:1   takes make  pkg.facade\n"
        "   pkg/facade.py:34  takes make  pkg.factory\n"
    ) in chains_text(CHAINS, Look())


def test_cycles_and_cuts() -> None:
    report = chains_text(CHAINS, Look())
    assert "Cycles (1)  each is counted as one step\n  2 modules: pkg.x, pkg.y" in report


def test_a_large_cycle_is_cut_unless_all_is_asked_for() -> None:
    cycle = tuple(f"pkg.m{number}" for number in range(9))
    large = replace(CHAINS, condensed=(cycle,))
    assert (
        "9 modules: pkg.m0, pkg.m1, pkg.m2, pkg.m3, pkg.m4, pkg.m5 and 3 more; -v lists all"
        in chains_text(large, Look())
    )
    assert f"9 modules: {', '.join(cycle)}\n" in chains_text(large, Look(verbose=True))


def test_cuts() -> None:
    report = chains_text(CHAINS, Look())
    assert "  smallest cut: 1\n    pkg.facade\n  depend on the facade alone: 1\n    pkg.routes\n" in report
    assert "  pkg.facade  on every chain of 1 consumer" in report


def test_groups_without_modules_and_no_cuts_at_all() -> None:
    bare = replace(CHAINS, cuts=Cuts((), (), ("pkg.routes",), (), ()))
    listed = "  smallest cut: 0\n  depend on the facade alone: 0\n  bypass the facade: 1\n    pkg.routes\n"
    assert listed in chains_text(bare, Look())
    assert "What the chains depend on" not in chains_text(replace(CHAINS, cuts=None), Look())
