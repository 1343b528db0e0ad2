"""The evaluation of a district's year: its indicators, mechanisms, tasks, senders and communities (G13)."""

from dataclasses import dataclass

from countyhire.compute.evaluation.communities import Community, Partner, communities, partners
from countyhire.compute.evaluation.facts import Facts
from countyhire.compute.evaluation.measure import Measure
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
    measures = (*sent(facts), *placing(facts), *serving(facts), *money(facts), *outcomes(facts))
    return Evaluation(
        measures, mechanisms(facts), tracker(facts), scorecard(facts), communities(facts), partners(facts)
    )
