from __future__ import annotations

import selectors

from graphkit.execution.children import Child
from tests.unit.execution.test_processes import WORK


def answered(child: Child) -> tuple[bytes | None, str]:
    with selectors.DefaultSelector() as selector:
        selector.register(child, selectors.EVENT_READ)
        while True:
            assert selector.select(30)
            answer = child.receive()
            if answer is not None:
                return answer


def test_a_child_answers_one_job_after_another_and_can_be_ended_twice() -> None:
    child = Child(WORK)
    try:
        child.give(b"one")
        assert answered(child) == (b"ONE", "")
        child.give(b"fail x")
        assert answered(child) == (None, "ValueError: x")
        child.give(b"die")
        assert answered(child) == (None, "the process that read it was killed (SIGKILL)")
        # it is gone: giving it more is no error, asking it is
        child.give(b"two")
        assert answered(child)[0] is None
    finally:
        child.end()
        child.end()


def test_work_that_cannot_be_imported_is_a_reason() -> None:
    child = Child("no.such.module:work")
    try:
        child.give(b"x")
        answer, reason = answered(child)
    finally:
        child.end()
    assert answer is None
    assert "ended with status" in reason
