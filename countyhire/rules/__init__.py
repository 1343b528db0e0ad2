"""Findings out, pure: one module a family, every rule a fault and a generator."""
