"""The pure core and its own tests: what the fence on coverage and the count of mutants are about."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = (
    "sync/places.py",
    "sync/orders.py",
    "sync/commands.py",
    "sync/verdicts.py",
    "sync/effects.py",
    "sync/values.py",
    "sync/rules/allowed.py",
    "sync/rules/checking.py",
    "sync/rules/decisions.py",
    "sync/rules/field_work.py",
    "sync/rules/judgement.py",
    "sync/rules/judging.py",
    "sync/rules/office_work.py",
    "sync/states.py",
    "sync/plan.py",
    "sync/wire.py",
    "sync/conditions.py",
    "sync/forms.py",
    "sync/form_check.py",
)
TESTS = tuple(
    f"tests/sync/test_{name}.py"
    for name in (
        "orders", "commands", "effects", "values", "rules", "conflict_table", "decisions", "states", "plan", "wire",
        "conditions", "forms",
    )
)  # fmt: skip
