"""Hypothesis strategies for packages that something is removed from: whatever a removal can break or spare.

The trees are those of `package_strategies` with uses on top: names used while a module is imported, guarded
in every shape, used only when something is called. A tree is `rough` where a name may hold None or a module
after a removal; its uses bear that, so that nothing raises but ImportError, AttributeError and NameError.
A tree of the kind "calling" also has functions that take names when called, and other modules call them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.property.package_strategies import (
    NAMESAKE,
    Package,
    Step,
    Writer,
    Written,
    indented,
)

# true when run, as anyone can see
PLAIN = ("if True:", "if sys.version_info >= (3, 8):", "if not TYPE_CHECKING:", "if 1:")
# what a handler catches: of a missing name or module, everything, some, nothing
CATCHES = (
    *("except ImportError:", "except ImportError:", "except Exception:", "except BaseException:", "except:"),
    *("except (ImportError, AttributeError):", "except (AttributeError, NameError):"),
    *("except ModuleNotFoundError:", "except AttributeError:", "except NameError:", "except ValueError:"),
)
# what the first lines of a module bind
HEADS = ("annotations", "importlib", "os", "suppress", "sys", "typing", "TYPE_CHECKING")
SUPPRESSED = (
    "ImportError",
    "Exception",
    "AttributeError",
    "ImportError, AttributeError",
    "ModuleNotFoundError",
)


class Asked(NamedTuple):
    """One removal from a tree: `module:name`, a module (no name), or one line that binds the name."""

    module: str
    file: str
    name: str = ""
    line: int = 0

    @property
    def given(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}"
        return f"{self.module}:{self.name}" if self.name else self.module


class Example(NamedTuple):
    """A tree, and what is removed from it: several removals, each of one or two things at once."""

    package: Package
    removals: tuple[tuple[Asked, ...], ...]
    keep_all: bool

    def __repr__(self) -> str:
        return f"{self.package!r}\nremoved: {self.removals}, keep_all={self.keep_all}"


class RemovalWriter(Writer):
    """Writes one tree whose modules do something with the names they take."""

    def __init__(self, draw: Callable[..., Any], kind: str) -> None:
        super().__init__(draw, kind)
        namesakes = any(place.module.endswith(NAMESAKE) for place in self.places)
        self.rough = namesakes or draw(st.booleans())

    def steps(self) -> list[Step]:
        uses: list[Step] = [self.take, self.use, self.use, self.later, self.dynamic]
        if self.kind == "cyclic":
            # under a guard in a cycle, who is imported first decides: a known limit, told in the guide
            return [*super().steps(), *uses]
        uses += [self.guarded, self.guarded]
        return [*super().steps(), *uses, self.plain, self.rebind, self.flagged, self.attribute]

    def define(self, here: Written, name: str = "") -> None:
        """A function or class that can be called with anything, used as a decorator, inherited from."""
        name = name or self.pick(*self.free(here, ("f", "g", "h", "make", "_hidden", "Thing", "vars")))
        source = self.source(here) if self.kind == "calling" and self.draw(st.booleans()) else None
        if source:
            given = self.pick(*source.takeable())
            taken = self.pick(*self.taking_inside(here, source, given, "inner"))
            body = [*taken, "return given[0] if given else inner"]
            here.lines += [f"def {name}(*given):", *(f"    {line}" for line in body)]
        elif self.draw(st.booleans()):
            here.lines += [f"def {name}(*given):", "    return given[0] if given else None"]
        else:
            here.lines += [f"class {name}:", "    def __new__(cls, *given):", "        return cls"]
        here.names[name] = "value"

    def taking_inside(self, here: Written, source: Written, given: str, to: str) -> list[list[str]]:
        """Ways to take a name in a function's body."""
        module = source.place.module
        ways = [[f"from {module} import {given} as {to}"], [f"import {module} as mod", f"{to} = mod.{given}"]]
        ways += [[f"{to} = importlib.import_module({module!r}).{given}"]]
        if module.endswith(NAMESAKE):
            del ways[1]
        if held := [name for name, kind in here.names.items() if kind == "value" and name != to]:
            ways.append([f"{to} = {self.pick(*held)}"])
        return ways

    # --- uses -------------------------------------------------------------------------------------

    def held(self, here: Written) -> str:
        """A value that the module has: one that it takes first where it has none."""
        values = [name for name, kind in here.names.items() if kind == "value"]
        if not values:
            self.define(here)
            return self.held(here)
        return str(self.pick(*values))

    def called(self, name: str) -> str:
        return f"callable({name}) and {name}()" if self.rough else f"{name}()"

    def use(self, here: Written) -> None:
        """A use while the module is imported."""
        name, new = self.held(here), f"used{len(here.lines)}"
        decorator = f"@({name} if callable({name}) else vars)" if self.rough else f"@{name}"
        body = "    ..."
        forms = [
            [decorator, f"def {new}(*given):", body],
            [f"class {new}({name} if isinstance({name}, type) else object):", body],
            [f"def {new}(given={name}):", body],
            [f"def {new}(given: {name}) -> {name}:", body],
            [f"{new}: {name} = None"],
            [self.called(name)],
            [f"class {new}:", f"    held = {name}"],
            [f"class {new}:", f"    def method(self, given={name}):", "        ..."],
            [f"{new} = [{name} for _ in '12']"],
            [f"{new} = f'{{{name}}}'"],
            [f"{new} = {{'key': {name}}}"],
            [f"if {name}:", "    pass"],
            [f"assert {name} or True"],
            [f"for {new} in [{name}]:", "    pass"],
            [f"{new} = isinstance({name}, type)"],
            [f"{new} = (lambda: {name})()"],
        ]
        here.lines += self.pick(*forms)

    def later(self, here: Written) -> None:
        """A use in a function or a method, which may be called while the module is imported."""
        source, new = self.source(here), f"run{len(here.lines)}"
        inside = [[f"result = {self.held(here)}", "inner = result"]]
        if source:
            inside += self.taking_inside(here, source, self.pick(*source.takeable()), "inner")
        body = self.pick(*inside)
        if self.draw(st.booleans()):
            body = ["try:", *(f"    {line}" for line in body), self.pick(*CATCHES), "    inner = None"]
        body = [f"    {line}" for line in [*body, "return inner"]]
        forms = [
            [f"def {new}():", *body, f"{new}()"],
            [f"def {new}():", *body, f"{new}_result = [{new}() for _ in '1']"],
            [f"def {new}():", *body, f"def {new}_outer():", f"    return {new}()", f"{new}_outer()"],
            [f"class {new}:", "    def __init__(self):", *indent(body[:-1]), f"{new}()"],
            [f"class {new}:", "    @classmethod", "    def make(cls):", *indent(body), f"{new}.make()"],
            [f"def {new}():", *body],
            [f"class {new}:", "    def method(self):", *indent(body)],
            ["if __name__ == '__main__':", f"    def {new}():", *indent(body), f"    {new}()"],
        ]
        here.lines += self.pick(*forms)

    def attribute(self, here: Written) -> None:
        """An attribute of a module that is asked for gently."""
        source = self.source(here)
        if source is None or source.place.module.endswith(NAMESAKE):
            return
        module, given, new = source.place.module, self.pick(*source.takeable()), f"asked{len(here.lines)}"
        forms = (
            [f"{new} = getattr(asked, {given!r}, None)"],
            [f"{new} = hasattr(asked, {given!r})"],
            [f"if hasattr(asked, {given!r}):", f"    {new} = asked.{given}"],
            ["try:", f"    {new} = asked.{given}", self.pick(*CATCHES), f"    {new} = None"],
            [f"def {new}():", f"    return asked.{given}"],
            [f"{new} = asked.{given}"],
        )
        here.lines += [f"import {module} as asked", *self.pick(*forms)]
        here.names["asked"] = "module"

    def dynamic(self, here: Written) -> None:
        """A module that is loaded by its name."""
        if source := self.source(here):
            load = f"importlib.import_module({source.place.module!r})"
            forms = ([load], ["try:", f"    {load}", self.pick(*CATCHES), "    pass"])
            here.lines += self.pick(*forms, [f"def load{len(here.lines)}():", f"    return {load}"])

    # --- guards -----------------------------------------------------------------------------------

    def guarded(self, here: Written) -> None:
        """A take under a guard; what it binds is bound with nothing removed."""
        inner = Written(here.place)
        self.take(inner)
        names = [name for name, kind in inner.names.items() if kind == "value"]
        if not names or set(inner.names) & set(here.names) - {"mod", "again"}:
            return
        if self.draw(st.integers(0, 5)) == 0:
            here.lines += [f"with suppress({self.pick(*SUPPRESSED)}):", *indented(inner)]
        else:
            here.lines += ["try:", *self.in_guard(inner), *self.handler(here, names), *self.ending(here)]
        here.names |= inner.names

    def in_guard(self, inner: Written) -> list[str]:
        """The body: at times with a use, or under a guard of its own."""
        lines = list(inner.lines)
        if self.draw(st.integers(0, 3)) == 0:
            self.use(inner)
            lines = inner.lines
        if self.draw(st.integers(0, 5)) == 0:
            lines = ["try:", *indent(lines), self.pick(*CATCHES), "    raise"]
        return indent(lines)

    def handler(self, here: Written, names: list[str]) -> list[str]:
        """`except` and what it does: nothing, raise, bind something else, take it from elsewhere."""
        catch = self.pick(*CATCHES)
        raising = self.pick("raise", "raise ImportError('none')", "raise RuntimeError('none')")
        stub = [
            line
            for name in names
            for line in (f"def {name}(*given):", "    return given[0] if given else None")
        ]
        forms = [["pass"], ["pass"], [raising], stub]
        if self.rough:
            forms += [[f"{name} = None" for name in names]] * 2
        if source := self.source(here):
            other = f"from {source.place.module} import {self.pick(*source.takeable())}"
            forms.append([f"{other} as {name}" for name in names])
        second = ["except Exception:", "    pass"] if catch != "except:" and self.draw(st.booleans()) else []
        return [catch, *indent(self.pick(*forms)), *(second if self.draw(st.booleans()) else [])]

    def ending(self, here: Written) -> list[str]:
        """`else` and `finally`."""
        new = f"end{len(here.lines)}"
        return list(self.pick([], [], ["else:", f"    {new} = True"], ["finally:", f"    {new} = True"]))

    def flagged(self, here: Written) -> None:
        """A name that is used only where taking it worked."""
        if source := self.source(here):
            given, new = self.pick(*source.takeable()), f"flag{len(here.lines)}"
            taken = [f"    from {source.place.module} import {given} as {new}"]
            here.lines += ["try:", *taken, "except ImportError:", f"    HAS_{new} = False"]
            here.lines += ["else:", f"    HAS_{new} = True", f"if HAS_{new}:", f"    {new}_used = [{new}]"]

    # --- other ------------------------------------------------------------------------------------

    def plain(self, here: Written) -> None:
        """A branch that runs, beside one that cannot."""
        inner = self.apart(here)
        if not (set(inner.names) - {"mod"}) & set(here.names):
            dead = self.pick([], ["else:", "    import nowhere"], ["else:", *indented(inner)])
            here.lines += [self.pick(*PLAIN), *indented(inner), *dead]
            here.names |= inner.names

    def rebind(self, here: Written) -> None:
        """A second binding of a name."""
        name = self.held(here)
        source = self.source(here)
        if source and not source.place.module.endswith(NAMESAKE) and self.draw(st.booleans()):
            here.lines.append(f"from {source.place.module} import {self.pick(*source.takeable())} as {name}")
        else:
            self.define(here, name)


