from __future__ import annotations

from graphkit.extract.stub_modules import stub_modules
from graphkit.model.names import Symbol
from graphkit.model.scan import Held

CORE = Symbol("wire.core", "connect")


def test_modules_hold_what_is_known_of_them() -> None:
    held = [
        Held("wire.core", "connect", CORE, ("wire.core",)),
        Held("wire.core", "alias", CORE, ("wire.core",)),
        Held("kit.a.b", "link", CORE, ("kit.a.b", "wire.core")),
        Held("kit.a.b", "module", Symbol("wire.core"), ("kit.a.b", "wire.core")),
    ]
    tree, facts = stub_modules(held)
    packages = {file.module: file.is_package for file in tree.files}
    assert packages == {"wire": True, "wire.core": False, "kit": True, "kit.a": True, "kit.a.b": False}
    bound = {
        (module, binding.name): (binding.kind, binding.value.kind, binding.value.module, binding.value.name)
        for module in facts
        for binding in facts[module].bindings
    }
    assert bound == {
        ("wire.core", "connect"): ("def", "def", "", "class"),
        ("wire.core", "alias"): ("assign", "name", "", "connect"),
        ("kit.a.b", "link"): ("import", "from", "wire.core", "connect"),
        ("kit.a.b", "module"): ("import", "as", "wire.core", ""),
    }


def test_a_module_alone_is_empty() -> None:
    tree, facts = stub_modules([Held("a.b", "", Symbol("a.b"), ("a.b",))])
    assert [file.module for file in tree.files] == ["a", "a.b"]
    assert facts["a.b"].bindings == ()
