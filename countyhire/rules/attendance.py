"""CH514–CH539: attendance that is no full time at the receiver (H43)."""

from datetime import date

from countyhire.model.book import Book
from countyhire.model.finding import Severity
from countyhire.model.service import Score
from countyhire.policy.parameter import Policy
from countyhire.rules.rule import Hits, rule


def seldom(score: Score, policy: Policy, on: date) -> bool:
    """Whether a part of the due days was attended that the pack does not call working there."""
    if not score.duty_days or score.attended_days is None:
        return False
    day = score.month.last if score.month else on
    least = policy.optional_fraction("practice.least_attendance", day)
    return least is not None and score.attended_days < least * score.duty_days


@rule("CH514", "seldom-there", Severity.WARNING, clause="H43", reads=("scores",), soft=True)
def seldom_there(book: Book, policy: Policy, on: date) -> Hits:
    """出勤不到应出勤的规定比例。

    为什么: 每周去一两天、医院和卫生院两头跑，不等于在基层全职服务；是否计入服务由人决定，不自动扣减。
    怎么改: 核对出勤；因病因事的填免考原因；确属两头跑的不计入服务，改正服务台账的起止日期。
    """
    for score in book.scores:
        if score.exempt_reason or not score.attended_days or score.visits == 0:
            continue
        if seldom(score, policy, on):
            words = (
                f"{book.person_name(score.person)}{score.month}应出勤{score.duty_days}天，只出勤{score.attended_days}天"
            )
            yield score.cell("attended_days"), words, score.person
