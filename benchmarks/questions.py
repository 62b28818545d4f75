"""How long each ready-made question takes in a store of 20,000 made-up articles.

    python benchmarks/questions.py [--articles 20000] [--store FOLDER] [--within 2.0] [NAME ...]

The articles are made of a small vocabulary with a few actors in most of them and many in a few, as
in news: chains of one to three hops, sources without a name, denials, threats, assessments of other
statements, vague dates. Nothing is extracted. `--store` keeps the store, and takes it if it is
there. Every question is asked with the parameters of `ASKED`; the first answer and the best of
three are printed, in seconds of this process, which other processes on the machine change little,
and how long it takes to look names up in several spellings. The exit code is 1 if a question took
longer than `--within` at best.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.graph.iri import graph_iri
from reportedly.query import party, questions, run
from reportedly.query.answer import has_rows, rows
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Evaluation,
    Hop,
    Likelihood,
    Model,
    Reading,
    SpeechMode,
    Stance,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportedly.store import View

NOW = datetime(2024, 5, 17, tzinfo=UTC)
MODEL = Model("reportedly/benchmark", "made up", "1", "0" * 64)
OUTLETS = [f"{a} {b}" for a in "Coastal Northern Daily Evening Capital".split() for b in
           "Post Herald Ledger Courier Mirror Observer".split()]  # fmt: skip
GIVEN = "Ana Boris Clara Dmitri Elena Farid Greta Hugo Irina Jonas Karim Lena".split()
FAMILY = """Abel Brandt Castro Dorn Eriksen Falk Grau Horvat Ivers Jansen Kolar Lund Meyer Novak
    Okafor Petrov Quist Rossi Silva Tanaka Ullman Varga Weiss Xu Young Zoric""".split()
PERSONS = [f"{given} {family}" for family in FAMILY for given in GIVEN]
BODIES = [f"{a} {b}" for a in FAMILY for b in "Institute Union Group Bank Agency".split()]
PLACES = [f"{a}{b}" for a in "Vel Lun Nor Kar Os Tal Mir Bel".split() for b in
          "mark grad stad borg holm".split()]  # fmt: skip
NOUNS = """port bridge strike budget treaty ceasefire election tariff pipeline vaccine harvest
    railway border budget embargo reactor dam airport ministry verdict""".split()
VERBS = "open close fail pass collapse resume expand begin end delay".split()
WORDS = """early again fully partly never soon later quietly abroad downtown overnight under
    pressure despite protests after talks before winter with foreign money""".split()
SAYING = (("said", Commitment.CERTAIN), ("told reporters", Commitment.CERTAIN),
          ("believes", Commitment.PROBABLE), ("denied", Commitment.COUNTERFACT),
          ("threatened", Commitment.CERTAIN), ("pledged", Commitment.CERTAIN))  # fmt: skip
UNNAMED = ("officials", "people familiar with the matter", "two diplomats", "a senior aide")
ACTOR = "https://w3id.org/reportedly/kg/actor/"
STATEMENTS = 12
_BATCH = 64
_PATIENCE = 8.0  # seconds; what took longer is not asked again


@dataclass
class Draft:
    """An article as it is written."""

    chance: random.Random
    text: str = ""
    actors: dict[str, Actor] = field(default_factory=dict)
    times: list[TemporalExtent] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Write words, and return where they stand."""
        start = len(self.text)
        self.text += words
        return Span(start, start + len(words))

    def one_of(self, names: list[str]) -> str:
        """Return a name; the first are the most frequent."""
        return names[min(int(self.chance.paretovariate(0.6)) - 1, 10**9) % len(names)]

    def actor(self, name: str, kind: ActorType) -> str:
        """Return the key of an actor."""
        key = name.lower().replace(" ", "-")
        self.actors.setdefault(key, Actor(key, name, kind, scoped=kind is ActorType.UNNAMED))
        return key


def article(number: int) -> tuple[Article, Reading]:
    """Return a made-up article and what it says."""
    draft = Draft(random.Random(number))
    publisher = draft.actor(draft.one_of(OUTLETS), ActorType.ORGANIZATION)
    day = date(2022, 1, 1) + timedelta(days=draft.chance.randrange(850))
    draft.add(f"{_proposition(draft).capitalize()} ({number})\n\n")
    published = TemporalExtent("t-pub", None, day.isoformat(), day, day, DateBasis.METADATA)
    draft.times.append(published)
    for _ in range(STATEMENTS):
        _sentence(draft, publisher, day)
    name = draft.actors[publisher].name
    made = Article(
        draft.text,
        f"{number}.txt",
        f"/news/{number}.txt",
        publisher=name,
        published=day.isoformat(),
    )
    return made, Reading(
        made, MODEL, publisher, "t-pub", actors=(*draft.actors.values(),),
        times=(*draft.times,), statements=(*draft.statements,),
    )  # fmt: skip


