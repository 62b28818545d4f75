"""No question is in the catalogue whose answer nobody has checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportedly.query import Question, questions

_ASKED = re.compile(r'\bask\(\s*\w+,\s*"([\w-]+)"')
TESTS = Path(__file__).parents[1]


def asked() -> set[str]:
    """The questions that some test asks and says what must come out."""
    pages = TESTS.rglob("test_*.py")
    return {name for page in pages for name in _ASKED.findall(page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_has_a_checked_answer(question: Question) -> None:
    assert question.name in asked(), (
        f'ask(store, "{question.name}", ...), see tests/query/asking.py'
    )
