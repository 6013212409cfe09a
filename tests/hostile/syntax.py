"""Files that no Python accepts, for every reason there is."""

from __future__ import annotations

from tests.hostile.case import CONSUMER, Case

PLACE = "pkg/broken.py"

# what follows a sound consumer; every parser refuses it
_REFUSED = {
    "open-bracket": "value = (1,\n",
    "open-brace-in-string": "value = f'{'\n",
    "open-string": "value = 'abc\n",
    "open-triple-quotes": 'value = """abc\n',
    "closing-bracket": "value = 1)\n",
    "wrong-bracket": "value = [1)\n",
    "no-body": "def f():\n",
    "no-colon": "if True\n    pass\n",
    "no-name": "def ():\n    pass\n",
    "unexpected-indent": "value = 1\n        other = 2\n",
    "dedent-to-nowhere": "if True:\n        a = 1\n    b = 2\n",
    "conflict-markers": "<<<<<<< HEAD\nvalue = 1\n=======\nvalue = 2\n>>>>>>> branch\n",
    "template": "{% if module %}\nvalue = {{ value }}\n{% endif %}\n",
    "import-of-nothing": "import\n",
    "import-of-a-string": "import 'pkg'\n",
    "from-without-import": "from pkg\n",
    "import-with-two-stars": "from nowhere import **\n",
    "trailing-comma": "from nowhere import facade,\n",
    "decorator-of-nothing": "@property\n",
    "keyword-for-a-name": "class = 1\n",
    "curly-quotes": "value = \u201ctext\u201d\n",
    "lone-question-mark": "value = 1 ? 2 : 3\n",
    "dollar": "$value = 1\n",
    "backslash-in-line": "value = 1 \\ + 2\n",
    "javascript": "const value = () => { return 1; };\n",
    "number-with-letters": "value = 12abc\n",
    "else-alone": "else:\n    pass\n",
    "try-alone": "try:\n    pass\nvalue = 1\n",
    "star-twice-in-parameters": "def f(*, *): pass\n",
}
# refused by the compiler, or by one Python and not by another: what parsers say differs
_DOUBTFUL = {
    "python-2-print": "print 'text'\n",
    "python-2-except": "try:\n    pass\nexcept Exception, error:\n    pass\n",
    "python-2-backticks": "value = `1`\n",
    "python-2-exec": "exec 'value = 1'\n",
    "python-2-octal": "value = 0777\n",
    "python-2-raise": "def fail():\n    raise ValueError, 'text'\n",
    "python-2-not-equal": "value = 1 <> 2\n",
    "python-2-unicode-raw": "value = ur'text'\n",
    "return-outside": "return 1\n",
    "yield-outside": "yield 1\n",
    "await-outside": "await value\n",
    "break-outside": "break\n",
    "nonlocal-at-the-top": "nonlocal value\n",
    "assign-to-literal": "1 = value\n",
    "assign-to-call": "f() = 1\n",
    "assign-to-keyword": "None = 1\n",
    "delete-call": "del f()\n",
    "parameter-twice": "def f(a, a): ...\n",
    "default-before-none": "def f(a=1, b): ...\n",
    "keyword-before-positional": "f(a=1, 2)\n",
    "future-of-nothing": "from __future__ import braces\n",
    "future-late": "from __future__ import annotations\n",
    "star-in-function": "def f():\n    from nowhere import *\n",
    "walrus-alone": "value := 1\n",
    "global-after-use": "def f():\n    value = 1\n    global value\n",
    "tabs-and-spaces": "if True:\n\ta = 1\n        b = 2\n",
    "double-underscore-number": "value = 1__0\n",
    "invalid-escape-name": "value = '\\N{NO SUCH THING}'\n",
    "backslash-at-the-end": "value = 1 + \\",
    "backslash-and-blank": "value = 1 + \\ \n    2\n",
    "lazy-import": "lazy import nowhere\n",
    "bytes-beyond-ascii": "value = b'é'\n",
    "match-without-case": "match value:\n    pass\n",
    "type-statement": "type Alias[T] = list[T]\n",
    "template-string": "value = t'{1}'\n",
    "except-without-brackets": "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n",
    "format-spec-nested-deep": "value = f'{1:{2:{3:{4}}}}'\n",
    "no-break-space": "value\u00a0= 1\n",
    "zero-width-space": "val\u200bue = 1\n",
    "form-feed": "\x0cvalue = 1\n",
    "control-z": "value = 1\n\x1a",
    "wide-digits": "value = \uff11\uff12\n",
    "wide-letters": "\uff56\uff41\uff4c\uff55\uff45 = 1\n",
}


def _case(name: str, text: str, *, doubtful: bool) -> Case:
    files = {PLACE: CONSUMER + "\n" + text}
    twin = {PLACE: CONSUMER + "\n"}
    return Case(f"syntax-{name}", files, bad=(PLACE,), twin=twin, doubtful=doubtful, fails=True)


CASES = (
    *(_case(name, text, doubtful=False) for name, text in _REFUSED.items()),
    *(_case(name, text, doubtful=True) for name, text in _DOUBTFUL.items()),
    Case(
        "syntax-error-before-the-imports",
        {PLACE: "value = )\n" + CONSUMER},
        bad=(PLACE,),
        twin={PLACE: "\n" + CONSUMER},
        fails=True,
    ),
    Case(
        "syntax-error-between-the-imports",
        {PLACE: "from pkg.facade import make\nvalue = )\nfrom pkg.manager import Manager\nmake()\n"},
        bad=(PLACE,),
        twin={PLACE: "from pkg.facade import make\n\nfrom pkg.manager import Manager\nmake()\n"},
        fails=True,
    ),
    Case(
        "syntax-error-in-every-line",
        {PLACE: "value = )\n" * 2000},
        bad=(PLACE,),
        twin={PLACE: ""},
        fails=True,
    ),
    Case(
        "syntax-error-in-the-facade",
        {"pkg/facade.py": 'from pkg.factory import make\n\n__all__ = ["make"]\nvalue = )\n'},
        bad=("pkg/facade.py",),
        twin={},
        doubtful=True,
        fails=True,
    ),
)
