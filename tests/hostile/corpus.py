"""All hostile trees."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.hostile import encodings, meanings, notebooks, places, sizes, syntax
from tests.hostile.case import GOOD, Case, Files

CASES: tuple[Case, ...] = (
    *syntax.CASES,
    *encodings.CASES,
    *places.CASES,
    *meanings.CASES,
    *notebooks.CASES,
    *sizes.CASES,
)
# what a case calls its bad file, when that could be called anything
_ANY_NAME = {syntax.PLACE, encodings.PLACE, notebooks.PLACE, sizes.PLACE}


def all_cases() -> tuple[Case, ...]:
    """Return every case, those of 20 MB too."""
    return (*CASES, *sizes.heavy_cases())


def together(cases: Iterable[Case]) -> Case:
    """Return one tree with the bad things of `cases`, but for those that two would do to the same file.

    `bad` are those that are bad to every parser.
    """
    files: dict[str, str | bytes] = {}
    twin: dict[str, str | bytes] = {}
    bad: list[str] = []
    taken: list[Case] = []
    for case in map(_renamed, cases):
        if set(case.files) & {*files, *GOOD}:
            continue
        taken.append(case)
        files.update(case.files)
        empty = dict.fromkeys(set(case.bad) & set(case.files), "")
        twin.update(empty if case.twin is None else case.twin)
        bad += () if case.doubtful else case.bad

    def build(root: Path) -> None:
        for case in taken:
            if case.build is not None:
                case.build(root)

    return Case("together", files, build, tuple(bad), twin, fails=True)


def _renamed(case: Case) -> Case:
    """The same, with a file of its own name where any name will do."""
    (path, *more) = case.files or ("",)
    if more or path not in _ANY_NAME or case.build is not None:
        return case
    directory, _, name = path.rpartition("/")
    stem = case.name.replace("-", "_")
    place = f"{directory}/{stem}.py" if directory else f"{stem}.{name.rpartition('.')[2]}"
    twin: Files | None = dict.fromkeys([place], *case.twin.values()) if case.twin else case.twin
    return case._replace(files={place: case.files[path]}, twin=twin, bad=tuple(place for _ in case.bad))
