"""Statements that judge, and the words they judge with."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.view import one

from reportedly.article import Article
from reportedly.extract import ArticleExtractor
from reportedly.statement import (
    Degree,
    IpccLikelihood,
    Likelihood,
    PhiaLikelihood,
    Reading,
    Stance,
)


def test_estimative_words_give_the_icd_203_term(read: Read) -> None:
    text = "Anna Lind said a second flood was very unlikely this year."
    reading = read(text)
    (evaluation,) = one(reading, "second flood").evaluations
    assert evaluation.likelihood is Likelihood.VERY_UNLIKELY
    assert evaluation.stance is Stance.DISPUTES
    assert [span.of(text) for span in evaluation.hedges] == ["very unlikely"]


def test_no_estimative_word_no_likelihood(read: Read) -> None:
    reading = read("Anna Lind said the most likely candidates may meet in May.")
    assert all(e.likelihood is None for s in reading.statements for e in s.evaluations)


def test_a_comparison_reframes_its_subject_and_takes_sides(read: Read) -> None:
    text = (
        "“The cracks are more consistent with an earthquake than with poor concrete,” "
        "engineers at the Institute for Peace said."
    )
    reading = read(text)
    words = {event.key: event.span.of(text) for event in reading.events}
    words |= {part.key: part.quote[0] for part in reading.statements if part.part_of}
    stances = {words[e.target]: e.stance for e in one(reading, "more consistent").evaluations}
    assert stances == {
        "The cracks": Stance.REFRAMES,
        "an earthquake": Stance.SUPPORTS,
        "poor concrete": Stance.DISPUTES,
    }


def test_lack_of_evidence_undercuts(read: Read) -> None:
    reading = read("Anna Lind said there was no evidence that the dam had been sabotaged.")
    (evaluation,) = one(reading, "no evidence").evaluations
    assert evaluation.stance is Stance.UNDERCUTS


def test_the_cue_itself_can_judge(read: Read) -> None:
    reading = read(
        "Anna Lind criticised the new plan for the dam. Peter Novak praised the whole project team."
    )
    stances = [e.stance for s in reading.statements for e in s.evaluations]
    assert stances == [Stance.DISPUTES, Stance.SUPPORTS]


def test_distancing_words_are_kept_verbatim(read: Read) -> None:
    text = "Anna Lind said the alleged leak was reportedly found."
    reading = read(text)
    (statement,) = reading.statements
    assert [span.of(text) for span in statement.hedges] == ["alleged", "reportedly"]


def test_that_stays_where_it_points(read: Read) -> None:
    reading = read("Anna Lind dismissed that figure as a wild guess by her opponents.")
    assert one(reading, "figure").quote[0].startswith("that figure")


@pytest.mark.parametrize(
    ("scale", "words", "degree", "stance"),
    [
        ("icd203", "highly likely", Likelihood.VERY_LIKELY, Stance.SUPPORTS),
        ("phia", "highly likely", PhiaLikelihood.HIGHLY_LIKELY, Stance.SUPPORTS),
        ("phia", "a realistic possibility", PhiaLikelihood.REALISTIC_POSSIBILITY, Stance.NEUTRAL),
        ("ipcc", "about as likely as not", IpccLikelihood.ABOUT_AS_LIKELY_AS_NOT, Stance.NEUTRAL),
        ("ipcc", "extremely unlikely", IpccLikelihood.EXTREMELY_UNLIKELY, Stance.DISPUTES),
    ],
)
def test_the_scale_decides_what_an_estimative_word_stands_for(
    scale: str, words: str, degree: Degree, stance: Stance
) -> None:
    extractor = ArticleExtractor(scale=scale)
    text = f"The agency said it was {words} that the dam would fail before the spring."
    reading = next(iter(extractor.extract([Article(text, "a.txt")])))
    assert isinstance(reading, Reading)
    (evaluation,) = (e for s in reading.statements for e in s.evaluations)
    assert (evaluation.likelihood, evaluation.stance) == (degree, stance)
    assert ("phia" in reading.model.name) == (scale == "phia")
