"""Putting right what was extracted, and grading sources and what they said.

    with open_store("reportedly-data") as store:
        correct(store, "the date very", Hand("anna", datetime.now(UTC)), actor="Harbour Union")
        rate(store, "Harbour Union", "B", Hand("anna", datetime.now(UTC)))
        for it in listed(store): print(it.correction.told, it.state)

Everything is recorded in the store's books with who, when and why, and can be undone. What was
extracted stays as it was (`Store.extracted`); queries see it corrected.
"""

from reportedly.corrections.grades import Imported, import_grades, rate
from reportedly.corrections.listing import Listed, listed
from reportedly.corrections.making import correct, undo
from reportedly.corrections.training import examples

__all__ = [
    "Imported",
    "Listed",
    "correct",
    "examples",
    "import_grades",
    "listed",
    "rate",
    "undo",
]
