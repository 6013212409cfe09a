"""Hypothesis strategies for small packages whose names travel in every way that Python knows.

A package tree is one block: its modules in an order in which each takes only from earlier ones, so that
nearly every example imports cleanly, whichever module is imported first. An `__init__` stands before its
children (they take from it) or after them (a facade). Examples come in three kinds:

- `straight`: no branches; each name has exactly one origin, known from the text. Rebinding, `del`, stars.
- `cyclic`: modules also import later ones at their end. No rebinding and no stars there: what a
  half-initialised module holds is a matter of who came first, not of the text.
- `branching`: statements in `if`, `try`, loops, of which the text alone does not tell whether they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

FUNCTIONS = ("f", "g", "h", "make", "_hidden")
CLASSES = ("Thing", "Widget")
ALIASES = ("x", "y", "f", "g", "Thing", "_private")
MODULES = ("alpha", "beta", "core")
# a module and the function in it that its package re-exports under the same name
NAMESAKE = "solve"
# true or false when run; the text does not tell
CONDITIONS = ("os.sep == '/'", "os.sep == ':'", "len(__name__) > 99", "os.environ.get('GRAPHKIT_NO')")


class Package(NamedTuple):
    """Files of a tree, and what may be predicted for it.

    `uncertain` has the `module:name`s that the text binds on some ways through it only.
    """

    kind: str
    files: tuple[tuple[str, str], ...]
    modules: tuple[str, ...]
    uncertain: frozenset[str]

    def __repr__(self) -> str:
        return "\n".join([f"a {self.kind} tree:", *(f"# --- {path}\n{text}" for path, text in self.files)])


class Place(NamedTuple):
    """A module to be written: its name, and how its package's `__init__` stands ("" for a plain module)."""

    module: str
    init: str = ""

    @property
    def path(self) -> str:
        return self.module.replace(".", "/") + ("/__init__.py" if self.init else ".py")


