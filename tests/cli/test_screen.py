"""Tables on the screen."""

import pytest

from countyhire.cli.screen import print_table


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("1508000.00", "1,508,000.00"),
        ("-1234.05", "-1,234.05"),
        ("-0.50", "-0.50"),
        ("385.5", "385.5"),
        ("2026", "2026"),
    ],
)
def test_money_has_thousands_marks(capsys, given, shown):
    print_table("题", ("甲", "乙"), [(given, given)], right=(1,))
    *_, row = (line for line in capsys.readouterr().out.splitlines() if line.strip())
    assert row.split() == [given, shown]