def indent(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def bound(package: Package) -> Iterator[Asked]:
    """Every name that a statement of its own, or a branch, binds in a module."""
    for file, text in package.files:
        module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for node in top_level(ast.parse(text).body):
            for name in names_of(node):
                if not name.startswith(("__", "_table")) and name not in HEADS:
                    yield Asked(module, file, name, node.lineno)


def top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for name in ("body", "orelse", "finalbody"):
                yield from top_level(getattr(node, name, []))
            for branch in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                yield from top_level(branch.body)


def names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names if alias.name != "*"]
    if isinstance(node, ast.Import):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


@st.composite
def examples(draw: st.DrawFn, kind: str, most: int = 3) -> Example:
    """A tree and one to three removals, more often of names that others take."""
    written = RemovalWriter(draw, kind).write()
    files = tuple((path, with_heads(text, draw(st.integers(0, 4)) == 0)) for path, text in written.files)
    package = written._replace(files=files)
    places = list(bound(package))
    everything = "\n".join(text for _, text in files)
    used = [p for p in places if f"import {p.name}" in everything or f".{p.name}" in everything]
    modules = [Asked(one.module, one.file) for one in places]

    def one() -> Asked:
        what = draw(st.sampled_from(("name", "name", "name", "line", "module")))
        if what == "module":
            return draw(st.sampled_from(modules))
        often = bool(used) and draw(st.integers(0, 4)) > 0
        found = draw(st.sampled_from(used if often else places))
        one_name = len({p.name for p in places if p.file == found.file and p.line == found.line}) == 1
        return found if what == "line" and one_name else found._replace(line=0)

    if not places:
        return Example(package, (), False)
    removals = []
    for _ in range(draw(st.integers(1, most))):
        size = draw(st.sampled_from((1, 1, 1, 2)))
        asked = dict.fromkeys(one() for _ in range(size))
        whole = {removal.module for removal in asked if not removal.name}
        # a name goes with its module: to ask for both is to ask for the module
        removals.append(tuple(r for r in asked if not r.name or r.module not in whole))
    return Example(package, tuple(removals), draw(st.booleans()))


def with_heads(text: str, future: bool) -> str:
    """The imports that the added statements need."""
    heads = ["from __future__ import annotations"] if future else []
    heads += ["import sys"] if "sys." in text else []
    typed = "TYPE_CHECKING" in text and "import TYPE_CHECKING" not in text
    heads += ["from typing import TYPE_CHECKING"] if typed else []
    return "\n".join([*heads, text])
