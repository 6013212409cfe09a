"""A plan in short, an order's refusals, a gate."""

from __future__ import annotations

from graphkit.model.plan import GateCheck, OrderCheck, OrderStep, Refusal
from graphkit.report.text_layout import Look
from graphkit.report.text_plan import gate_text, order_check_text, plan_text
from tests.plan_values import FILES, RANKED, material, plan_of, row, selected, trace_of, whatif_of

STEPS = (OrderStep("Export \x1b[31mfirst", ("app.facade:make",)), OrderStep("", (), ("app.one",)))


def check(*refusals: Refusal, notes: tuple[str, ...] = ()) -> OrderCheck:
    breaks = ((1, whatif_of("app.one")),) if refusals else ()
    return OrderCheck("app.old:make", "order.toml", STEPS, refusals, notes, breaks, (), FILES)


def test_plan() -> None:
    text = plan_text(plan_of(), Look())
    assert "1  Move the consumers and their tests" in text
    assert "4 files  high risk  80.0 % migrated after it" in text
    assert "remove app.facade:make: unsafe: 3 modules fail at import" in text
    assert text.endswith("files seen 9 of 9\n")


def test_a_plan_of_nothing() -> None:
    empty = material(trace_of((), ()), (row("app.old", 1, "definition"),), selected(untested=()))
    assert "nothing is left to do" not in plan_text(plan_of(empty), Look())
    assert "nothing is left to do" in plan_text(plan_of(material(trace_of((), ()), ())), Look())


def test_a_safe_order() -> None:
    text = order_check_text(check(notes=("step 2: fine",)), Look())
    assert "safe: 2 steps, none breaks anything" in text
    assert "  step 2: fine" in text


def test_a_refused_order_names_who_goes_first() -> None:
    before = (("app.far", 0), ("app.one", 2))
    text = order_check_text(check(Refusal(1, "remove app.facade:make", before, "1 fails")), Look(limit=1))
    assert "unsafe: 1 of 2 steps refused" in text
    assert "Step 1: Export \\x1b[31mfirst" in text
    assert "refused remove app.facade:make: 1 fails" in text
    assert "app.far  (no step of this order does it)" in text
    assert "and 1 more; --limit 0 lists all" in text
    assert "on today's code: unsafe: 1 modules fail at import" in text
    assert "app.one  (step 2 does it, later)" in order_check_text(check(Refusal(1, "x", before, "y")), Look())


def test_gate() -> None:
    left = GateCheck("app.old:make", 1, RANKED[:2], (), FILES)
    assert "phase 1 is not over: 2 files left" in gate_text(left, Look())
    assert "app/far.py" in gate_text(left, Look())
    assert "phase 2 is over" in gate_text(GateCheck("app.old:make", 2, (), (), FILES), Look())