class Written:
    """A module as far as it is written: lines, and what its namespace holds by then.

    `names` has "value" (a function or class), "module", "other", "maybe" (bound on some ways only),
    or "lazy" (given by `__getattr__`, not held).
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.lines: list[str] = []
        self.names: dict[str, str] = {}
        self.all: list[str] | None = None
        # bound by a function that is called: the text does not tell when, so neither what a `del` leaves
        self.at_any_time: set[str] = set()

    def takeable(self) -> list[str]:
        return [name for name, kind in self.names.items() if kind in {"value", "lazy"}]

    def uncertain(self) -> set[str]:
        return self.at_any_time | {name for name, kind in self.names.items() if kind == "maybe"}

    def starred(self) -> dict[str, str]:
        """What `from … import *` gives."""
        if self.all is not None:
            return {name: self.names[name].replace("lazy", "value") for name in self.all}
        return {n: kind for n, kind in self.names.items() if not n.startswith("_") and kind != "lazy"}


Step = Callable[[Written], None]


class Writer:
    """Writes one tree, a module after the other; every choice is drawn."""

    def __init__(self, draw: Callable[..., Any], kind: str) -> None:
        self.draw = draw
        self.kind = kind
        self.done: list[Written] = []
        # what a package holds under the name of a namesake, a cycle may see too early
        names = MODULES if kind == "cyclic" else (*MODULES, NAMESAKE)
        self.places = list(layout(draw, names))
        self.inits = {place.module: place.init for place in self.places if place.init}

    def pick(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def write(self) -> Package:
        for place in self.places:
            written = Written(place)
            self.body(written)
            self.done.append(written)
        if self.kind == "cyclic":
            self.close_cycles()
        files = sorted((one.place.path, with_imports(one.lines)) for one in self.done)
        maybe = {f"{one.place.module}:{name}" for one in self.done for name in one.uncertain()}
        modules = tuple(sorted(one.place.module for one in self.done))
        return Package(self.kind, tuple(files), modules, frozenset(maybe))

    # --- statements -------------------------------------------------------------------------------

    def body(self, here: Written) -> None:
        """Definitions and takes, then `__all__`; in a facade, also the function of the same name."""
        for step in self.draw(st.lists(st.sampled_from(self.steps()), min_size=1, max_size=5)):
            step(here)
        if here.place.module.endswith("." + NAMESAKE):
            self.define(here, NAMESAKE)
        namesake = f"{here.place.module}.{NAMESAKE}"
        if here.place.init and any(one.place.module == namesake for one in self.done):
            here.lines.append(f"from .{NAMESAKE} import {NAMESAKE}")
            here.names[NAMESAKE] = "value"
        if self.draw(st.booleans()):
            self.say_all(here)

    def steps(self) -> list[Step]:
        common: list[Step] = [self.define, self.take, self.assign, self.hide, self.lazy, self.make_other]
        if self.kind == "cyclic":
            return common
        straight: list[Step] = [*common, self.star, self.remove, self.guard]
        return (
            straight
            if self.kind == "straight"
            else [*straight, self.branch, self.either, self.sometimes, self.by_global]
        )

    def define(self, here: Written, name: str = "") -> None:
        name = name or self.pick(*self.free(here, (*FUNCTIONS, *CLASSES)))
        if name in CLASSES:
            here.lines += self.pick(
                [f"class {name}:", "    f = 1"], [f"class {name}:", "    def f(self): ..."]
            )
        elif name != "keep" and self.draw(st.booleans()):
            here.lines += ["def keep(function):", "    return function", "@keep", f"def {name}():", "    ..."]
            here.names["keep"] = "value"
        else:
            here.lines.append(f"{self.pick('def', 'async def')} {name}(): ...")
        here.names[name] = "value"

    def free(self, here: Written, names: tuple[str, ...]) -> tuple[str, ...]:
        """Where nothing may be bound twice, the names that are not bound yet."""
        left = tuple(name for name in names if name not in here.names) if self.kind == "cyclic" else names
        return left or (f"extra{len(here.lines)}",)

    def take(self, here: Written) -> None:
        """One name from an earlier module, in any of the ways."""
        if source := self.source(here):
            given = self.pick(*source.takeable())
            lines, modules = self.taking(here, source, given, as_name := self.alias(here, given))
            here.lines += lines
            here.names |= dict.fromkeys(modules, "module") | {as_name: "value"}

    def source(self, here: Written) -> Written | None:
        sources = [one for one in self.done if one.takeable() and self.complete(here, one)]
        return self.pick(*sources) if sources else None

    def complete(self, here: Written, other: Written) -> bool:
        """Not a facade that is being imported whenever `here` is: its children do not take from it."""
        return not (other.place.init == "last" and here.place.module.startswith(other.place.module + "."))

    def alias(self, here: Written, given: str) -> str:
        return str(self.pick(*self.free(here, (given, *ALIASES))))

    def taking(self, here: Written, source: Written, given: str, as_name: str) -> tuple[list[str], list[str]]:
        """Lines that bind `as_name` to the source's `given`, and the names they bind to modules."""
        module = source.place.module
        parent, _, leaf = module.rpartition(".")
        renamed = given if as_name == given else f"{given} as {as_name}"
        ways: list[tuple[list[str], list[str]]] = [
            ([f"from {base} import {renamed}"], []) for base in (module, *relative(here.place, module))
        ]
        ways.append(([f"from {module} import (", f"    {renamed},", ")"], []))
        ways.append(([f"from {module} import {renamed}, {given} as again"], ["again"]))
        ways.append(([f"{as_name} = getattr(importlib.import_module({module!r}), {given!r})"], []))
        ways.append(([f"{as_name} = importlib.import_module({module!r}).{given}"], []))
        if leaf != NAMESAKE:
            ways.append(([f"import {module} as mod", f"{as_name} = mod.{given}"], ["mod"]))
            ways.append(([f"import {module} as mod", f"{as_name} = getattr(mod, {given!r})"], ["mod"]))
            for base in (parent, *relative(here.place, parent)) if parent else ():
                taken = f"from {base} import {leaf} as mod"
                ways.append(([taken, f"{as_name} = mod.{given}"], ["mod"]))
            if self.reachable(here, module):
                ways.append(
                    ([f"import {module}", f"{as_name} = {module}.{given}"], [module.partition(".")[0]])
                )
        lines, modules = self.pick(*ways)
        return lines, modules

    def reachable(self, here: Written, module: str) -> bool:
        """No package on the way is still being imported: only then does its parent hold it."""
        parts = module.split(".")
        between = [".".join(parts[:end]) for end in range(2, len(parts) + 1)]
        inside = here.place.module + "."
        return not any(self.inits.get(one) and inside.startswith(one + ".") for one in between)

    def assign(self, here: Written) -> None:
        """Another name, or several, for a value that the module holds."""
        if values := [name for name, kind in here.names.items() if kind == "value"]:
            value, to = self.pick(*values), self.pick(*self.free(here, ALIASES))
            forms = (
                f"{to} = {value}",
                f"{to}: object = {value}",
                f"({to} := {value})",
                f"{to}, other = {value}, 1",
            )
            here.lines.append(self.pick(*forms))
            here.names[to] = "value"
            if here.lines[-1].startswith(f"{to}, other"):
                here.names["other"] = "other"

    def make_other(self, here: Written) -> None:
        """Bind a name to what is made of a function or class, but is neither."""
        if values := [name for name, kind in here.names.items() if kind == "value"]:
            value, to = self.pick(*values), self.pick(*self.free(here, ALIASES))
            forms = (f"lambda: {value}", f"[{value}]", f"({value}, 1)", f"str({value})", f"{value}.__name__")
            here.lines.append(f"{to} = {self.pick(*forms)}")
            here.names[to] = "other"

    def hide(self, here: Written) -> None:
        """Takes that bind nothing in the module: in a function, a class body, for type checkers."""
        if source := self.source(here):
            taken = (
                f"from {source.place.module} import {self.pick(*source.takeable())} as {self.pick(*ALIASES)}"
            )
            head = self.pick("def inner():", "class Inner:", "if TYPE_CHECKING:", "if typing.TYPE_CHECKING:")
            here.lines += [head, f"    {taken}"]
            here.names |= {name: "value" for name in ("inner", "Inner") if name in head}

    def lazy(self, here: Written) -> None:
        """A PEP 562 facade: a name that can be taken from the module, but is not held."""
        source = self.source(here)
        if source is None or "__getattr__" in here.names:
            return
        given = self.pick(*source.takeable())
        offered = self.pick(given, "later")
        if offered in here.names:
            return
        module = source.place.module
        by_pair = [f"_table = {{{offered!r}: ({module!r}, {given!r})}}", "def __getattr__(name):"]
        by_pair += ["    if name in _table:", "        module, attribute = _table[name]"]
        by_pair += ["        return getattr(importlib.import_module(module), attribute)"]
        by_table = [f"_table = {{{given!r}: {module!r}}}", "def __getattr__(name):", "    if name in _table:"]
        by_table += ["        return getattr(importlib.import_module(_table[name]), name)"]
        by_name = ["def __getattr__(name):", f"    if name == {offered!r}:"]
        by_name += [f"        from {module} import {given}", f"        return {given}"]
        forms = [by_pair, by_name, *([by_table] if offered == given else [])]
        here.lines += [*self.pick(*forms), "    raise AttributeError(name)"]
        here.names |= {"__getattr__": "other", "_table": "other", offered: "lazy"}

    def star(self, here: Written) -> None:
        if source := self.source(here):
            module = source.place.module
            here.lines.append(f"from {self.pick(module, *relative(here.place, module))} import *")
            for name, kind in source.starred().items():
                if kind != "maybe" or here.names.get(name) in {None, "lazy"}:
                    here.names[name] = kind

    def remove(self, here: Written) -> None:
        """`del`, or binding a name to something else."""
        if values := [name for name, kind in here.names.items() if kind == "value"]:
            name = self.pick(*values)
            if self.draw(st.booleans()):
                here.lines.append(f"del {name}")
                del here.names[name]
            else:
                here.lines.append(f"{name} = None")
                here.names[name] = "other"

    def guard(self, here: Written) -> None:
        """A take inside a statement whose body always runs, to a name that is new."""
        inner = self.apart(here)
        if not (set(inner.names) - {"mod"}) & set(here.names):
            here.lines += [self.pick("with suppress(ValueError):", "if not TYPE_CHECKING:"), *indented(inner)]
            here.names |= inner.names

    # --- branches ---------------------------------------------------------------------------------

    def apart(self, here: Written) -> Written:
        """A take or a definition of its own."""
        inner = Written(here.place)
        self.pick(self.take, self.define)(inner)
        if not inner.lines:
            self.define(inner)
        return inner

    def branch(self, here: Written) -> None:
        """Two ways, of which one runs; what both bind is bound for certain."""
        one, two = self.apart(here), self.apart(here)
        heads = [(f"if {condition}:", "else:") for condition in CONDITIONS]
        first, second = self.pick(*heads, ("try:", "except ImportError:"))
        # a module that is nowhere: the second way runs
        missing = ["    import nowhere"] if first == "try:" and self.draw(st.booleans()) else []
        if self.draw(st.booleans()):
            # the classic `except ImportError: f = None`
            two = Written(here.place)
            two.lines = [f"{name} = None" for name in one.names]
            two.names = dict.fromkeys(one.names, "value")
        here.lines += [first, *missing, *indented(one), second, *indented(two)]
        for name in sorted({*one.names, *two.names}):
            kinds = {inner.names.get(name, "maybe") for inner in (one, two)}
            self.may_bind(here, name, kinds.pop() if len(kinds) == 1 else "maybe")

    def either(self, here: Written) -> None:
        """An expression with two values, of which one is taken."""
        if values := [name for name, kind in here.names.items() if kind == "value"]:
            to, one, two = self.pick(*ALIASES), self.pick(*values), self.pick(*values)
            here.lines.append(f"{to} = {one} if {self.pick(*CONDITIONS)} else {two}")
            here.names[to] = "value"

    def may_bind(self, here: Written, name: str, kind: str) -> None:
        """A name that is "value" after a branch stays so only where every way leaves it so."""
        before = here.names.get(name)
        here.names[name] = kind if kind != "maybe" or before != "value" else "value"

    def sometimes(self, here: Written) -> None:
        """A body that may not run at all."""
        inner = self.apart(here)
        condition = self.pick(*CONDITIONS)
        heads = (
            f"if {condition}:",
            "for _ in os.sep:",
            f"while {condition}:",
            "match os.sep:\n    case '/':",
        )
        head = self.pick(*heads)
        deeper = "    " if "case" in head else ""
        here.lines += [head, *(deeper + line for line in indented(inner))]
        here.lines += ["    break"] if head.startswith("while") else []
        for name in inner.names:
            self.may_bind(here, name, "maybe")

    def by_global(self, here: Written) -> None:
        """A function that binds a name of the module when called."""
        if source := self.source(here):
            given, name = self.pick(*source.takeable()), self.pick(*ALIASES)
            taken = f"    from {source.place.module} import {given} as {name}"
            here.lines += ["def setup():", f"    global {name}", taken, "setup()"]
            here.names |= {"setup": "value", name: "value"}
            here.at_any_time.add(name)

    # --- at the end of a module -------------------------------------------------------------------

    def say_all(self, here: Written) -> None:
        """`__all__` in one of its forms; also the sum with that of a module taken by a star."""
        held = here.takeable()
        names = self.draw(st.lists(st.sampled_from(held), max_size=3, unique=True)) if held else []
        some, last = names[:-1], names[-1:]
        forms = [
            [f"__all__ = {names!r}"],
            [f"__all__ = {tuple(names)!r}"],
            [f"__all__ = {some!r} + {last!r}"],
        ]
        forms += [[f"__all__ = {some!r}", f"__all__ += {last!r}"]]
        forms += [[f"__all__ = {some!r}", f"__all__.extend({last!r})"]]
        forms += [[f"__all__ = {some!r}", *(f"__all__.append({name!r})" for name in last)]]
        forms += [[f"__all__: list[str] = {names!r}"], [f"__all__ = [*{some!r}, *{tuple(last)!r}]"]]
        forms += [[f"__all__ = {[*names, 'gone']!r}", "__all__.remove('gone')"]]
        here.all = names
        sources = [one for one in self.done if one.all is not None and self.complete(here, one)]
        sources = [one for one in sources if not one.place.module.endswith(NAMESAKE)]
        if sources and self.kind != "cyclic" and self.draw(st.booleans()):
            source = self.pick(*sources)
            module = source.place.module
            here.lines += [f"from {module} import *", f"import {module} as whole"]
            here.names |= source.starred() | {"whole": "module"}
            here.all = [*dict.fromkeys([*(source.all or []), *names])]
            forms = [
                [f"__all__ = list(whole.__all__) + {names!r}"],
                [f"__all__ = [*whole.__all__, *{names!r}]"],
            ]
            forms += [[f"__all__ = {names!r}", "__all__ += whole.__all__"]]
            forms += [[f"__all__ = {names!r}", "__all__.extend(whole.__all__)"]]
        here.lines += self.pick(*forms)

    def close_cycles(self) -> None:
        """Takes from later modules, at the end of earlier ones."""
        for index, here in enumerate(self.done):
            later = [one for one in self.done[index + 1 :] if one.takeable() and not one.place.init]
            later = [one for one in later if not one.place.module.endswith(NAMESAKE)]
            if later and self.draw(st.booleans()):
                source = self.pick(*later)
                given, module = self.pick(*source.takeable()), source.place.module
                name = self.pick(*self.free(here, ALIASES))
                whole = [f"import {module} as late"]
                by_name = [f"from {module} import {given} as {name}"]
                late = self.pick(whole, by_name)
                here.lines += late
                here.names |= {"late": "module"} if late is whole else {name: "value"}


