"""The budgets, measured: each figure beside its floor or budget, in one run on one machine."""
