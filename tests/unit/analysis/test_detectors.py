"""What a detector counts."""

from __future__ import annotations

from graphkit.analysis.detectors import detector_result
from graphkit.model.compliance import Counted
from graphkit.model.config import FILE_COUNTS, Detector, Pattern
from graphkit.model.matches import Matches

OLD = (Pattern("function", "f"), Pattern("class", "c"))
NEW = (Pattern("get", "g"), Pattern("direct", "d"))
ROWS = (
    Matches("a.py", (1, 0, 0, 0)),
    Matches("b.py", (1, 1, 0, 0)),
    Matches("c.py", (1, 0, 1, 0)),
    Matches("d.py", (0, 0, 1, 1)),
    Matches("e.py", (0, 0, 0, 1)),
    Matches("f.py", (0, 0, 0, 0)),
)


def test_states_are_by_which_side_matches() -> None:
    result = detector_result(Detector("d", deprecated=OLD, current=NEW), ROWS)
    assert (result.files, result.deprecated, result.mixed, result.compliant, result.neither) == (
        6,
        2,
        1,
        2,
        1,
    )
    assert result.violations == 3
    assert result.hits == ("a.py", "b.py", "c.py")
    assert result.percent == 100 * 2 / 6


def test_counts_may_be_summed_at_will() -> None:
    detector = Detector(
        "d",
        deprecated=OLD,
        current=NEW,
        violations=("several", "function", "class"),
        part=("get",),
        whole=("function", "class", "get", "direct"),
    )
    result = detector_result(detector, ROWS)
    assert result.addends == (Counted("several", 3), Counted("function", 3), Counted("class", 1))
    assert result.violations == 7
    # a file that several count is one file
    assert result.hits == ("a.py", "b.py", "c.py", "d.py")
    assert result.percent == 100 * 2 / 8


def test_lines_are_summed_and_files_are_counted() -> None:
    rows = (Matches("a.py", (3, 0, 2, 5)), Matches("b.py", (0, 4, 0, 0)))
    violations = ("function", "class", "several_current", "several_deprecated", "mixed")
    result = detector_result(
        Detector("d", unit="line", deprecated=OLD, current=NEW, violations=violations), rows
    )
    assert [addend.number for addend in result.addends] == [3, 4, 1, 0, 1]


def test_every_count_has_a_name() -> None:
    detector = Detector("d", deprecated=OLD, current=NEW, violations=FILE_COUNTS)
    numbers = {addend.name: addend.number for addend in detector_result(detector, ROWS).addends}
    assert numbers == {
        "files": 6, "deprecated": 2, "mixed": 1, "compliant": 2, "neither": 1,
        "several": 3, "several_deprecated": 1, "several_current": 1,
    }  # fmt: skip


def test_nothing_to_divide_by_gives_no_percentage() -> None:
    assert detector_result(Detector("d", deprecated=OLD), ()).percent is None
    names_only = detector_result(Detector("d", violations=("files",)), (Matches("a.py", ()),))
    assert (names_only.violations, names_only.percent, names_only.hits) == (1, None, ("a.py",))
