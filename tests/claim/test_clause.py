"""What claims something, and what only names it: told by forms and neighbours, without a parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.claim.clause import is_clause


@pytest.mark.parametrize(
    "text",
    [
        "The dam is safe",
        "the dam, which was built in 1921, will hold",
        "Inflation fell to 3.1 percent",
        "Norland attacked the radar station",
        "Brenta's army has retaken the town",
        "We oppose the plan",
        "[Minister Roth] resigned on Tuesday",
        "the bank knows that its vaults leak",
        "Observers want a longer truce",
        "It’s a mistake",
        "They don’t know",
        "In March, unemployment dropped to 7.2 per cent",
        "Since Friday the truce was broken nine times",
        "If it rains, the match will be moved",
        "The man who shot the officers has confessed",
        "a fire that destroyed the market was caused by a cable",
        "The town council… has approved the budget",
        "Fine words. But the roof leaks and nobody is mending it",
    ],
)
def test_a_subject_with_a_finite_verb_is_a_clause(text: str) -> None:
    assert is_clause(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the safety of the dam",
        "a ceasefire deal",
        "its plans for the region",
        "to repair the dam before winter",
        "not to repair the dam",
        "repairing the dam before winter",
        "whether the dam is safe",
        "how many people will come",
        "who built the dam",
        "the man who shot three officers",
        "people who oppose the tax and will vote against it",
        "a dam that has held for a hundred years",
        "the stake [Santos] did not already hold",
        "remarks Weiss had made about the chancellor",
        "five killed in a bus crash",
        "energy needs and tax increases",
        "will reach four metres",
        "would limit aid if the banks lend to countries that hide their debts",
        "Did the mayor know that the dam leaked?",
        "an extension of the credit lines until May 31",
        "the price rises of last year",
        "[Weiss’s] proposed tax on sugar",
        "a deal signed by both parties on Monday",
        "in favour of the bill",
    ],
)
def test_what_names_a_thing_or_leaves_its_subject_out_is_none(text: str) -> None:
    assert not is_clause(text)


@given(st.text(max_size=60), st.sampled_from(["to ", "not to ", "“to "]))
def test_an_infinitive_never_is(rest: str, opening: str) -> None:
    assert not is_clause(opening + rest)
