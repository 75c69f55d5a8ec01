"""Answers to bad input as problem details (RFC 9457): a stable code, the field, and what to do."""

from problems.problem import FieldProblem, Problem

__all__ = ["FieldProblem", "Problem"]
