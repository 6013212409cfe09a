from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadTarget, BadUsage
from graphkit.model.chains import ChainLink
from graphkit.workflows.chains import chains
from tests.unit.workflows.flows import TARGET, write_tree


def test_chains_of_the_symbol_are_counted_and_listed_shortest_first(tmp_path: Path) -> None:
    found = chains(TARGET, roots=[write_tree(tmp_path)], cache=False)
    assert [chain.modules for chain in found.chains] == [
        ("pkg.both", "pkg.core"),
        ("pkg.direct", "pkg.core"),
        ("pkg.both", "pkg.facade", "pkg.core"),
        ("pkg.user", "pkg.facade", "pkg.core"),
        ("tests.test_user", "pkg.facade", "pkg.core"),
    ]
    assert (found.count, found.listed, found.truncated, found.level) == (5, 5, False, "symbol")
    assert found.condensed == ()
    assert found.cuts is None
    assert ChainLink("pkg.facade", "pkg.core", "pkg/facade.py", 2, "make") in found.chains[2].imports


def test_a_limit_bounds_the_listing_and_not_the_count(tmp_path: Path) -> None:
    found = chains(TARGET, limit=2, roots=[write_tree(tmp_path)], cache=False)
    assert (found.count, found.listed, found.truncated) == (5, 2, True)


def test_via_and_origin_narrow_the_chains(tmp_path: Path) -> None:
    root = write_tree(tmp_path)
    found = chains(TARGET, via="pkg.facade", origin="pkg.both", roots=[root], cache=False)
    assert [chain.modules for chain in found.chains] == [("pkg.both", "pkg.facade", "pkg.core")]
    assert (found.via, found.origin, found.count) == ("pkg.facade", "pkg.both", 1)


def test_cuts_tell_who_depends_on_the_facade_alone(tmp_path: Path) -> None:
    cuts = chains(TARGET, cuts=True, roots=[write_tree(tmp_path)], cache=False).cuts
    assert cuts is not None
    assert cuts.facade_only == ("pkg.user", "tests.test_user")
    assert cuts.bypassing == ("pkg.direct",)
    assert cuts.both == ("pkg.both",)
    assert cuts.dominated == (("pkg.facade", ("pkg.user", "tests.test_user")),)
    assert cuts.minimum_cut == ("pkg.both", "pkg.direct", "pkg.facade")


def test_at_module_level_every_import_is_a_step(tmp_path: Path) -> None:
    files = {
        "core.py": "def make(): ...\nother = 1\n",
        "helper.py": "from core import other\n",
        "user.py": "import helper\nfrom core import make\nmake()\n",
    }
    root = write_tree(tmp_path, files)
    found = chains("core:make", level="module", roots=[root], cache=False)
    assert [chain.modules for chain in found.chains] == [("user", "core"), ("user", "helper", "core")]
    assert chains("core:make", roots=[root], cache=False).count == 1


@pytest.mark.parametrize("wrong", [{"via": "pkg.facad"}, {"origin": "nowhere"}])
def test_modules_that_are_not_there_are_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(BadTarget, match="no such module"):
        chains(TARGET, roots=[write_tree(tmp_path)], cache=False, **wrong)  # type: ignore[arg-type]


def test_a_level_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadUsage, match="choose one of symbol, module"):
        chains(TARGET, level="package")
