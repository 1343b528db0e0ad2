"""The city's evaluation of a district: every indicator with numerator, denominator, value, source and clause (G13)."""

from countyhire.compute.evaluation.evaluation import Evaluation, evaluation
from countyhire.compute.evaluation.facts import Facts
from countyhire.compute.evaluation.measure import Measure

__all__ = ["Evaluation", "Facts", "Measure", "evaluation"]
