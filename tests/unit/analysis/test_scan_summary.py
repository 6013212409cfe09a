from __future__ import annotations

from graphkit.analysis.scan_summary import chain_rows, owner_rows, repository_rows
from graphkit.model.problems import FilesSeen
from graphkit.model.scan import ChainRow, OwnerRow, Repository, RepositoryReading, RepositoryUse


def use(repository: str, line: int, **more: object) -> RepositoryUse:
    plain = RepositoryUse(
        repository, "", "m", "m.py", line, 0, "call", "call_time", False, "certain", False, "f", "", "",
        "k:f", "k", "m -> k -> core", "",
    )  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


LISTED = {
    "app": Repository("app", "/app", owner="us"),
    "core": Repository("core", "/core", owner="them"),
    "bad": Repository("bad", "/bad"),
    "idle": Repository("idle", "/idle"),
}
READINGS = [
    RepositoryReading("idle", FilesSeen(2, 2)),
    RepositoryReading("bad", failed="gone"),
    RepositoryReading(
        "app",
        FilesSeen(3, 4),
        uses=(
            use("app", 1),
            use("app", 2, certainty="possible", module="n", is_test=True),
            use("app", 3, kind="reexport", module="o"),
            use("app", 4, certainty="dangling", module="p"),
        ),
    ),
    RepositoryReading(
        "core", FilesSeen(1, 1), uses=(use("core", 1, through="", giver="", chain="m -> core"),)
    ),
]


def test_one_row_for_each_repository() -> None:
    rows = repository_rows(LISTED, READINGS, "core")
    assert [(row.name, row.state, row.reason) for row in rows] == [
        ("app", "consumer", ""),
        ("bad", "failed", "gone"),
        ("core", "provider", ""),
        ("idle", "none", ""),
    ]
    # neither a re-export nor a dangling reference makes a consumer
    assert rows[0] == ("app", "us", "consumer", 2, 4, 1, 1, 3, 4, "")


def test_one_row_for_each_owner_with_uses() -> None:
    assert owner_rows(repository_rows(LISTED, READINGS, "core")) == (
        OwnerRow("us", 1, 2, 4),
        OwnerRow("them", 1, 1, 1),
    )


def test_one_row_for_each_way_in() -> None:
    uses = [use for reading in READINGS for use in reading.uses]
    assert chain_rows([*uses, use("b", 1, chain="x -> y -> k -> core")]) == (
        ChainRow("k:f", "k", ("k", "core"), 2, 4),
        ChainRow("", "", ("core",), 1, 1),
    )
