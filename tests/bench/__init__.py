"""Budgets, measured: ratios to a floor in the same run, never a timed test."""
