from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.scan_ranking import rank_repositories
from graphkit.model.problems import FilesSeen
from graphkit.model.scan import RankedRepository, Repository, RepositoryReading, RepositoryUse


def use(repository: str, giver: str, line: int) -> RepositoryUse:
    return RepositoryUse(
        repository,
        "",
        "m",
        "m.py",
        line,
        0,
        "call",
        "call_time",
        False,
        "certain",
        False,
        "f",
        "",
        "",
        "",
        giver,
        "m",
        "",
    )


def reading(name: str, *givers: str, imports: Sequence[str] = ()) -> RepositoryReading:
    uses = tuple(use(name, giver, line) for line, giver in enumerate(givers))
    return RepositoryReading(name, FilesSeen(1, 1), provides=(name,), imports=tuple(imports), uses=uses)


def ranked(*readings: RepositoryReading, provider: str = "") -> tuple[RankedRepository, ...]:
    listed = {
        row.repository: Repository(row.repository, f"/{row.repository}", owner="me") for row in readings
    }
    return rank_repositories(listed, readings, provider)


def test_consumers_come_before_those_they_take_it_from() -> None:
    found = ranked(
        reading("core", ""),
        reading("kit", "core"),
        reading("app", "kit", "core"),
        reading("none"),
        provider="core",
    )
    assert [(row.repository, row.wave) for row in found] == [("app", 1), ("kit", 2), ("core", 3)]
    assert found[0].reasons == ("no other repository takes it from here", "takes it through kit")
    assert found[1].reasons == ("after app, which takes it from here",)
    assert found[2].reasons == ("after app, kit, which take it from here", "defines it")
    assert (found[1].takes_from, found[1].gives_to, found[1].owner) == (("core",), ("app",), "me")


def test_a_provider_without_uses_of_its_own_is_last() -> None:
    found = ranked(reading("core"), reading("app", "core"), provider="core")
    assert [row.repository for row in found] == ["app", "core"]
    assert ranked(reading("core"), provider="core")[0].reasons == (
        "no other repository takes it from here",
        "defines it",
    )
    assert ranked(reading("a")) == ()


def test_a_circle_moves_together() -> None:
    found = ranked(
        reading("a", "b"), reading("b", "a", "core"), reading("core"), reading("z", "a"), provider="core"
    )
    assert [(row.repository, row.wave) for row in found] == [("z", 1), ("a", 2), ("b", 2), ("core", 3)]
    assert found[1].together == ("b",)
    assert found[1].reasons[0] == "takes it from b and the other way round: they move together"


def test_inside_a_wave_importers_come_before_what_they_import_then_the_fewest_uses() -> None:
    found = ranked(
        reading("a", "core", "core", "core", imports=["b", "os"]),
        reading("b", "core"),
        reading("c", "core", "core"),
        reading("d", "core"),
        reading("core"),
        provider="core",
    )
    assert [row.repository for row in found[:4]] in (
        ["a", "b", "d", "c"],
        ["d", "a", "b", "c"],
        ["a", "b", "c", "d"],
    )
    place = {row.repository: row.position for row in found}
    assert place["a"] < place["b"]
    assert place["d"] < place["c"]
    assert next(row for row in found if row.repository == "b").reasons[-1] == "imported by a"


def test_what_several_offer_ties_nobody() -> None:
    first = reading("a", "core", imports=["tests"])
    others = [RepositoryReading(n, provides=("tests",), uses=(use(n, "core", 1),)) for n in "bc"]
    assert {row.imported_by for row in ranked(first, *others)} == {()}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefgh"))))
def test_no_order_breaks_anybody(takes: dict[str, set[str]]) -> None:
    readings = [reading(name, *sorted(takes.get(name, ())), "") for name in "abcdefgh"]
    found = {row.repository: row for row in ranked(*readings)}
    assert sorted(row.position for row in found.values()) == list(range(1, 9))
    for name, givers in takes.items():
        for giver in givers - {name}:
            same = giver in found[name].together
            assert same == (name in found[giver].together)
            assert found[name].wave == found[giver].wave if same else found[name].wave < found[giver].wave
