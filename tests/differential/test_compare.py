"""The scores of predictions that are right, wrong, missing, or of names that nothing holds."""

from __future__ import annotations

from tests.differential.compare import Difference, compare
from tests.differential.oracle import ModuleTruth, Truth

TRUTH = Truth(
    "p",
    {
        "p": ModuleTruth(
            frozenset({"f", "g", "wrapped"}), {"f": "p.a:f", "g": "p.b:g"}, {"late": "p.a:late"}
        ),
        "p.a": ModuleTruth(frozenset({"f", "h"}), {"h": "p.b:h"}, {}),
    },
    {"p.c": "ImportError"},
)
RIGHT = {"p": {"f": ("p.a:f",), "g": ("p.b:g",)}, "p.a": {"h": ("p.b:h",)}}


def test_a_prediction_of_the_truth_scores_one_everywhere() -> None:
    report = compare(TRUTH, RIGHT)
    assert (report.recall, report.precision, report.strict_precision, report.average_origins) == (1, 1, 1, 1)
    assert report.differences() == ""


def test_a_missing_name_costs_recall_alone() -> None:
    report = compare(TRUTH, {"p": RIGHT["p"]})
    assert report.misses == (Difference("p.a", "h", "p.b:h", ()),)
    assert (report.recall, report.precision) == (2 / 3, 1)


def test_a_wrong_origin_costs_both() -> None:
    report = compare(TRUTH, {**RIGHT, "p.a": {"h": ("p.c:h",)}})
    assert report.wrong == (Difference("p.a", "h", "p.b:h", ("p.c:h",)),)
    assert (report.recall, report.precision) == (2 / 3, 2 / 3)


def test_one_of_several_origins_is_a_hit_and_counted() -> None:
    report = compare(TRUTH, {**RIGHT, "p.a": {"h": ("p.b:h", "p.c:h")}})
    assert report.recall == 1
    assert report.average_origins == 4 / 3


def test_a_name_that_is_not_held_costs_precision_and_an_unknown_value_only_the_strict_one() -> None:
    report = compare(
        TRUTH, {**RIGHT, "p": {**RIGHT["p"], "late": ("p.a:late",), "wrapped": ("p.a:wrapped",)}}
    )
    assert report.phantom == (Difference("p", "late", "p.a:late", ("p.a:late",)),)
    assert (report.precision, report.strict_precision) == (3 / 4, 3 / 5)


def test_modules_that_were_not_imported_count_on_neither_side() -> None:
    assert compare(TRUTH, {**RIGHT, "p.c": {"x": ("p.a:f",)}}) == compare(TRUTH, RIGHT)
