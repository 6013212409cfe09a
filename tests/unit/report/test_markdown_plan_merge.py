"""A plan written anew keeps what people put into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import BrokenPlan
from graphkit.report.markdown_plan_merge import DONE, done_section, mark, merge_plan

KEYS = ("summary", "phase-1", "phase-2")


def document(**items: list[str]) -> str:
    """A plan whose phases list the given items."""
    lines: list[str] = []
    for key in KEYS:
        lines += [*mark(key, [f"## {key}", "", *items.get(key.replace("-", "_"), [])]), ""]
    return "\n".join([*lines, *mark(DONE, done_section(())), ""])


FRESH = document(phase_1=["- [ ] `a.py`: 2 uses", "- [ ] `b.py`: 1 use"], phase_2=["- [ ] entry: `run`"])


def test_nothing_changed_gives_the_same_bytes() -> None:
    assert merge_plan(FRESH, FRESH) == FRESH


def test_ticks_stay_though_the_words_change() -> None:
    ticked = FRESH.replace("- [ ] `a.py`: 2 uses", "* [X] `a.py`: done by me")
    assert merge_plan(ticked, FRESH) == FRESH.replace("- [ ] `a.py`", "- [x] `a.py`")


def test_a_file_keeps_its_tick_in_another_section() -> None:
    fresh = document(phase_2=["- [ ] `a.py`: 1 use"], phase_1=["- [ ] `b.py`: 1 use"])
    merged = merge_plan(FRESH.replace("[ ] `a.py`", "[x] `a.py`"), fresh)
    assert "- [x] `a.py`: 1 use" in merged
    assert "- [ ] `b.py`" in merged


def test_other_items_keep_their_tick_in_their_section_alone() -> None:
    fresh = document(phase_1=["- [ ] entry: `run`"], phase_2=["- [ ] entry: `run`"])
    ticked = merge_plan(fresh.replace("- [ ] entry", "- [x] entry", 1), fresh)
    assert ticked.count("- [x] entry") == 1
    assert merge_plan(ticked, fresh) == ticked


def test_what_left_the_plan_is_done() -> None:
    later = document(phase_1=["- [ ] `b.py`: 1 use"])
    merged = merge_plan(FRESH, later)
    assert "1 file that was in this plan" in merged
    assert merged.index("- [x] `a.py`") > merged.index("## Done")
    assert merge_plan(merged, later) == merged


def test_what_comes_back_is_done_no_more() -> None:
    done = merge_plan(FRESH, document())
    assert done.count("- [x] `") == 2
    assert merge_plan(done, FRESH) == FRESH


def test_text_between_sections_stays() -> None:
    edited = FRESH.replace(
        "<!-- graphkit:begin phase-2 -->", "Note: *wait* for Ann.\n\n<!-- graphkit:begin phase-2 -->"
    )
    fresh = document(phase_1=["- [ ] `z.py`: new"])
    merged = merge_plan("Ours, v2\n" + edited + "\nPS: [ ] tick | me", fresh)
    assert merged.startswith("Ours, v2\n<!-- graphkit:begin summary")
    assert merged.endswith("\nPS: [ ] tick | me")
    assert merged.index("`z.py`") < merged.index("Note: *wait* for Ann.") < merged.index("## phase-2")


def test_a_section_that_was_deleted_comes_back_in_its_place() -> None:
    lines = FRESH.split("\n")
    begin = lines.index("<!-- graphkit:begin phase-1 -->")
    end = lines.index("<!-- graphkit:end phase-1 -->")
    shorter = "\n".join(lines[:begin] + lines[end + 1 :])
    merged = merge_plan(shorter, FRESH)
    assert merged.index("## summary") < merged.index("## phase-1") < merged.index("## phase-2")
    assert merge_plan(merged, FRESH) == merged


def test_a_section_nobody_knows_stays_as_it_is() -> None:
    other = "\n".join(mark("of-a-later-version", ["text"]))
    assert other in merge_plan(FRESH + other + "\n", FRESH)


def test_windows_line_ends_stay() -> None:
    edited = ("Ours\n" + FRESH).replace("\n", "\r\n")
    assert merge_plan(edited, FRESH) == edited


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (("<!-- graphkit:end phase-1 -->", ""), "begins inside 'phase-1'"),
        (("<!-- graphkit:begin phase-1 -->", ""), "'phase-1' ends and did not begin"),
        (("<!-- graphkit:end done -->", ""), "'done' begins and does not end"),
        (("<!-- graphkit:begin phase-2 -->", "<!-- graphkit:begin phase-1 -->"), "a second section"),
        (("<!-- graphkit:begin phase-2 -->", "<!-- graphkit: begin phase-2"), "a damaged mark"),
        (("graphkit:", "g:"), "none of the marks"),
    ],
)
def test_a_broken_mark_is_refused(damage: tuple[str, str], found: str) -> None:
    with pytest.raises(BrokenPlan, match=found) as caught:
        merge_plan(FRESH.replace(*damage), FRESH, "plan.md")
    assert "--fresh" in str(caught.value)
    assert str(caught.value).startswith("plan.md")


def test_a_diff_that_holds_items_and_marks_is_no_item() -> None:
    block = ["```diff", "- [ ] `c.py`", "-<!-- graphkit:end phase-1 -->", "```"]
    fresh = document(phase_1=block)
    assert "## Done\n\nFiles that leave" in merge_plan(fresh, document())


TEXT = st.text(st.characters(codec="utf-8"), max_size=60).filter(lambda text: "graphkit:" not in text)
FILES = st.lists(st.sampled_from([f"f{n}.py" for n in range(8)]), unique=True, max_size=6)


@given(before=st.lists(TEXT, min_size=5, max_size=5), old=FILES, new=FILES, ticked=st.sets(st.integers(0, 7)))
def test_texts_and_ticks_survive(before: list[str], old: list[str], new: list[str], ticked: set[int]) -> None:
    def boxes(files: list[str]) -> list[str]:
        return [f"- [ ] `{name}`: 1 use" for name in files]

    existing = document(phase_1=boxes(old))
    for number in ticked:
        existing = existing.replace(f"- [ ] `f{number}.py`", f"- [x] `f{number}.py`")
    # texts go before, between and behind the sections, each on lines of its own
    for key, text in zip((*KEYS, DONE), before, strict=False):
        existing = existing.replace(
            f"<!-- graphkit:begin {key} -->", f"{text}\n<!-- graphkit:begin {key} -->"
        )
    existing += before[4]
    fresh = document(phase_1=boxes(new))
    merged = merge_plan(existing, fresh)
    place = 0
    for text in before:
        place = merged.index(text, place) + len(text)
    for name in new:
        box = "x" if name in old and int(name[1]) in ticked else " "
        assert f"- [{box}] `{name}`: 1 use" in merged
    for name in set(old) - set(new):
        assert f"- [x] `{name}`" in merged
    assert merge_plan(merged, fresh) == merged
