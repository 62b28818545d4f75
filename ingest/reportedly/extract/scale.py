"""Scales of estimative words: which words stand for which degree of likelihood.

ICD 203 (US Intelligence Community Directive 203, 2015, D.6.e.2.a), the probability yardstick of the
UK's Professional Head of Intelligence Assessment, and the IPCC's likelihood scale (Mastrandrea and
others, Guidance Note on the Consistent Treatment of Uncertainties, 2010, table 1). The same word
stands for other odds on each: "likely" is 55 to 80, 55 to 75, and 66 to 100 in a hundred.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reportedly.statement import IpccLikelihood, Likelihood, PhiaLikelihood

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.statement import Degree


class Scale(NamedTuple):
    """A scale: the degree of every estimative word, and the degrees that mean "rather not"."""

    name: str
    degrees: Mapping[str, Degree]
    pattern: re.Pattern[str]
    doubted: frozenset[Degree]
    even: frozenset[Degree]


def _scale(
    name: str, words: Mapping[Degree, str], doubted: set[Degree], even: set[Degree]
) -> Scale:
    degrees = {word: degree for degree, list_ in words.items() for word in list_.split("|")}
    longest_first = sorted(map(re.escape, degrees), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)
    return Scale(name, degrees, pattern, frozenset(doubted), frozenset(even))


ICD203: Final = _scale(
    "icd203",
    {
        Likelihood.ALMOST_NO_CHANCE: "almost no chance|remote chance|remote possibility",
        Likelihood.VERY_UNLIKELY: "very unlikely|highly unlikely|highly improbable|very improbable",
        Likelihood.UNLIKELY: "unlikely|improbable|improbably",
        Likelihood.ROUGHLY_EVEN: "roughly even chance|roughly even odds|even chance|even odds",
        Likelihood.LIKELY: "likely|probable|probably",
        Likelihood.VERY_LIKELY: "very likely|highly likely|highly probable|very probably",
        Likelihood.ALMOST_CERTAIN: "almost certain|almost certainly|nearly certain"
        "|virtually certain",
    },
    {Likelihood.ALMOST_NO_CHANCE, Likelihood.VERY_UNLIKELY, Likelihood.UNLIKELY},
    {Likelihood.ROUGHLY_EVEN},
)
PHIA: Final = _scale(
    "phia",
    {
        PhiaLikelihood.REMOTE_CHANCE: "remote chance|remote possibility|almost no chance",
        PhiaLikelihood.HIGHLY_UNLIKELY: "highly unlikely|very unlikely|highly improbable",
        PhiaLikelihood.UNLIKELY: "unlikely|improbable|improbably",
        PhiaLikelihood.REALISTIC_POSSIBILITY: "realistic possibility|realistically possible"
        "|realistic probability",
        PhiaLikelihood.LIKELY: "likely|probable|probably",
        PhiaLikelihood.HIGHLY_LIKELY: "highly likely|very likely|highly probable|very probably",
        PhiaLikelihood.ALMOST_CERTAIN: "almost certain|almost certainly|nearly certain",
    },
    {
        PhiaLikelihood.REMOTE_CHANCE,
        PhiaLikelihood.HIGHLY_UNLIKELY,
        PhiaLikelihood.UNLIKELY,
    },
    {PhiaLikelihood.REALISTIC_POSSIBILITY},
)
IPCC: Final = _scale(
    "ipcc",
    {
        IpccLikelihood.VIRTUALLY_CERTAIN: "virtually certain",
        IpccLikelihood.EXTREMELY_LIKELY: "extremely likely|extremely probable",
        IpccLikelihood.VERY_LIKELY: "very likely|very probably|highly likely",
        IpccLikelihood.LIKELY: "likely|probable|probably",
        IpccLikelihood.MORE_LIKELY_THAN_NOT: "more likely than not",
        IpccLikelihood.ABOUT_AS_LIKELY_AS_NOT: "about as likely as not|as likely as not",
        IpccLikelihood.UNLIKELY: "unlikely|improbable",
        IpccLikelihood.VERY_UNLIKELY: "very unlikely|highly unlikely",
        IpccLikelihood.EXTREMELY_UNLIKELY: "extremely unlikely",
        IpccLikelihood.EXCEPTIONALLY_UNLIKELY: "exceptionally unlikely",
    },
    {
        IpccLikelihood.UNLIKELY,
        IpccLikelihood.VERY_UNLIKELY,
        IpccLikelihood.EXTREMELY_UNLIKELY,
        IpccLikelihood.EXCEPTIONALLY_UNLIKELY,
    },
    {IpccLikelihood.ABOUT_AS_LIKELY_AS_NOT},
)
SCALES: Final = {scale.name: scale for scale in (ICD203, PHIA, IPCC)}
