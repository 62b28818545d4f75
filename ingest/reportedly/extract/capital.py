"""Capitals and seats that newspapers say for the country whose government is meant.

"Moscow rejected the offer" speaks of Russia, "in Moscow" of the town: behind a preposition of place
a capital is a place and nothing else.
"""

from __future__ import annotations

import re

from reportedly.article import Span

_SEATS = """
Abu Dhabi=United Arab Emirates|Abuja=Nigeria|Accra=Ghana|Addis Ababa=Ethiopia|Algiers=Algeria
Amman=Jordan|Ankara=Turkey|Astana=Kazakhstan|Athens=Greece|Baghdad=Iraq|Baku=Azerbaijan
Bamako=Mali|Bangkok=Thailand|Beijing=China|Beirut=Lebanon|Belgrade=Serbia|Berlin=Germany
Bern=Switzerland|Bishkek=Kyrgyzstan|Bogotá=Colombia|Bogota=Colombia|Brasília=Brazil|Brasilia=Brazil
Bratislava=Slovakia|Bucharest=Romania|Budapest=Hungary|Buenos Aires=Argentina|Cairo=Egypt
Canberra=Australia|Caracas=Venezuela|Chisinau=Moldova|Chișinău=Moldova|Colombo=Sri Lanka
Copenhagen=Denmark|Damascus=Syria|Dhaka=Bangladesh|Doha=Qatar|Dublin=Ireland|Dushanbe=Tajikistan
Hanoi=Vietnam|Harare=Zimbabwe|Havana=Cuba|Helsinki=Finland|Islamabad=Pakistan|Jakarta=Indonesia
Jerusalem=Israel|Kabul=Afghanistan|Kampala=Uganda|Kathmandu=Nepal|Khartoum=Sudan|Kiev=Ukraine
Kigali=Rwanda|Kinshasa=Congo|Kuala Lumpur=Malaysia|Kyiv=Ukraine|Lima=Peru|Lisbon=Portugal
Ljubljana=Slovenia|London=United Kingdom|Luanda=Angola|Lusaka=Zambia|Madrid=Spain|Managua=Nicaragua
Manila=Philippines|Maputo=Mozambique|Minsk=Belarus|Mogadishu=Somalia|Moscow=Russia|Nairobi=Kenya
Naypyidaw=Myanmar|New Delhi=India|Delhi=India|Niamey=Niger|Nicosia=Cyprus|Oslo=Norway|Ottawa=Canada
Paris=France|Phnom Penh=Cambodia|Prague=Czech Republic|Pretoria=South Africa|Pristina=Kosovo
Pyongyang=North Korea|Quito=Ecuador|Rabat=Morocco|Reykjavik=Iceland|Riga=Latvia|Riyadh=Saudi Arabia
Rome=Italy|Sana'a=Yemen|Sanaa=Yemen|Santiago=Chile|Sarajevo=Bosnia|Seoul=South Korea
Skopje=North Macedonia
Sofia=Bulgaria|Stockholm=Sweden|Taipei=Taiwan|Tallinn=Estonia|Tashkent=Uzbekistan|Tbilisi=Georgia
Tehran=Iran|The Hague=Netherlands|Tirana=Albania|Tokyo=Japan|Tripoli=Libya|Tunis=Tunisia
Ulaanbaatar=Mongolia|Valletta=Malta|Vienna=Austria|Vilnius=Lithuania|Warsaw=Poland
Washington=United States|Wellington=New Zealand|Yerevan=Armenia|Zagreb=Croatia
"""
COUNTRY_OF = {
    town.casefold(): country
    for pair in re.split(r"[|\n]", _SEATS.strip())
    for town, country in (pair.split("="),)
}
# What a text may call the country instead.
ALSO = {
    "United States": ("U.S.", "US", "USA", "America"),
    "United Kingdom": ("UK", "U.K.", "Britain", "Great Britain"),
    "Czech Republic": ("Czechia",),
    "Congo": ("Democratic Republic of Congo", "DRC"),
    "Bosnia": ("Bosnia and Herzegovina",),
    "Turkey": ("Türkiye",),
    "United Arab Emirates": ("UAE",),
}
_PLACED = re.compile(
    r"(?:\b(?:in|from|to|at|near|of|outside|around|across|through|toward|towards|into|for|on|over"
    r"|leave|leaves|left|visit|visited|visits|reach|reached)\s+(?:the\s+)?(?:\w+ern\s+|central\s+|downtown\s+)?"
    r"|[\w’']+,\s+)$",
    re.IGNORECASE,
)


def is_government(text: str, name: Span) -> bool:
    """Tell whether the name of a capital stands for the government that sits there."""
    before = text[max(name.start - 30, 0) : name.start]
    after = text[name.end : name.end + 3]
    dateline = after.startswith((",", " (", " -", " —", " –")) and before[-1:] in {"", "\n"}
    return not dateline and not after.startswith("-") and _PLACED.search(before) is None
