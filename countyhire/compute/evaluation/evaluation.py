"""The evaluation of a district's year: its indicators, mechanisms, tasks, senders and communities (G13)."""

from dataclasses import dataclass, replace

from countyhire.compute.evaluation.communities import Community, Partner, communities, partners
from countyhire.compute.evaluation.facts import Facts
from countyhire.compute.evaluation.measure import NOT_COMPUTED, Measure
from countyhire.compute.evaluation.mechanisms import Line, mechanisms
from countyhire.compute.evaluation.money import money
from countyhire.compute.evaluation.outcomes import outcomes
from countyhire.compute.evaluation.placing import placing
from countyhire.compute.evaluation.scorecard import SenderScore, scorecard
from countyhire.compute.evaluation.sent import sent
from countyhire.compute.evaluation.serving import serving
from countyhire.compute.evaluation.tracker import TaskYear, tracker


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the city asks for; a text in a table's place says why there is none."""

    measures: tuple[Measure, ...]
    mechanisms: tuple[Line, ...]
    tasks: tuple[TaskYear, ...] | str
    senders: tuple[SenderScore, ...] | str
    communities: tuple[Community, ...]
    partners: tuple[Partner, ...]


def evaluation(facts: Facts) -> Evaluation:
    """Everything of the evaluation; it does not depend on the order of rows."""
    rows = (*sent(facts), *placing(facts), *serving(facts), *money(facts), *outcomes(facts))
    measures = tuple(_sound(row, facts.faulty) for row in rows)
    return Evaluation(
        measures, mechanisms(facts), tracker(facts), scorecard(facts), communities(facts), partners(facts)
    )


def _sound(row: Measure, faulty: frozenset[str]) -> Measure:
    """The indicator, without figures where a workbook that it is counted from has errors."""
    wrong = sorted(name for name in faulty if f"{name}/" in row.source)
    if not wrong:
        return row
    missing = f"{NOT_COMPUTED}：{'、'.join(wrong)}有错误，改正后重新运行"
    return replace(row, top=None, bottom=None, exact=None, missing=missing)