def _proposition(draft: Draft) -> str:
    chance = draft.chance
    subject, words = chance.choice(NOUNS), " ".join(chance.sample(WORDS, 3))
    return f"the {draft.one_of(PLACES)} {subject} will {chance.choice(VERBS)} {words}"


def _sentence(draft: Draft, publisher: str, day: date) -> None:
    """Write a sentence that somebody says."""
    chance, place = draft.chance, len(draft.statements)
    cue, commitment = chance.choice(SAYING)
    speaker = _speaker(draft)
    source, _ = draft.add(draft.actors[speaker].name), draft.add(" ")
    verb, _ = draft.add(cue), draft.add(" that ")
    words = _proposition(draft)
    content, _ = draft.add(words), draft.add(" ")
    when, _ = _time(draft, day), draft.add(".\n")
    mode = chance.choice([SpeechMode.INDIRECT, SpeechMode.INDIRECT, SpeechMode.DIRECT])
    hops = [Hop(speaker, mode, commitment, 1, (source,), (verb,))]
    if chance.random() < 0.2:
        outlet = draft.actor(draft.one_of(OUTLETS), ActorType.ORGANIZATION)
        if outlet != publisher:
            hops.append(Hop(outlet, SpeechMode.INDIRECT, Commitment.UNCOMMITTED, 2))
    hops.append(Hop(publisher, SpeechMode.DOCUMENT, Commitment.UNCOMMITTED))
    about = (draft.actor(draft.one_of(PLACES), ActorType.PLACE),
             draft.actor(draft.one_of(PERSONS), ActorType.PERSON))  # fmt: skip
    draft.statements.append(
        Statement(
            f"st-{content.start}-{content.end}",
            (content,),
            (words,),
            (*hops,),
            0.6,
            about,
            (when,) if when else (),
            evaluations=_judging(draft, cue) if place else (),
        )
    )


def _speaker(draft: Draft) -> str:
    which = draft.chance.random()
    if which < 0.2:
        return draft.actor(draft.chance.choice(UNNAMED), ActorType.UNNAMED)
    if which < 0.6:
        return draft.actor(draft.one_of(PERSONS), ActorType.PERSON)
    return draft.actor(draft.one_of(BODIES), ActorType.ORGANIZATION)


def _time(draft: Draft, day: date) -> str:
    if draft.chance.random() > 0.3:
        return ""
    first = day.replace(day=1) + timedelta(days=31)
    span = draft.add(f"by {first:%B %Y}")
    basis = draft.chance.choice([DateBasis.EXPLICIT, DateBasis.RELATIVE, DateBasis.INFERRED])
    key = f"t-{span.start}-{span.end}"
    last = None if basis is DateBasis.INFERRED else first.replace(day=28)
    draft.times.append(TemporalExtent(key, span, first.isoformat()[:7], first, last, basis))
    return key


def _judging(draft: Draft, cue: str) -> tuple[Evaluation, ...]:
    if cue != "denied" and draft.chance.random() > 0.15:
        return ()
    target = draft.chance.choice(draft.statements).key
    stance = Stance.DISPUTES if cue == "denied" else draft.chance.choice([*Stance])
    likely = None if cue == "denied" else draft.chance.choice([*Likelihood])
    return (Evaluation(target, stance, likely),)


def fill(place: Path, articles: int) -> None:
    """Make the store."""
    with open_store(place, create=True) as store:
        for first in range(0, articles, _BATCH):
            last = min(first + _BATCH, articles)
            store.put([_entry(*article(number)) for number in range(first, last)], NOW)
            print(f"\r  {last:,} articles", end="", file=sys.stderr)
        store.tidy()
    print(file=sys.stderr)


def _entry(made: Article, reading: Reading) -> Entry:
    triples = graph.triples(reading)
    return Entry(made, MODEL, graph_iri(made), triples, len(reading.statements))


