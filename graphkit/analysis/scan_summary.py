"""What the readings of all repositories come to: by repository, by owner, by the way the target came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graphkit.model.scan import (
    ChainRow,
    OwnerRow,
    Repository,
    RepositoryReading,
    RepositoryRow,
    RepositoryUse,
)

_MERE = frozenset({"reexport", "export"})


def repository_rows(
    repositories: Mapping[str, Repository], readings: Iterable[RepositoryReading], provider: str
) -> tuple[RepositoryRow, ...]:
    """Return one row for each repository, sorted by name."""
    return tuple(
        RepositoryRow(
            name=reading.repository,
            owner=repositories[reading.repository].owner,
            state=_state(reading, provider),
            consumers=len(_consumers(reading.uses)),
            uses=len(reading.uses),
            possible=sum(use.certainty == "possible" for use in reading.uses),
            test_uses=sum(use.is_test for use in reading.uses),
            files_seen=reading.files.seen,
            files_total=reading.files.total,
            reason=reading.failed,
        )
        for reading in sorted(readings, key=lambda reading: reading.repository)
    )


def owner_rows(rows: Sequence[RepositoryRow]) -> tuple[OwnerRow, ...]:
    """Return one row for each owner of a repository with uses, the most uses first."""
    owners: dict[str, list[RepositoryRow]] = {}
    for row in rows:
        if row.uses:
            owners.setdefault(row.owner, []).append(row)
    found = [
        OwnerRow(owner, len(own), sum(row.consumers for row in own), sum(row.uses for row in own))
        for owner, own in owners.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.uses, row.owner)))


def chain_rows(uses: Iterable[RepositoryUse]) -> tuple[ChainRow, ...]:
    """Return one row for each name by which the target comes into repositories, most repositories first.

    A dangling reference takes it nowhere.
    """
    ways: dict[tuple[str, str, tuple[str, ...]], list[RepositoryUse]] = {}
    for use in uses:
        if use.certainty == "dangling":
            continue
        modules = tuple(use.chain.split(" -> "))
        entry = use.through.partition(":")[0]
        tail = modules[modules.index(entry) :] if entry in modules else modules[-1:]
        ways.setdefault((use.through, use.giver, tail), []).append(use)
    found = [
        ChainRow(through, giver, chain, len({use.repository for use in own}), len(own))
        for (through, giver, chain), own in ways.items()
    ]
    return tuple(sorted(found, key=lambda row: (-row.repositories, -row.uses, row)))


def _state(reading: RepositoryReading, provider: str) -> str:
    if reading.failed:
        return "failed"
    if reading.repository == provider:
        return "provider"
    return "consumer" if reading.uses else "none"


def _consumers(uses: Iterable[RepositoryUse]) -> set[str]:
    return {use.module for use in uses if use.kind not in _MERE and use.certainty != "dangling"}
