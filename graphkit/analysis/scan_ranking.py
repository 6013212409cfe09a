"""In which order repositories can move: those that nobody takes the target from come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.analysis.rank_reasons import some
from graphkit.analysis.strong_components import strong_components
from graphkit.model.scan import RankedRepository, Repository, RepositoryReading


def rank_repositories(
    repositories: Mapping[str, Repository], readings: Sequence[RepositoryReading], provider: str
) -> tuple[RankedRepository, ...]:
    """Order the repositories that use the target, consumers before those they take it from.

    A wave holds what may move once the waves before it have; repositories that take it from each other, in a
    circle, move together. That is the only hard constraint. Inside a wave, what other members import comes
    after them, then fewer uses come first, then names. Cost: linear in the repositories and what binds them.
    """
    using = {reading.repository: reading for reading in readings if reading.uses}
    if provider and provider not in using:
        using.update({r.repository: r for r in readings if r.repository == provider})
    names = sorted(using, key=lambda name: (len(using[name].uses), name))
    takes = {
        name: tuple(sorted({use.giver for use in using[name].uses} & using.keys() - {name})) for name in names
    }
    gives = _reversed(takes)
    imported_by = _reversed(_imports(using))
    index = {name: place for place, name in enumerate(names)}
    # every component after those that take from it
    components = strong_components([[index[taker] for taker in gives[name]] for name in names])
    wave_of = _waves(components, names, takes, gives)
    together = {
        names[node]: tuple(sorted(names[other] for other in component if other != node))
        for component in components
        for node in component
    }
    ordered: list[str] = []
    for wave in sorted(set(wave_of.values())):
        ordered += _inside([name for name in names if wave_of[name] == wave], imported_by, together)
    return tuple(
        RankedRepository(
            position=position,
            wave=wave_of[name],
            repository=name,
            owner=repositories[name].owner,
            uses=len(using[name].uses),
            takes_from=takes[name],
            gives_to=gives[name],
            imported_by=imported_by[name],
            together=together[name],
            reasons=_reasons(name, provider, takes, gives, imported_by, together),
        )
        for position, name in enumerate(ordered, start=1)
    )


def _reversed(edges: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = {name: [] for name in edges}
    for name, others in edges.items():
        for other in others:
            back[other].append(name)
    return {name: tuple(sorted(others)) for name, others in back.items()}


def _imports(using: Mapping[str, RepositoryReading]) -> dict[str, tuple[str, ...]]:
    """Who imports whom, by first components of modules that one repository alone offers."""
    offering: dict[str, list[str]] = {}
    for name, reading in using.items():
        for top in reading.provides:
            offering.setdefault(top, []).append(name)
    alone = {top: names[0] for top, names in offering.items() if len(names) == 1}
    return {
        name: tuple(sorted({alone[top] for top in reading.imports if top in alone} - {name}))
        for name, reading in using.items()
    }


def _waves(
    components: Sequence[Sequence[int]],
    names: Sequence[str],
    takes: Mapping[str, tuple[str, ...]],
    gives: Mapping[str, tuple[str, ...]],
) -> dict[str, int]:
    wave: dict[str, int] = {}
    for component in components:
        members = {names[node] for node in component}
        takers = {taker for member in members for taker in gives[member]} - members
        number = 1 + max((wave[taker] for taker in takers), default=0)
        wave.update(dict.fromkeys(members, number))
    return wave


def _inside(
    names: Sequence[str], imported_by: Mapping[str, tuple[str, ...]], together: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Importers before what they import; the members of a circle stay side by side."""
    heads = {name: min(name, *together[name]) if together[name] else name for name in names}
    groups = list(dict.fromkeys(heads[name] for name in names))
    index = {group: place for place, group in enumerate(groups)}
    edges: list[list[int]] = [[] for _ in groups]
    for name in names:
        for other in imported_by[name]:
            if other in heads and heads[other] != heads[name]:
                edges[index[heads[name]]].append(index[heads[other]])
    order = [groups[node] for component in strong_components(edges) for node in component]
    return [name for group in order for name in names if heads[name] == group]


def _reasons(
    name: str,
    provider: str,
    takes: Mapping[str, tuple[str, ...]],
    gives: Mapping[str, tuple[str, ...]],
    imported_by: Mapping[str, tuple[str, ...]],
    together: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    reasons = []
    if together[name]:
        reasons.append(f"takes it from {some(together[name])} and the other way round: they move together")
    before = tuple(other for other in gives[name] if other not in together[name])
    if before:
        reasons.append(f"after {some(before)}, which take it from here" if len(before) > 1
                       else f"after {before[0]}, which takes it from here")  # fmt: skip
    elif not together[name]:
        reasons.append("no other repository takes it from here")
    if name == provider:
        reasons.append("defines it")
    elsewhere = tuple(other for other in takes[name] if other not in (provider, *together[name]))
    if elsewhere:
        reasons.append(f"takes it through {some(elsewhere)}")
    importers = tuple(other for other in imported_by[name] if other not in gives[name])
    if importers:
        reasons.append(f"imported by {some(importers)}")
    return tuple(reasons)
