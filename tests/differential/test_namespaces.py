"""The oracle on a package written for it: what it takes for truth, and what it leaves out."""

from __future__ import annotations

import pytest

from tests.differential.oracle import Truth, import_everything

FILES = {
    "__init__.py": """
from .made import Branch, Hidden, Renamed, decorated, held, kept as mine, wrapped
from .made import late
late.__module__ = Hidden.__module__ = 'p'
number = 1
globals()['made' + '_up'] = late
def __getattr__(name):
    if name == 'lazy':
        from .made import lazy
        return lazy
    raise AttributeError(name)
def __dir__():
    return ['lazy']
""",
    "made.py": """
import functools
def keep(function):
    return function
def wrap(function):
    @functools.wraps(function)
    def wrapper():
        return function()
    return wrapper
@keep
@keep
def kept(): ...
@wrap
def wrapped(): ...
@functools.lru_cache
def decorated(): ...
if True:
    class Branch: ...
else:
    class Branch: ...
for _ in (1,):
    def held(): ...
class Hidden:
    def method(self): ...
class Renamed: ...
Renamed.__qualname__ = 'Other'
def late(): ...
def lazy(): ...
""",
    "hidden.py": "class Hidden:\n    def method(self): ...\n",
    "killer.py": "import os; os._exit(3)\n",
    "leaver.py": "raise SystemExit('no')\n",
    "talker.py": "print(1); import sys; assert not sys.stdin.read()\nfrom p.made import held as heard\n",
    "broken.py": "def f(:\n",
    "__main__.py": "raise SystemExit(1)\n",
    "data-file.py": "1 / 0\n",
    "loose/plain.py": "from p.made import kept\n",
}


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    root = tmp_path_factory.mktemp("root")
    for name, text in FILES.items():
        path = root / "p" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return import_everything(root, "p", root / "truth.json")


def test_truth_is_what_stands_in_another_module_by_code_or_body(truth: Truth) -> None:
    assert truth.modules["p"].truth == {
        "Branch": "p.made:Branch",
        "Hidden": "p.made:Hidden",
        "held": "p.made:held",
        "late": "p.made:late",
        "mine": "p.made:kept",
    }
    assert truth.modules["p.loose.plain"].truth == {"kept": "p.made:kept"}
    assert truth.modules["p.made"].truth == {}


def test_a_name_that_is_spelled_nowhere_is_left_out_and_said(truth: Truth) -> None:
    assert truth.generated == ("p:made_up",)
    assert "made_up" in truth.modules["p"].names


def test_every_name_that_is_held_is_listed_and_lazy_ones_apart(truth: Truth) -> None:
    assert {"number", "wrapped", "decorated", "made", "killer"} - truth.modules["p"].names == {"killer"}
    assert truth.modules["p"].lazy == {"lazy": "p.made:lazy"}
    assert "lazy" not in truth.modules["p"].names


def test_a_module_that_cannot_be_imported_costs_only_itself(truth: Truth) -> None:
    assert set(truth.failed) == {"p.broken", "p.killer", "p.leaver"}
    assert truth.failed["p.killer"] == "ended the process"
    assert truth.modules["p.talker"].truth == {"heard": "p.made:held"}
