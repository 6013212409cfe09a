"""What fuzzing found stays found: the corpus as tests, and a short search that is the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, run

CORPUS = Path(__file__).resolve().parent / "corpus"
SEEDS = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_corpus(seed: Path, tmp_path: Path) -> None:
    run(seed.parent.name, seed.read_bytes(), tmp_path)


def test_every_target_has_seeds() -> None:
    assert {path.parent.name for path in SEEDS} == set(TARGETS)


def mutated(seed: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Replace stretches of `seed`."""
    for place, length, new in changes:
        start = place % (len(seed) + 1)
        seed = seed[:start] + new + seed[start + length :]
    return seed


def inputs(target: str) -> st.SearchStrategy[bytes]:
    """Any bytes, and changed seeds of the target."""
    seeds = [path.read_bytes() for path in SEEDS if path.parent.name == target]
    words = [
        b"make",
        b"import ",
        b"\n",
        b"\r",
        b"\0",
        b"(",
        b"]",
        b'"',
        b"'''",
        b"\xff",
        b"\\",
        b"<!--",
        b"[[",
    ]
    pieces = st.one_of(st.sampled_from(words), st.binary(max_size=8))
    change = st.tuples(st.integers(0, 5000), st.integers(0, 40), pieces)
    return st.one_of(
        st.binary(max_size=200),
        st.builds(mutated, st.sampled_from(seeds), st.lists(change, min_size=1, max_size=6)),
    )


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_a_short_search(target: str, tmp_path: Path) -> None:
    slow = target in {"cache_entries", "whole_module", "whatif_target"}

    @settings(
        max_examples=25 if slow else 100,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(target))
    def search(data: bytes) -> None:
        run(target, data, tmp_path)

    search()
