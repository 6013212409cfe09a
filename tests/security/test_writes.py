"""Commands write where they were told to, into `output` and the cache, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from tests.security.conftest import Trapped

# made by the runner itself
OWN = ("bin", "session.json", "repositories.toml", "home", "tmp", "work")
# where commands may write: what -o names, the default directory, the caches of graphkit and matplotlib
ALLOWED = ("before.json", "work/output", "home/.cache", "home/.config/matplotlib")

# beside what -o names; the copy of a revision, and the file by which Python sees where temporary ones can be
DRAFT = re.compile(r"\.graphkit-\w+\.tmp$|tmp/graphkit-|tmp/\w{8}$")


def allowed(path: str) -> bool:
    parents = [str(parent) for parent in (Path(path), *Path(path).parents)]
    return bool({*ALLOWED, "bin", "session.json"} & set(parents)) or path in {*OWN, "home/.config"}


def test_nothing_else_changed(trapped: Trapped) -> None:
    before, after = trapped.before, trapped.after
    changed = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    assert sorted(path for path in changed if not allowed(path)) == []
    written = {path for path in after if path.startswith("work/output/")}
    assert {"work/output/plan.md", "work/output/explore.html", "work/output/make.svg"} <= written
    assert not [path for path in after if "/.graphkit-" in path], "a draft was left behind"


def test_no_temporary_file_is_left(trapped: Trapped) -> None:
    assert [path for path in trapped.after if path.startswith("tmp/")] == []


def test_nothing_outside_was_even_opened_for_writing(trapped: Trapped) -> None:
    top = str(trapped.top)
    elsewhere = {path for path in trapped.session.touched if not path.startswith(f"{top}/")}
    assert elsewhere <= {"/dev/null"}
    inside = {path.removeprefix(f"{top}/") for path in trapped.session.touched - elsewhere}
    assert sorted(path for path in inside if not allowed(path) and not DRAFT.match(path)) == []
