"""What one file says, before any other file is looked at.

`extract` parses files into these values; `analysis` resolves them against each other.
"""

from __future__ import annotations

from typing import NamedTuple


class Value(NamedTuple):
    """An expression, as far as it can hold a function, class, module or list of names.

    kind     name        module      base
    def      "function" or "class"   (same,)     the definition itself; `same` when it returns its argument;
                                                 the module is "async" for an `async def`
    from     name        raw module              `from module import name`
    module               raw module              `import_module("module")`, `sys.modules["module"]`
    as                   raw module              `import module as x`
    top                  raw module              `import module` (binds its first component)
    name     name                                a name to look up at this place
    attr     name                    (object,)   `object.name`, `getattr(object, "name")`
    alt                              values      one of several
    str      text                                a string constant
    list                             items       a list, tuple or set
    sum                              parts       a concatenation
    star                             (list,)     `*list` inside a list
    fstring                          parts       a formatted string
    call                             (callee, …) the result of a call, with its first argument
    this                                         the module itself (`sys.modules[__name__]`)
    import_module                    (name,)     an import whose module name is computed
    getattr                          (o, name)   an attribute whose name is computed
    item                             (call,)     a part of what a call returns, unpacked
    keyword  name                    (given,)    an argument given by keyword
    star_of              raw module              every exported name of a module
    public                                       every public name (an `__all__` that is computed)
    opaque   reason                              anything else

    A raw module is written as in the source: leading dots for relative ones.
    """

    kind: str
    name: str = ""
    module: str = ""
    base: tuple[Value, ...] = ()


OPAQUE = Value("opaque")


# the arm that is the body of a loop
LOOP = -1


class Handler(NamedTuple):
    """One `except` clause of a `try`, or what a `with suppress(…)` swallows."""

    # names of the exceptions, without their modules; `BaseException` for a bare `except`
    catches: tuple[str, ...]
    # what it raises at its end: "" nothing (the error is swallowed), "same" what it caught, else a name
    raises: str = ""
    # it ends by return, continue or break
    leaves: bool = False


class PathStep(NamedTuple):
    """One arm of a branching statement that encloses a place."""

    # offset of the statement: its identity in the file
    branch: int
    # 0, 1, … or `LOOP`
    arm: int
    # when one of the arms always runs: how many of them reach what follows; else 0
    arms: int
    # the arm ends by raise, return, continue or break: nothing it binds is seen after the statement
    ends: bool
    # "" may run; "never"; "always"; "typing" runs only for type checkers; "main" only as a script
    state: str = ""
    # "if", "try" (the body), "else" (of a try), "except", "suppress", "loop", "case"; "" for another reason
    kind: str = ""
    # what catches the errors of a "try" or "suppress" arm, in order
    handlers: tuple[Handler, ...] = ()


class ScopeStep(NamedTuple):
    """One function, class, lambda or comprehension that encloses a place."""

    # "function", "class", "lambda", "comprehension" or "typing" (holds the parameters of `def f[T]`)
    kind: str
    name: str
    # offset of its first byte: its identity in the file
    start: int


class Place(NamedTuple):
    """Where something stands."""

    line: int
    # in characters from 0
    column: int
    # in bytes from the file's start
    offset: int
    scope: tuple[ScopeStep, ...]
    # branches inside the innermost scope, outermost first
    path: tuple[PathStep, ...]
    # import_time | call_time | type_checking
    when: str
    # an enclosing `try` catches ImportError
    guarded_import: bool
    # an enclosing `try` catches ImportError, AttributeError or NameError
    guarded: bool


class Binding(NamedTuple):
    """A statement that binds (or unbinds) a name.

    kind: import | star | assign | declare | def | param | del | global | nonlocal | extend | remove |
    open | store
    (`store` sets an attribute of another object: `value.base` is that object and what it gets;
    `extend` and `remove` change the list `__all__`; `open` means the namespace is filled in a way
    that cannot be read, `value.name` says which).
    """

    name: str
    kind: str
    value: Value
    place: Place


class Reference(NamedTuple):
    """One occurrence of an identifier that is not a binding.

    role:
    load        the bare name
    attribute   after a dot; `value` is the whole expression
    import      in `from m import name`; `value` is what is taken
    path        inside the dotted module of an import; `value.module` is the path up to it
    string      inside a string; `value` is the string, `call` what it is an argument of
    keyword     a keyword of a call, as in `patch.multiple(m, name=…)`
    comment, docstring
    """

    name: str
    role: str
    value: Value
    place: Place
    # call | decorator | base_class | annotation | local_annotation | argument | base (of an attribute) |
    # store | reference | import | export | docstring | comment | string | keyword
    usage: str
    # the names that are assigned what is referred to (`bound = name`, `from m import name as bound`)
    bound: tuple[str, ...] = ()
    # for arguments and callees: the callee, then the arguments of the call, in the order of the text;
    # one that is given by keyword is a `keyword` value, its base what is given
    call: tuple[Value, ...] = ()
    # which argument it is: 0, 1, …; -1 otherwise
    position: int = -1


class LazyName(NamedTuple):
    """A name that a module-level `__getattr__` (or an equivalent) provides when asked."""

    name: str
    # where it may come from, best first: each `from`, `module` or other value
    values: tuple[Value, ...]
    line: int


class ModuleFacts(NamedTuple):
    """The module-level namespace of one file, in the order of its statements."""

    bindings: tuple[Binding, ...]
    lazy: tuple[LazyName, ...]
    # `__getattr__` (or a module object put in place of this one) answers names that are not read
    open_getattr: bool
    # which of the lazy names the namespace keeps once they were asked for: "" none, "asked" those,
    # "module" with them all that come from the same module, "all"
    kept: str
    # the body holds nothing but imports, a docstring and dunder assignments
    only_imports: bool
    future_annotations: bool
    # (line, what) of each place that does not parse
    errors: tuple[tuple[int, str], ...]


class Occurrences(NamedTuple):
    """Everything one file says about one identifier, in the order of the text."""

    bindings: tuple[Binding, ...]
    references: tuple[Reference, ...]
