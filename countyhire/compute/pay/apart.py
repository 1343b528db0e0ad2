"""Who is paid outside a primary institution's total: the head (O07), agreed pay (P15), contract service (O11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from countyhire.model.amount import Amount, given, total
from countyhire.model.book import Book
from countyhire.model.money import Fen
from countyhire.model.primary import PrimaryStaff


@dataclass(frozen=True, slots=True)
class Apart:
    """One of the staff with what is told apart; None where there is nothing of the kind."""

    person: str
    name: str
    row: PrimaryStaff
    head: Amount | None
    agreed: Amount | None
    contract: Amount | None


def told_apart(book: Book, staff: Sequence[PrimaryStaff]) -> tuple[Apart, ...]:
    """The head, those on agreed pay and those with contract-service pay, in the order given."""
    return tuple(_apart(book, one) for one in staff if not one.counted or one.contract_pay)


def summed(label: str, parts: Sequence[Amount | None], clause: str) -> Amount:
    """The sum of one of the three over everybody."""
    return total(label, tuple(part for part in parts if part is not None), "元", clause)


def _apart(book: Book, one: PrimaryStaff) -> Apart:
    name = book.person_name(one.person)

    def part(label: str, fen: Fen | None, field: str, clause: str) -> Amount | None:
        return given(f"{name}{label}", fen, "元", one.cell(field), clause) if fen else None

    head = part("绩效工资", one.performance, "performance", "O07") if one.head and not one.agreed else None
    return Apart(
        one.person,
        name,
        one,
        head,
        part("协议工资", one.agreed_pay, "agreed_pay", "P15"),
        part("签约服务报酬", one.contract_pay, "contract_pay", "O11"),
    )
