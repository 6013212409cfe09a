from __future__ import annotations

from dataclasses import replace

from graphkit.model.ranking import ESTIMATED, Agreement, Counting
from graphkit.report.text_layout import Look
from graphkit.report.text_ranking import blast_text, ranking_text
from tests.examples import BLAST, RANKING


def test_blast_is_a_table_largest_first() -> None:
    table = blast_text(BLAST, Look()).split("\n\n")[1].splitlines()
    assert table == [
        "  module       direct  transitive  at import  production  tests",
        "  pkg.factory       2       1,200      1,100       1,000    200",
        "  pkg.facade        1           1          1           1      0",
    ]


def test_blast_says_what_the_limit_left_out() -> None:
    many = replace(BLAST, modules=BLAST.modules * 30)
    assert "  … and 40 more; --limit 0 lists all" in blast_text(many, Look())
    assert blast_text(many, Look(limit=0)).count("pkg.factory") == 30


def test_ranking_gives_waves_with_reasons() -> None:
    report = ranking_text(RANKING, Look())
    assert report.startswith(
        "Order to migrate pkg.factory:make\n"
        "  2 modules in 2 waves, canary-first; what one wave holds can move in any order\n"
    )
    assert (
        "Wave 2  1 module\n    2. pkg.facade  pkg/facade.py  facade, 0 uses\n       r1\n       r2\n\n"
    ) in report
    assert "       r2\n       waits for: pkg.routes\n" in ranking_text(RANKING, Look(verbose=True))


def test_flags_notes_and_agreement_are_told_when_there_are_any() -> None:
    flagged = replace(
        RANKING,
        modules=(RANKING.modules[0]._replace(flags=("local import or split: x",)),),
        notes=("outside the roots",),
        agreement=(Agreement("canary-first", "risk-first", 1 / 3),),
    )
    report = ranking_text(flagged, Look())
    assert "\n  outside the roots\n" in report
    assert "\n       local import or split: x\n" in report
    assert "\n  canary-first  risk-first  0.33\n" in report
    assert "agree" not in ranking_text(RANKING, Look())


def test_estimates_are_marked_and_their_error_is_said() -> None:
    exact, other = BLAST.modules
    counting = Counting(ESTIMATED, 0.0425, 0.95)
    text = blast_text(replace(BLAST, modules=(exact, other._replace(exact=False)), counting=counting), Look())
    assert "~ estimated: within 4.2% of the count with a probability of 95%; all others are exact" in text
    first, second = (line.split() for line in text.split("\n\n")[1].splitlines()[1:])
    assert first[1:] == ["2", "1,200", "1,100", "1,000", "200"]
    assert second[1:] == ["1", "~1", "~1", "~1", "~0"]
    assert "estimated" not in blast_text(BLAST, Look())
