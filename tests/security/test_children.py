"""Programs are started from lists of words, never through a shell; interpreters look nowhere but at home."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent.parent / "graphkit"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "samples" not in path.relative_to(PACKAGE).parts)
STARTING = {"Popen", "run", "call", "check_call", "check_output", "getoutput", "getstatusoutput"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell"}


def faults(source: str) -> list[str]:
    """What starts a program otherwise than it should."""
    found = []
    tree = ast.parse(source)
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        holder = call.func.value if isinstance(call.func, ast.Attribute) else None
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        module = holder.id if isinstance(holder, ast.Name) else ""
        if module in {"os", "subprocess", "asyncio", "pty"} and (
            name in SHELLS or name.startswith(("exec", "spawn"))
        ):
            found.append(f"{module}.{name} (l. {call.lineno})")
        elif module == "subprocess" and name in STARTING:
            found += [f"{fault} (l. {call.lineno})" for fault in start_faults(call, named)]
    return found


def start_faults(call: ast.Call, named: dict[str, ast.expr]) -> list[str]:
    """What is wrong with one call of subprocess."""
    words = call.args[0] if call.args else None
    if isinstance(words, ast.Name):
        # a parameter is a list by its annotation, which mypy checks
        words = named.get(words.id, ast.List(elts=[], ctx=ast.Load()))
    found = [f"{key.arg}=" for key in call.keywords if key.arg in {"shell", "executable", None}]
    if not isinstance(words, ast.List):
        return [*found, "no list of words"]
    texts = [ast.unparse(word) for word in words.elts]
    if texts[:1] == ["sys.executable"] and texts[1] not in {"'-P'", "'-I'"}:
        found.append("an interpreter without -P")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_shell(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("os.system('ls')", ["os.system (l. 1)"]),
        ("os.execv('a', [])", ["os.execv (l. 1)"]),
        ("subprocess.run('ls')", ["no list of words (l. 1)"]),
        ("subprocess.run(f'ls {a}', shell=True)", ["shell= (l. 1)", "no list of words (l. 1)"]),
        ("c = 'ls'\nsubprocess.Popen(c)", ["no list of words (l. 2)"]),
        ("subprocess.run([sys.executable, '-c', 'x'])", ["an interpreter without -P (l. 1)"]),
        ("subprocess.run([sys.executable, '-P', '-c', 'x'])", []),
        ("c = [git, *rest]\nsubprocess.Popen(c, stdout=1)", []),
        ("subprocess.run(['git', '-C', place])", []),
    ],
)
def test_the_check_itself(source: str, found: list[str]) -> None:
    assert faults(source) == found
