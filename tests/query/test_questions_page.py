"""docs/questions.md says what the files in queries/ ask."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_up_to_date() -> None:
    generator = runpy.run_path(str(DOCS / "generate_questions.py"))
    written = (DOCS / "questions.md").read_text(encoding="utf-8")
    assert written == generator["page"](), "run: python docs/generate_questions.py"
