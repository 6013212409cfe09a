from __future__ import annotations

import pytest

from graphkit.codemod.rewriting import rewrite_file
from graphkit.model.edits import BY_HAND, MECHANICAL, REVIEW, Rewrite, SuggestedEdit
from tests.unit.codemod.files import NEW, REWRITES, request

IMPORT = "from pkg.new import Manager\n"
# id, before (uses marked), after
MOVED = [
    ("plain", "from a import «import:make\nm = «make().create(c)\n", f"{IMPORT}m = Manager(user=c)\n"),
    (
        "alias",
        "from a import «import:make as mk\nm = «mk().create(c)\n",
        f"{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "one of several",
        "from a import b, «import:make, c\nm = «make().create(c)\n",
        f"from a import b, c\n{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "lines of their own",
        "from a import (\n    b,  # one\n    «import:make,  # two\n)\nm = «make().create(c)\n",
        f"from a import (\n    b,  # one\n)\n{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "a module's attribute",
        "from a import fac\nm = fac.«make().create(fac.x)\n",
        f"from a import fac\n{IMPORT}m = Manager(user=fac.x)\n",
    ),
    (
        "a dotted module",
        "import a.fac\nm = a.fac.«make().create(c)\n",
        f"import a.fac\n{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "in a function",
        "def f():\n    from a import «import:make\n\n    return «make().create(c)\n",
        "def f():\n    from pkg.new import Manager\n\n    return Manager(user=c)\n",
    ),
    (
        "guarded",
        "try:\n    from a import «import:make\nexcept ImportError:\n    x = 1\nm = «make().create(c)\n",
        f"try:\n    {IMPORT}except ImportError:\n    x = 1\nm = Manager(user=c)\n",
    ),
    (
        "in branches",
        "if x:\n    from a import «import:make\nelse:\n    from b import «import:make\n«make().create(c)\n",
        f"if x:\n    {IMPORT}else:\n    {IMPORT}Manager(user=c)\n",
    ),
    (
        "replacement known",
        f"{IMPORT}from a import «import:make\nm = «make().create(c)\n",
        f"{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "replacement known by another name",
        "from pkg.new import Manager as M\nfrom a import «import:make\nm = «make().create(c)\n",
        "from pkg.new import Manager as M\nm = M(user=c)\n",
    ),
    (
        "known in a block only",
        "if x:\n    from pkg.new import Manager\nfrom a import «import:make\nm = «make().create(c)\n",
        f"if x:\n    {IMPORT}{IMPORT}m = Manager(user=c)\n",
    ),
    ("unused import", "import os\nfrom a import «import:make\nx = 1\n", "import os\nx = 1\n"),
    ("unused in a block", "if x:\n    from a import «import:make\n", "if x:\n    pass\n"),
    (
        "for type checkers",
        "if TYPE_CHECKING:\n    from a import «import:make\nx = 1\n",
        "if TYPE_CHECKING:\n    pass\nx = 1\n",
    ),
    (
        "twice",
        "from a import «import:make\nfrom b import «import:make as mk\nm = «make().create(«mk().create(c))\n",
        f"{IMPORT}m = Manager(user=Manager(user=c))\n",
    ),
    (
        "module and function",
        (
            "from a import «import:make\n«make().create(d)\n"
            "def f():\n    from b import «import:make\n    «make().create(c)"
        ),
        f"{IMPORT}Manager(user=d)\ndef f():\n    Manager(user=c)",
    ),
    (
        "star",
        "from a import *\nm = «make().create(c)\n«star_import:",
        f"from a import *\n{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "no import to go by",
        '"""Doc."""\nm = «make().create(c)\n',
        f'"""Doc."""\n\n{IMPORT}m = Manager(user=c)\n',
    ),
    (
        "only a future import",
        "from __future__ import annotations\nm = «make().create(c)\n",
        f"from __future__ import annotations\n{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "several lines, trailing comma",
        "from a import «import:make\nm = «make().create(\n    c,\n).x\n",
        f"{IMPORT}m = Manager(user=c).x\n",
    ),
    (
        "same keyword",
        "from a import «import:make\nm = «make().create(user=c)\n",
        f"{IMPORT}m = Manager(user=c)\n",
    ),
    (
        "second rewrite",
        "from a import «import:make\nm = «make(config=a if b else c)\n",
        f"{IMPORT}m = Manager.build(a if b else c, mode=a if b else c)\n",
    ),
    (
        "deleted at the end",
        "from a import «import:make\nm = «make().create(c)\ndel make, x\n",
        f"{IMPORT}m = Manager(user=c)\ndel x\n",
    ),
    (
        "shared line",
        "import os; from a import «import:make; m = «make().create(c)\n",
        "import os; from pkg.new import Manager; m = Manager(user=c)\n",
    ),
    (
        "CRLF and wide characters",
        "# 😀\r\nfrom a import b, «import:make\r\ns = '漢😀'; m = «make().create('é')\r\n",
        "# 😀\r\nfrom a import b\r\nfrom pkg.new import Manager\r\ns = '漢😀'; m = Manager(user='é')\r\n",
    ),
    (
        "in an f-string",
        "from a import «import:make\nm = f'{«make().create(c)}'\n",
        f"{IMPORT}m = f'{{Manager(user=c)}}'\n",
    ),
    (
        "a name like it elsewhere",
        "from a import «import:make\nx.make().create(1)\n«make().create(c)\ndef g(make): make().create(2)\n",
        f"{IMPORT}x.make().create(1)\nManager(user=c)\ndef g(make): make().create(2)\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), [row[1:] for row in MOVED], ids=[row[0] for row in MOVED])
def test_moves_what_the_rewrites_fit(before: str, after: str) -> None:
    asked = request(before)
    done = rewrite_file(asked)
    assert done.text == after
    assert {edit.how for edit in done.edits} == {MECHANICAL}
    compile(done.text, "m.py", "exec")
    # what is moved holds no use: nothing is done again
    assert rewrite_file(asked._replace(text=done.text, uses=())) == (done.text, (), 0)


# id, text (uses marked), the line for a person, how, what is suggested, why
LEFT = [
    ("call", "m = «make(1)\n", "m = make(1)", REVIEW, "m = Manager(1)", "no configured rewrite fits"),
    ("reference", "f(«reference:make)\n", "f(make)", REVIEW, "f(Manager)", "passed on without a call"),
    (
        "annotation",
        "def f(x: «annotation:make): ...\n",
        "def f(x: make): ...",
        REVIEW,
        "def f(x: Manager): ...",
        "check that Manager is meant",
    ),
    ("decorator", "@«decorator:make\ndef f(): ...\n", "@make", BY_HAND, "", "used as a decorator"),
    (
        "base class",
        "class C(«base_class:make): ...\n",
        "class C(make): ...",
        BY_HAND,
        "",
        "used as a base class",
    ),
    (
        "default",
        "def f(x=«reference:make): ...\n",
        "def f(x=make): ...",
        BY_HAND,
        "",
        "a default is made once",
    ),
    ("possible", "«call?:make()\n", "make()", BY_HAND, "", "possible use: a reason"),
    (
        "a comment inside",
        "«make().create(c,  # why\n)\n",
        "make().create(c, # why )",
        BY_HAND,
        "",
        "a comment inside it would be lost",
    ),
    ("unpacked", "«make().create(*c)\n", "make().create(*c)", BY_HAND, "", "`*c` cannot be given"),
    ("other keyword", "«make().create(x=c)\n", "make().create(x=c)", BY_HAND, "", "`x=c` cannot be given"),
    (
        "bound twice",
        "make = make or 1\n«make().create(c)\n",
        "make().create(c)",
        REVIEW,
        "Manager(user=c)",
        "make is also bound on line 2",
    ),
    (
        "name taken",
        "Manager = 1\n«make().create(c)\n",
        "make().create(c)",
        REVIEW,
        "Manager(user=c)",
        "another Manager is bound on line 2",
    ),
]


@pytest.mark.parametrize(
    ("text", "before", "how", "after", "why"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT]
)
def test_what_no_rewrite_fits_is_left_to_a_person(
    text: str, before: str, how: str, after: str, why: str
) -> None:
    asked = request(f"from a import «import:make\n{text}")
    done = rewrite_file(asked)
    # nothing is changed: the file is as correct as it was
    assert done.text == asked.text
    first, second = done.edits
    stays = "stays until nothing here uses it"
    assert first == SuggestedEdit("m.py", 1, "from a import make", IMPORT.strip(), REVIEW, stays)
    assert (second.before, second.how, second.after) == (before, how, after)
    assert second.why.startswith(why)


def test_what_cannot_be_done_keeps_its_import_and_the_rest_is_done() -> None:
    done = rewrite_file(request("from a import «import:make\nx = «make().create(c)\ny = «reference:make\n"))
    assert done.text == f"from a import make\n{IMPORT}x = Manager(user=c)\ny = make\n"
    assert [(edit.line, edit.how) for edit in done.edits] == [
        (1, MECHANICAL),
        (1, REVIEW),
        (2, MECHANICAL),
        (3, REVIEW),
    ]


def test_strings_that_name_the_symbol() -> None:
    text = 'patch("«patch_string:make")\ngetattr(fac, "«dynamic_import:make")\nx: "«annotation:make" = 1\n'
    done = rewrite_file(request(text))
    assert [(edit.line, edit.how, edit.why) for edit in done.edits] == [
        (1, BY_HAND, "patch Manager where it is used"),
        (2, BY_HAND, "the module or the name is given as text: write those of the replacement"),
        (3, BY_HAND, "the name stands in a string"),
    ]


def test_an_import_stays_for_an_annotation_in_a_string() -> None:
    asked = request('from a import «import:make\n«make().create(1)\nx: "«annotation:make" = 1\n')
    assert "from a import make\n" in rewrite_file(asked).text


def test_without_a_replacement_only_the_configured_code_is_written() -> None:
    asked = request("from a import «import:make\n«make().create(c)\n", replacement=None)
    done = rewrite_file(asked._replace(rewrites=(Rewrite("make().create($X)", "build($X)"),)))
    assert done.text == "build(c)\n"
    left = rewrite_file(asked._replace(rewrites=()))
    assert [(edit.how, edit.why) for edit in left.edits][1:] == [(BY_HAND, "no replacement is configured")]


def test_a_local_import_goes_into_the_functions_that_need_it() -> None:
    text = (
        "from a import «import:make\n\n\nclass C:\n    def f(self):\n        '''Doc.'''\n"
        "        return «make().create(1), «make().create(2)\n\n    def g(self): return «make().create(3)\n"
    )
    done = rewrite_file(request(text, local=True))
    assert done.text == (
        "class C:\n    def f(self):\n        '''Doc.'''\n        from pkg.new import Manager\n"
        "        return Manager(user=1), Manager(user=2)\n\n"
        "    def g(self): from pkg.new import Manager; return Manager(user=3)\n"
    )
    at_import = rewrite_file(request("from a import «import:make\nm = «make().create(1)\n", local=True))
    assert at_import.text == "from a import make\nm = make().create(1)\n"
    assert "would close a cycle" in at_import.edits[1].why


def test_offered_names_go_when_everything_else_is_done() -> None:
    text = "from a import «import:make\nloud = «reexport:make\nm = «make().create(c)\n"
    text += "__all__ = ['«export:loud', 'm']\n"
    offered = frozenset({"loud"})
    gone = rewrite_file(request(text, offered=offered, remove=("loud",)))
    assert gone.text == f"{IMPORT}m = Manager(user=c)\n__all__ = ['m']\n"
    assert [edit.line for edit in gone.edits] == [1, 2, 3, 4]
    # left alone unless asked, and the import with it
    kept = rewrite_file(request(text, offered=offered))
    assert (
        kept.text
        == f"from a import make\n{IMPORT}loud = make\nm = Manager(user=c)\n__all__ = ['loud', 'm']\n"
    )
    # and while a person has something to do
    more = rewrite_file(request(f"{text}z = «make\n", offered=offered, remove=("loud",)))
    assert "loud = make" in more.text
    assert "from a import make" in more.text


def test_a_name_that_already_stands_for_the_replacement_needs_no_import() -> None:
    text = "from fac import Manager\nfrom a import «import:make\n«make().create(c)\n"
    done = rewrite_file(request(text, holds=lambda name: name == "Manager"))
    assert done.text == "from fac import Manager\nManager(user=c)\n"


def test_an_import_that_nothing_uses_goes_and_is_said() -> None:
    done = rewrite_file(request("from a import «import:make\nx = 1\n"))
    assert done.edits == (
        SuggestedEdit("m.py", 1, "from a import make", "", MECHANICAL, "nothing here uses it"),
    )


def test_a_function_that_has_its_own_meaning_of_the_name_is_left_to_a_person() -> None:
    text = f"{IMPORT}from a import «import:make\n"
    text += "def f(Manager):\n    return «make().create(1)\n«make().create(2)\n"
    done = rewrite_file(request(text))
    assert done.text == request(text).text.replace("\nmake().create(2)", "\nManager(user=2)")
    assert [edit.why for edit in done.edits if edit.line == 4] == ["another Manager is bound on line 3"]


def test_the_replacement_may_be_a_module() -> None:
    asked = request("from a import «import:make\n«make().create(c)\n", replacement=NEW._replace(name=""))
    done = rewrite_file(asked._replace(rewrites=(Rewrite("make().create($X)", "new.build($X)"),)))
    assert done.text == "from pkg import new\nnew.build(c)\n"


def test_a_line_is_shown_before_and_after() -> None:
    done = rewrite_file(request("from a import «import:make\nm = «make().create(\n    c)  # why\n"))
    assert done.edits[1] == SuggestedEdit(
        "m.py", 2, "m = make().create( c) # why", "m = Manager(user=c) # why", MECHANICAL
    )
    assert done.applied == 1
    assert len(REWRITES) == 2
