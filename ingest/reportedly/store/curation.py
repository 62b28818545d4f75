"""What people have judged, of who is who and of statements, and the graphs that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.graph.curation import curation
from reportedly.graph.iri import curation_iri
from reportedly.graph.ledger import entries, ledger
from reportedly.identity.judgement import standing
from reportedly.store.change import Change
from reportedly.store.corrections import Corrections
from reportedly.store.judgements import Judgements

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from reportedly.correction import Correction
    from reportedly.identity.judgement import Judgement
    from reportedly.store.corrections import GraphOf


class Curation:
    """The judgements and corrections in an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.judgements = Judgements(db)
        self.corrections = Corrections(db)

    def judge(self, made: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], list[Change]]:
        """Record judgements; return them with their numbers, and what is due to the graphs."""
        return self.judgements.record(made), [self._anew()]

    def correct(
        self, made: Iterable[Correction], graph_of: GraphOf
    ) -> tuple[tuple[Correction, ...], list[Change]]:
        """Record corrections and apply them; return them with their numbers, and what is due.

        They only add to the curation graph, unless a source is graded, of which one grade counts.
        """
        done, applied = self.corrections.enter(made, graph_of)
        if any(not it.version for it in done):
            return done, [self._anew(), *applied]
        added = entries(done, self.corrections.undone_by(done))
        return done, [Change(curation_iri(), tuple(sorted(added))), *applied]

    def _anew(self) -> Change:
        """Return the curation graph, made anew from all that was ever judged.

        It is small, and nothing can be half there so.
        """
        judged, name = tuple(self.judgements), curation_iri()
        more = ledger(tuple(self.corrections), standing(judged).canonical())
        return Change(name, tuple(sorted({*curation(judged), *more})), (name,))