# What each question is asked with; one that is not here is asked as it stands. The three actors are
# in a hundredth of all statements each, more than anybody is in the news of many years.
BODY, PERSON, PLACE = "Brandt Union", "Hugo Abel", "Lungrad"
ASKED: dict[str, tuple[Mapping[str, object], ...]] = {
    "actors": ({"actor": BODY},),
    "assessments": ({"actor": BODY}, {"actor": PERSON, "stance": "disputes"}),
    "chain": ({"statement": "{statement}"},),
    "claim-bottleneck": ({"statement": "{statement}"},),
    "claim-chains": ({"statement": "{statement}"},),
    "claim-origins": ({"statement": "{statement}"},),
    "claims": (),
    "claims-by-topic": ({"topic": PLACE, "published": "2023-05"}, {"topic": PLACE}),
    "co-mentions": ({"actor": "Talborg"},),
    "contradictions": ({"what": "reactor"},),
    "copies": ({"publisher": "Coastal Herald"},),
    "dates": ({"when": "2023-01-15", "basis": "inferred"},),
    "denials": ({"actor": PERSON}, {"what": "bridge collapse"}),
    "documents": ({"publisher": "Daily Courier", "published": "2023-05"},),
    "evidence": ({"actor": "Coastal Post", "quoted": BODY},),
    "firmer-than-source": ({"actor": BODY}, {"actor": "Daily Ledger"}),
    "gone-with": ({"article": "{document}"},),
    "hedged": ({"word": "may"},),
    "may-have-happened": ({"when": "2023-01-15", "about": "Talborg"}, {"when": "2023-01-15"}),
    "own-words": ({"actor": BODY},),
    "promises-and-threats": ({"actor": PERSON}, {"actor": BODY, "due": "2023-05"}),
    "publisher-only": ({"publisher": "Daily Ledger"},),
    "rated-below": ({"grade": "B", "actor": BODY},),
    "relaying-outlets": ({"publisher": "Daily Ledger"}, {"published": "2023-05"}),
    "restatements": ({"statement": "{restated}"}, {"what": "reactor"}),
    "said-about": ({"actor": PERSON, "about": PLACE}, {"actor": BODY}),
    "search": ({"words": "reactor collapse"}, {"words": "reactor", "actor": PERSON}),
    "sources": ({"actor": BODY},),
    "sources-per-month": ({"actor": BODY}, {"published": "2023-05"}),
    "statements-of-document": ({"document": "{document}"},),
    "uncertain": ({"below": 0.3},),
    "unendorsed": ({"publisher": "Evening Mirror"},),
    "unnamed-sources": ({"what": "reactor collapse abroad"}, {"publisher": "Evening Mirror"}),
    "which-run": ({"statement": "{document}"},),
    "who-judges-whom": ({"actor": PERSON}, {"whom": BODY, "stance": "undercuts"}),
    "who-quotes-whom": ({"actor": "Daily Ledger", "quoted": PERSON}, {"quoted": BODY}),
    "who-said-what": ({"actor": PERSON, "said": "2023-05"}, {"what": "reactor collapse abroad"}),
}


RESTATED = "SELECT ?earlier WHERE { GRAPH ?g { ?later rep:restates ?earlier } } LIMIT 1"
# As it is spelt, without diacritics and case, its initials, misspelt, of many, and of nobody.
TYPED = (PERSON, "hugo ábel", "H. Abel", "Hugo Abell", "Abel", "Xyzzy")


def look_up(view: View) -> Iterator[tuple[str, str, float]]:
    """Yield names, what came of them, and the best of three times."""
    for name in TYPED:
        times = []
        for _ in range(3):
            start = time.process_time()
            try:
                found = f"{len(party.actor(view, name).split())} found"
            except ValueError as fault:
                found = str(fault).partition("\n")[0][:60]
            times.append(time.process_time() - start)
        yield name, found, min(times)


def measure(view: View, names: Iterable[str]) -> Iterator[tuple[str, int, float, float]]:
    """Yield questions with their parameters, the number of rows, the first and the best time."""
    some = next(iter(view.search("reactor") or ()))
    known = {"{statement}": some, "{document}": some.partition("#")[0]}
    known["{restated}"] = next((str(row[0]) for row in rows(view, RESTATED)), some)
    for name in names:
        for asked in ASKED.get(name, ({},)):
            params = {key: known.get(str(value), value) for key, value in asked.items()}
            times = [_time_of(view, name, params)]
            if times[0][0] < _PATIENCE:
                times += [_time_of(view, name, params) for _ in range(2)]
            shown = " ".join(f"{k}={v}" for k, v in asked.items())
            yield f"{name} {shown}", times[0][1], times[0][0], min(took for took, _ in times)


def _time_of(view: View, name: str, params: Mapping[str, object]) -> tuple[float, int]:
    start = time.process_time()
    answer = run(view, name, params)
    found = sum(1 for _ in answer) if has_rows(answer) else 0
    return time.process_time() - start, found


def ask_all(place: Path, names: Iterable[str], limit: float) -> int:
    """Print how long questions take; return how many took longer than `limit` seconds."""
    slow = 0
    with open_snapshot(place) as view:
        counts = view.counts()
        print(f"{counts.articles:,} articles, {counts.quads:,} quads")
        for asked, found, first, best in measure(view, names):
            slow += best > limit
            mark = "  too slow" if best > limit else ""
            print(
                f"  {asked:70} {found:7,} rows {first:6.2f} s, best {best:6.2f} s{mark}", flush=True
            )
        for name, found, took in look_up(view):
            print(f"  {name:20} {took:6.3f} s  {found}", flush=True)
    return slow


def main() -> int:
    """Make a store, unless there is one, and ask."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("names", nargs="*", metavar="NAME", help="questions; all if none is named")
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--store", type=Path)
    options.add_argument("--within", type=float, default=2.0, help="seconds")
    chosen = options.parse_args()
    names = chosen.names or [question.name for question in questions()]
    with tempfile.TemporaryDirectory(prefix="reportedly-benchmark-") as folder:
        place = chosen.store or Path(folder) / "store"
        if not place.exists():
            fill(place, chosen.articles)
        return 1 if ask_all(place, names, chosen.within) else 0


if __name__ == "__main__":
    sys.exit(main())
