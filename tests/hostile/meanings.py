"""Code that parses, and means something that no reader expects."""

from __future__ import annotations

from tests.hostile.case import CONSUMER, Case, Files


def _odd(name: str, files: Files, twin: Files | None = None) -> Case:
    return Case(name, files, twin=files if twin is None else twin)


_ALL = {
    "computed": "__all__ = [name for name in globals() if not name.startswith('_')]\n",
    "of-a-call": "__all__ = sorted(set(dir()))\n",
    "added-in-a-loop": "__all__ = []\nfor name in 'ab':\n    __all__.append(name)\n",
    "of-numbers": "__all__ = [1, None, b'x', make, *range(3)]\n",
    "a-string": "__all__ = 'make'\n",
    "of-itself": "__all__ = __all__ + ['make']\n",
    "evaluated": "exec('__all__ = [\"make\"]')\n",
    "through-globals": "globals()['__all__'] = ['make']\n",
    "deleted": "__all__ = ['make']\ndel __all__\n",
    "of-others": "import pkg.routes\n__all__ = pkg.routes.__all__ + ['make']\n",
    "of-nothing": "__all__ = ['nothing', '', 'a b', 'class', 'make', 'make']\n",
    "twice": "__all__ = ('nothing',)\n__all__ = ['make']\n",
    "unpacked": "(__all__, other) = ['make'], 1\n",
    "in-a-branch": "if other():\n    __all__ = ['make']\nelse:\n    __all__ = []\n",
    "a-dictionary": "__all__ = {'make': 1}\n",
    "a-function": "def __all__(): ...\n",
    "walrus": "(__all__ := ['make'])\n",
    "extended-by-itself": "__all__ = ['make']\n__all__ += __all__\n__all__.extend(__all__)\n",
    "removed-from": "__all__ = ['make', 'x']\n__all__.remove('make')\n",
}
_GETATTR = {
    "gives-all": "def __getattr__(name):\n    return object()\n",
    "gives-itself": "def __getattr__(name):\n    return __getattr__(name)\n",
    "gives-other-module": (
        "import importlib\n\n\ndef __getattr__(name):\n"
        "    return getattr(importlib.import_module('pkg.' + name), name)\n"
    ),
    "table-of-lies": (
        "_TABLE = {'make': 'pkg.nowhere', 'Manager': 'pkg.odd', 1: 2, 'x': None}\n\n\n"
        "def __getattr__(name):\n    import importlib\n"
        "    return getattr(importlib.import_module(_TABLE[name]), name)\n"
    ),
    "only-raises": "def __getattr__(name):\n    raise AttributeError(name)\n",
    "a-class": "class __getattr__:\n    def __init__(self, name): ...\n",
    "imported": "from pkg.routes import __getattr__\n",
    "lambda": "__getattr__ = lambda name: 1\n",
    "lies-beside-dir": "def __dir__():\n    return ['make', 1]\n\n\ndef __getattr__(name):\n    return 1\n",
    "takes-no-parameter": "def __getattr__():\n    return 1\n",
    "replaces-the-module": "import sys\n\nsys.modules[__name__] = object()\n",
}

_RING: Files = {
    "ring/__init__.py": "from ring.a import *\nfrom ring.b import *\n",
    "ring/a.py": "from ring.b import *\nfrom ring import *\nfrom ring.a import *\n",
    "ring/b.py": "from ring.a import *\nfrom pkg.facade import *\nfrom ring.c import *\n",
    "ring/c.py": "from ring.a import make\n\nmake()\n",
}
_CIRCLE: Files = {
    "circle/__init__.py": "from circle.a import make\n",
    "circle/a.py": "from circle.b import make\nfrom circle.a import make\n",
    "circle/b.py": "from circle.c import make\nfrom circle import make\n",
    "circle/c.py": "from circle.a import make as other, make\nmake = make\nother = make\nmake = other\n",
}
_CIRCLE_WITH_A_WAY_IN: Files = {
    **_CIRCLE,
    "circle/b.py": "from circle.c import make\nfrom pkg.facade import make\n",
    "circle/user.py": "from circle import make\n\nmake()\n",
}

CASES = (
    *(
        _odd(
            f"all-{name}",
            {
                "pkg/odd.py": f"from pkg.facade import make\n{text}",
                "pkg/taker.py": "from pkg.odd import *\n\nmake()\n",
            },
        )
        for name, text in _ALL.items()
    ),
    *(
        _odd(
            f"getattr-{name}",
            {
                "pkg/odd.py": text,
                "pkg/taker.py": "from pkg.odd import make\n\nmake()\n",
                "pkg/later.py": "import pkg.odd\n\npkg.odd.make()\n",
            },
        )
        for name, text in _GETATTR.items()
    ),
    _odd("stars-in-a-circle", _RING),
    _odd("re-exports-in-a-circle", _CIRCLE),
    _odd("re-exports-in-a-circle-with-a-way-in", _CIRCLE_WITH_A_WAY_IN),
    _odd(
        "star-of-itself",
        {
            "pkg/odd.py": (
                "from pkg.odd import *\nfrom . import odd\nfrom .odd import odd\nodd.odd.odd.make()\n"
            )
        },
    ),
    _odd(
        "package-of-itself",
        {
            "pkg/sub/__init__.py": "from pkg.sub import sub\nfrom pkg.sub import sub as sub\n",
            "pkg/sub/sub.py": "from pkg.sub import sub\nsub.sub.sub\n",
        },
    ),
    _odd(
        "relative-above-the-top",
        {
            "odd.py": "from .... import make\nfrom ..pkg.facade import make\nfrom . import pkg\n",
            "pkg/odd.py": "from ........pkg import facade\nfrom .. import pkg\n" + CONSUMER,
        },
    ),
    _odd(
        "aliases-in-a-circle",
        {"pkg/odd.py": "a = b\nb = a\nfrom pkg.facade import make\nmake = make\nmake = c = make\nc = make\n"},
    ),
    _odd("class-of-itself", {"pkg/odd.py": "class A(A):\n    A = A\n    class A(A): ...\n\n\nA.A.A.A\n"}),
    _odd(
        "dynamic-imports",
        {
            "pkg/odd.py": (
                "import importlib\n"
                "importlib.import_module('pkg.facade' + '')\n"
                "__import__('pkg.facade').facade.make\n"
                "importlib.import_module('.'.join(['pkg', 'facade']))\n"
                "importlib.import_module('')\n"
                "importlib.import_module('..', 'pkg')\n"
                "__import__('\\0')\n"
            )
        },
    ),
    _odd(
        "rebound-builtins",
        {
            "pkg/odd.py": "getattr = __import__ = globals = None\nimport pkg.facade as __builtins__\n"
            + CONSUMER
        },
    ),
    _odd("deletions", {"pkg/odd.py": "from pkg.facade import make\ndel make\nmake()\ndel make, nothing\n"}),
    _odd(
        "monkeypatching",
        {
            "pkg/odd.py": (
                "import pkg.facade\n"
                "pkg.facade.make = 1\n"
                "del pkg.facade.make\n"
                "setattr(pkg.facade, 'make', 2)\n"
                "pkg.facade.__dict__['make'] = 3\n"
            )
        },
    ),
    _odd(
        "future-syntax",
        {
            "pkg/odd.py": CONSUMER
            + (
                "\n\ntype A[*T, **P] = make\nclass B[T: make]: ...\nmatch make:\n"
                "    case make.x | {'a': make(), **rest}: ...\n    case _: ...\ntry: ...\n"
                "except* make: ...\n"
            )
        },
    ),
)