def with_imports(lines: list[str]) -> str:
    """The module's text, led by the standard library's names that it uses."""
    text = "\n".join([*lines, ""])
    heads = {"importlib.": "import importlib", "os.": "import os", "typing.": "import typing"}
    heads |= {
        " TYPE_CHECKING": "from typing import TYPE_CHECKING",
        "suppress(": "from contextlib import suppress",
    }
    return "\n".join([*(head for used, head in heads.items() if used in text), text])


def indented(inner: Written) -> list[str]:
    return [f"    {line}" for line in inner.lines]


def relative(here: Place, module: str) -> Iterator[str]:
    """`module` as it may be written after `from` in a module of the same top-level package."""
    package = here.module if here.init else here.module.rpartition(".")[0]
    dots = "."
    while package:
        if module == package or module.startswith(package + "."):
            yield dots + module[len(package) + 1 :]
        package = package.rpartition(".")[0]
        dots += "."


def layout(draw: Callable[..., Any], names: tuple[str, ...]) -> Iterator[Place]:
    """Two to eight modules in one to three packages, each package one block."""

    def some(least: int) -> list[str]:
        return list(draw(st.lists(st.sampled_from(names), min_size=least, max_size=2, unique=True)))

    two = draw(st.booleans())
    for index, package in enumerate(("lib", "pkg") if two else ("pkg",)):
        inner = [Place(f"{package}.{name}") for name in some(1)]
        if index == two:
            inner += list(block(draw, "pkg.sub", [Place(f"pkg.sub.{n}") for n in some(0)]))
        yield from block(draw, package, inner)
    if draw(st.booleans()):
        yield Place("single")


def block(draw: Callable[..., Any], package: str, inner: list[Place]) -> Iterator[Place]:
    """The package's modules with its `__init__` before or after them, or without one."""
    if not inner:
        return
    has_namesake = any(place.module == f"{package}.{NAMESAKE}" for place in inner)
    init = "last" if has_namesake else draw(st.sampled_from(("first", "last", "none")))
    yield from [Place(package, init)] if init == "first" else []
    yield from inner
    yield from [Place(package, init)] if init == "last" else []


@st.composite
def packages(draw: st.DrawFn, kind: str) -> Package:
    """A tree of the kind "straight", "cyclic" or "branching"."""
    return Writer(draw, kind).write()
