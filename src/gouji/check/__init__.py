"""Tying out: rules, the engine that runs them, and the report."""

from gouji.check.engine import check
from gouji.check.rule import RuleError
from gouji.check.rulebook import rulebook

__all__ = ["RuleError", "check", "rulebook"]
