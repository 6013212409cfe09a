"""Long runs of comments are kept from the parser, and nothing else changes."""

from __future__ import annotations

import pytest

from graphkit.extract.module_facts import module_facts, occurrences, parse
from graphkit.extract.module_facts.comment_runs import blank_comment_runs
from graphkit.extract.module_facts.parsing import Parsed, _parser
from graphkit.model.facts import Reference

RUN = "".join(f"    # make {n}\n\n" if n % 5 else f"# make = {n}\n" for n in range(30))
FILES = {
    "between": f"from m import make\n{RUN}make()\n",
    "at the end": f"make()\n{RUN}",
    "at the end, no newline": f"make()\n{RUN}# make",
    "at the beginning": f"{RUN}make()\n",
    "in a function": f"def f():\n    make()\n{RUN}    return make\n\n\nmake = 1\n",
    "after a function": f"def f():\n    make()\n{RUN}make = 1\n",
    "in brackets": f"x = [\n    make,\n{RUN}    make,\n]\nmake()\n",
    "in a string": f'x = """\n{RUN}make\n"""\nmake()\n',
    "a string ends in it": f"x = '''\n{RUN}# ''' + make\n{RUN}make()\n",
    "quotes in it": f'make()\n{RUN}# """\n{RUN}make()\n{RUN}# """ make\n',
    "an f-string": f'x = f"""\n{RUN}{{make}}\n"""\nmake()\n',
    "beyond ASCII": f"x = 'ü'\n{RUN}# größe make\n{RUN}größe = make()\n",
    "carriage returns": f"make()\n{RUN}make()\n".replace("\n", "\r\n"),
    "broken": f"def (:\n{RUN}make()\n",
    "two": f"if make:\n    pass\n{RUN}else:\n{RUN}    make()\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_nothing_changes_but_the_time(text: str) -> None:
    source = text.encode()
    blanked, whole = parse(source), Parsed(source, _parser().parse(source))
    assert module_facts(blanked) == module_facts(whole)
    for name in ("make", "x", "größe"):
        found, expected = occurrences(blanked, name), occurrences(whole, name)
        assert found.bindings == expected.bindings
        assert [where(row) for row in found.references] == [where(row) for row in expected.references]


def where(row: Reference) -> object:
    """A comment's surroundings do not matter."""
    place = row.place
    return (row.role, place.line, place.column, place.offset) if row.role == "comment" else row


def test_runs_are_blanked_and_no_byte_moves() -> None:
    source = FILES["between"].encode()
    found = blank_comment_runs(source)
    ((start, end),) = found.places
    assert len(found.source) == len(source)
    assert found.source.count(b"\n") == source.count(b"\n")
    assert found.source[start:end].strip() == b""
    assert (found.source[:start], found.source[end:]) == (source[:start], source[end:])
    assert parse(source).comments == found.places


@pytest.mark.parametrize("name", ["in a string", "an f-string", "broken"])
def test_what_is_no_comment_for_sure_is_left_to_the_parser(name: str) -> None:
    assert parse(FILES[name].encode()).comments == ()


def test_short_runs_are_left() -> None:
    source = b"x = 1\n" + b"# a\n" * 10 + b"y = 2\n"
    assert blank_comment_runs(source) == (source, ())
