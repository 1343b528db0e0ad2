"""Known values are found by one pass over a text: the same as looking for each of them in turn."""

from hypothesis import given
from hypothesis import strategies as st

from countyhire.reports.privacy import Secrets

LETTERS = "ab1年"
values = st.text(LETTERS, min_size=1, max_size=11)


@given(st.lists(values, max_size=12), st.text(LETTERS, max_size=40), st.data())
def test_every_known_value_in_a_text_is_found(known, text, data):
    if known and data.draw(st.booleans()):
        text += data.draw(st.sampled_from(known)) + text[:3]
    secrets = Secrets(dict.fromkeys(known, "号码"))
    assert secrets.within(text) == [(value, "号码") for value in secrets if value in text]
