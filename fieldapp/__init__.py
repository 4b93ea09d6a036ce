"""Fieldapp: the screens on which crews, supervisors and dispatchers see and do the city's work orders."""

__version__ = "0.1.0"
