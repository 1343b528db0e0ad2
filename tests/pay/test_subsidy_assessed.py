"""垫江: the subsidy and the physicians' periodic assessment are tied to what both assessed (J19, J20)."""

from datetime import date
from fractions import Fraction

from countyhire.compute.funds import fund
from countyhire.compute.funds_subsidy import Subsidy, subsidy
from countyhire.model.book import Book
from countyhire.model.period import Month
from countyhire.policy.load import load
from countyhire.policy.parameter import Policy
from countyhire.reports.funds import fund_documents
from countyhire.reports.funds_view import fund_view
from tests.compute import paybook as pb
from tests.pay.sample import sheet_of, table
from tests.reports.district import letter

END = date(2025, 12, 31)
CITE = "示例卫发〔2026〕3号"


def pack(failed: str = "kept") -> Policy:
    split = {"派出机构": "3/5", "接收机构": "2/5"}
    weights = {"派出机构": "0.4", "接收机构": "0.6"}
    values = {"subsidy.split": split, "assess.dual_weights": weights, "subsidy.failed": failed}
    return load("dianjiang-2015", {key: {"value": value, "cite": CITE} for key, value in values.items()})


def district() -> Book:
    """P1: both 90 but for June at T1, judged 不合格 there. P2: the sender 70, the receiver 95, half a year."""
    june = pb.scores("P1", "2025-06", "2025-06", 30, grade="不合格")
    marks = [
        *pb.scores("P1", "2025-01", "2025-05"), *june, *pb.scores("P1", "2025-07", "2025-12"),
        *pb.scores("P1", "2025-01", "2025-12", receiver="H1"),
        *pb.scores("P2", "2025-01", "2025-06", 95), *pb.scores("P2", "2025-01", "2025-06", 70, receiver="H1"),
    ]  # fmt: skip
    spells = [pb.spell("P1", "2025-01-01", "2025-12-31"), pb.spell("P2", "2025-01-01", "2025-06-30")]
    people = [pb.person("P1", practice_licence="110000000000001"), pb.person("P2")]
    return pb.book(people, spells, marks)


def of(failed: str) -> Subsidy:
    found = subsidy(district(), pack(failed), 2025, END)
    assert found is not None
    return found


def test_a_failed_month_changes_nothing_until_the_district_says_so() -> None:  # J20
    kept = of("kept")
    assert [one.amount.shown for one in kept.persons] == ["80,000.00", "40,000.00"]
    [finding] = kept.findings
    assert (finding.code, finding.message) == ("CH747", "人员P1（P1）2025-06考核不合格，补助未扣减")


def test_a_failed_month_that_does_not_count() -> None:  # J20
    """Eleven months: 80,000 × 11 ÷ 12 = 73,333.33; 3/5 and 2/5 of it are 43,999.998 and 29,333.332."""
    found = of("months")
    one, other = found.persons
    assert (one.months.value, one.amount.shown, other.amount.shown) == (11, "73,333.33", "40,000.00")
    assert [part.amount.shown for part in one.parts] == ["44,000.00", "29,333.33"]
    assert one.amount.recomputed() == one.amount.value and one.months.recomputed() == 11
    assert [finding.message for finding in found.findings] == ["人员P1（P1）2025-06考核不合格，补助按11个月计"]


def test_both_scores_stand_beside_each_other() -> None:  # J19
    """P1: sender 90, receiver (11 × 90 + 30) ÷ 12 = 85, together 0.4 × 90 + 0.6 × 85 = 87. P2: 70 and 95 make 85."""
    told = {one.person: one.judged for one in of("kept").persons}
    shown = {
        code: (one.sender.value, one.receiver.value, one.assessed.score.value)  # type: ignore[union-attr]
        for code, one in told.items()
    }
    assert shown == {"P1": (90, 85, 87), "P2": (70, 95, Fraction(85))}


def test_a_month_that_one_of_them_left_out_is_counted() -> None:
    book = district()
    rows = [row for row in book.scores if (row.person, row.month, row.assessor) != ("P2", Month(2025, 3), "H1")]
    found = subsidy(book.with_rows("scores", rows), pack(), 2025, END)
    assert [one.judged.unscored for one in found.persons] == [0, 1]  # type: ignore[union-attr]


def test_without_scores_the_tie_is_not_looked_at() -> None:
    people, spells = [pb.person("P1")], [pb.spell("P1", "2025-01-01", "2025-12-31")]
    for failed, words in (("kept", ""), ("months", "，不合格的月份没有扣除")):
        found = subsidy(pb.book(people, spells), pack(failed), 2025, END)
        assert found is not None and found.persons[0].judged is None
        assert [(one.code, one.message) for one in found.findings] == [
            ("CH746", f"没有可用的考核结果，经费补助按服务月数计{words}")
        ]


def test_the_sheet_for_the_periodic_assessment() -> None:  # J20
    book, policy = district(), pack("months")
    found, pools = subsidy(book, policy, 2025, END), fund(book, policy, 2025, END)
    documents = {one.name: one for one in fund_documents(pools, None, (), found, letter(policy=policy), book)}
    document = documents["经费补助表.xlsx"]
    assert document.unused == ()
    first, second = table(sheet_of(document.data, "考核结果"), 2)
    assert (first["医师执业证书编码"], first["综合得分"], first["不合格的月份"]) == ("110000000000001", 87, "2025-06")
    assert (first["经费补助"], first["备注"]) == (73333.33, "不合格的月份不计")
    assert (second["派出机构考核平均"], second["接收机构考核平均"], second["备注"]) == (70, 95, None)
    view = fund_view(pools, None, (), found)["subsidy"]["persons"][0]
    assert (view["score"], view["failed_months"], view["amount"]) == ("87", ["2025-06"], "73333.33")
