"""What `whatif` predicts is what CPython does once the removal is really made."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.workflows.whatif import whatif
from tests.conftest import REPOSITORY, WriteTree
from tests.differential.breakage import (
    Oracle,
    Removal,
    remove_module,
    remove_symbol,
)
from tests.differential.importer import Importer
from tests.differential.oracle import copy_alone, package_dir
from tests.differential.removals import definitions, reexports, whole_modules

WEBSOCKET = "netra_backend.app.websocket_core"
FACTORY = "get_websocket_manager_factory"


@pytest.fixture(scope="module")
def importer() -> Iterator[Importer]:
    with Importer() as running:
        yield running


# --- the oracle -----------------------------------------------------------------------------------

CHAIN = {
    "pkg/__init__.py": "",
    "pkg/a.py": "def f(): ...\n__all__ = ['f']\n",
    "pkg/facade.py": "from pkg.a import f\n",
    "pkg/user.py": "from pkg.facade import f\n",
    "pkg/star.py": "from pkg.a import *\n",
    "pkg/lazy.py": "def g():\n    from pkg.facade import f\n",
    "pkg/silent.py": "try:\n    import pkg.user\nexcept ImportError:\n    pass\n",
    "pkg/broken.py": "import nowhere\n",
    "pkg/sub/__init__.py": "import pkg.facade\n",
    "pkg/sub/leaf.py": "",
}


def failing(importer: Importer, root: Path, *removals: Removal, keep_all: bool = False) -> dict[str, str]:
    oracle = Oracle(importer, root)
    failures = oracle.newly_failing(removals, keep_all=keep_all)
    return {module: failure.name for module, failure in failures.items()}


def test_only_modules_that_fail_because_of_the_removal_are_told(
    importer: Importer, write_tree: WriteTree
) -> None:
    root = write_tree(CHAIN)
    assert failing(importer, root, remove_symbol("pkg.facade", "f")) == {"pkg.user": "ImportError"}
    assert Oracle(importer, root).healthy == {*_modules(CHAIN)} - {"pkg.broken"}


def _modules(files: dict[str, str]) -> list[str]:
    return [file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in files]


def test_everything_that_a_deleted_definition_takes_along(importer: Importer, write_tree: WriteTree) -> None:
    found = failing(importer, write_tree(CHAIN), remove_symbol("pkg.a", "f"))
    fallen = ("pkg.facade", "pkg.sub", "pkg.sub.leaf", "pkg.user")
    assert found == dict.fromkeys(fallen, "ImportError")


def test_a_module_that_is_broken_anyway_is_told_apart(importer: Importer, write_tree: WriteTree) -> None:
    root = write_tree(CHAIN | {"pkg/broken.py": "import pkg.nowhere\nfrom pkg.facade import f\n"})
    removal = remove_symbol("pkg.facade", "f")
    predicted = whatif(removal.given, roots=[str(root)], cache=False)
    assert failing(importer, root, removal).keys() == {row.module for row in predicted.import_time}
    assert "pkg.broken" in {row.module for row in predicted.already_broken}


def test_an_entry_that_is_kept_breaks_star_imports(importer: Importer, write_tree: WriteTree) -> None:
    found = failing(importer, write_tree(CHAIN), remove_symbol("pkg.a", "f"), keep_all=True)
    assert found["pkg.star"] == "AttributeError"


def test_a_deleted_module_is_not_told_itself(importer: Importer, write_tree: WriteTree) -> None:
    found = failing(importer, write_tree(CHAIN), remove_module("pkg.facade"))
    assert found == dict.fromkeys(("pkg.sub", "pkg.sub.leaf", "pkg.user"), "ModuleNotFoundError")


def test_the_tree_is_left_as_it_was(importer: Importer, write_tree: WriteTree) -> None:
    root = write_tree(CHAIN)
    failing(importer, root, remove_module("pkg.facade"), remove_symbol("pkg.a", "f"))
    assert {file: (root / file).read_text() for file in CHAIN} == CHAIN


def test_directories_that_are_left_empty_go_too(importer: Importer, write_tree: WriteTree) -> None:
    files = {"ns/a.py": "x = 1\n", "ns/deep/b.py": "", "ns/deep/c.py": "", "user.py": "import ns.deep\n"}
    root = write_tree(files)
    removals = [remove_symbol("ns.a", "x"), remove_module("ns.deep.b"), remove_module("ns.deep.c")]
    assert failing(importer, root, *removals) == {"user": "ModuleNotFoundError"}
    assert {file: (root / file).read_text() for file in files} == files


def test_modules_that_never_looked_for_the_edited_one_are_not_imported_again(
    importer: Importer, write_tree: WriteTree
) -> None:
    root = write_tree(CHAIN)
    removals = [remove_symbol("pkg.a", "f")]
    watching = Oracle(importer, root, watched=["pkg.a"]).newly_failing(removals)
    assert watching == Oracle(importer, root).newly_failing(removals)
    assert importer.outcomes(root, ["pkg.sub.leaf"], ["pkg.a", "pkg.user"])["pkg.sub.leaf"].seen == {"pkg.a"}


def test_modules_do_not_see_each_other(importer: Importer, write_tree: WriteTree) -> None:
    """`b` finds `pkg.a` bound on `pkg` only where something has imported it."""
    files = {"pkg/__init__.py": "", "pkg/a.py": "x = 1\n", "pkg/b.py": "import pkg\npkg.a\n", "pkg/c.py": ""}
    outcomes = importer.outcomes(write_tree(files), _modules(files))
    assert [module for module, one in outcomes.items() if one.failure] == ["pkg.b"]


def test_code_that_ends_hangs_or_prints_does_no_harm(write_tree: WriteTree) -> None:
    files = {
        "ends.py": "import os\nos._exit(3)\n",
        "exits.py": "raise SystemExit\n",
        "hangs.py": "while True: pass\n",
        "prints.py": "print('{}')\ninput\n",
    }
    with Importer(timeout=0.3) as importer:
        outcomes = importer.outcomes(write_tree(files), _modules(files))
    names = {module: one.failure.name if one.failure else "" for module, one in outcomes.items()}
    assert names == {"ends": "Ended", "exits": "SystemExit", "hangs": "TooSlow", "prints": ""}


def test_where_says_the_statements_that_an_exception_came_through(
    importer: Importer, write_tree: WriteTree
) -> None:
    found = Oracle(importer, write_tree(CHAIN)).newly_failing([remove_symbol("pkg.a", "f")])
    assert found["pkg.user"].where == (("pkg/user.py", 1), ("pkg/facade.py", 1))


# --- the bundled sample ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample") / "root"
    shutil.copytree(REPOSITORY / "graphkit" / "samples" / "websocket_app", root)
    return root


@pytest.fixture(scope="module")
def sample_oracle(importer: Importer, sample_copy: Path) -> Oracle:
    oracle = Oracle(importer, sample_copy, {removal.module for removal in EVERY})
    assert len(oracle.healthy) > 100
    return oracle


TRUTH = json.loads((REPOSITORY / "tests" / "assets" / "websocket_app_truth.json").read_text(encoding="utf-8"))
# what a star or `__getattr__` gives stands in no statement of its own
NAMES = sorted(
    {
        (row["module"], row["name"])
        for section in (TRUTH, *TRUTH["other_targets"])
        for row in section["reexports"]
        if row["kind"] in {"import", "assignment"}
    }
    | {(f"{WEBSOCKET}.websocket_manager_factory", FACTORY)}
    | {(f"{WEBSOCKET}.websocket_manager_factory", "WebSocketManagerFactory")}
    | {(f"{WEBSOCKET}.websocket_manager", "WebSocketManager"), ("auth_service.sockets", FACTORY)}
)
MODULES = (
    f"{WEBSOCKET}.canonical_imports",
    f"{WEBSOCKET}.websocket_manager_factory",
    f"{WEBSOCKET}.websocket_manager",
    f"{WEBSOCKET}.aliases",
    f"{WEBSOCKET}.compat",
    WEBSOCKET,
    "netra_backend.app.services.chat",
    "netra_backend.app.integrations.factory_bridge",
    "netra_backend.app.core.lazy",
    "netra_backend.app.main",
    "auth_service.sockets",
    "lazy_loader",
)
FACADE = "netra_backend/app/websocket_core/canonical_imports.py"
# takes from one facade or another, as the configuration says when it is read
UNDECIDED = {
    "netra_backend.app.services.transport",
    "tests.unit.test_monkeypatching",
    "tests.integration.test_every_way_to_a_manager",
}
EVERY = [
    *(remove_symbol(module, name) for module, name in NAMES),
    *(remove_module(module) for module in MODULES),
    Removal(f"{FACADE}:34", f"{WEBSOCKET}.canonical_imports", FACTORY, 34),
]


# a whole module has no entry to keep
CASES = [
    (removal, keep_all) for removal in EVERY for keep_all in (False, True) if removal.name or not keep_all
]


@pytest.mark.parametrize(("removal", "keep_all"), CASES)
def test_the_sample_fails_where_it_is_predicted(
    sample_oracle: Oracle, sample_copy: Path, removal: Removal, keep_all: bool
) -> None:
    predicted = whatif(removal.given, keep_all=keep_all, roots=[str(sample_copy)], cache=False)
    found = sample_oracle.compare(predicted, [removal], keep_all=keep_all)
    assert found.agrees, found.differences()
    assert found.possible.keys() <= UNDECIDED, found.possible


def test_removing_what_everything_is_made_of_breaks_much(sample_oracle: Oracle) -> None:
    definition = remove_symbol(f"{WEBSOCKET}.websocket_manager_factory", FACTORY)
    assert len(sample_oracle.newly_failing([definition])) > 10


# --- real packages --------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ["flask", "rich"])
def test_real_packages_fail_where_it_is_predicted(package: str, tmp_path: Path) -> None:
    """Few of many removals; `python -m tests.differential.removals` measures more, and larger packages."""
    installed = package_dir(package)
    if installed is None:
        assert not os.environ.get("CI"), f"{package} is not installed: pip install 'graphkit[differential]'"
        pytest.skip(f"{package} is not installed: pip install 'graphkit[differential]'")
    root = copy_alone(installed, tmp_path / "root")
    dice = random.Random(0)
    chosen = [
        removal
        for among in (reexports(root, package), definitions(root, package), whole_modules(root, package))
        for removal in dice.sample(among, min(4, len(among)))
    ]
    with Importer(bytecode=True) as importer:
        oracle = Oracle(importer, root, {removal.module for removal in chosen})
        for removal in chosen:
            predicted = whatif(removal.given, roots=[str(root)], cache_dir=str(tmp_path / "cache"))
            found = oracle.compare(predicted, [removal])
            assert found.agrees, f"{removal.given}\n{found.differences()}"
