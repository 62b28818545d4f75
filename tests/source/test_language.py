"""Which language a text is in: its own words count, and the page's where there are few."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.source import read
from reportedly.source.language import of

TEXTS = {
    "en": "Mayor Anna Lind denied on Monday that the dam above Lower Town had cracked. She said "
    "that it had been looked at twice since spring and that nobody had to leave.",
    "uk": "Президент України заявив у понеділок, що переговори зірвано. За його словами, делегація "
    "повернеться до столиці у вівторок, а наступна зустріч відбудеться через тиждень.",
    "ru": "Президент заявил в понедельник, что переговоры сорваны. По его словам, делегация "
    "вернётся в столицу во вторник, а следующая встреча состоится через неделю.",
    "de": "Der Präsident sagte am Montag, dass die Brücke geschlossen bleibt. Die Arbeiten werden "
    "bis zum Herbst dauern, und Pendler müssen mit Umwegen rechnen.",
    "fr": "Le président a déclaré lundi que le pont resterait fermé. Les travaux dureront au moins "
    "jusqu'à l'automne et les usagers devront prévoir des détours.",
    "pl": "Prezydent powiedział w poniedziałek, że most pozostanie zamknięty. Prace potrwają "
    "przynajmniej do jesieni, a kierowcy muszą liczyć się z objazdami.",
    "ar": "قال الرئيس يوم الاثنين إن الجسر سيبقى مغلقا حتى الخريف على الأقل، وإن على السائقين أن "
    "يسلكوا طرقا أخرى، وإن أعمال الإصلاح ستبدأ في الأسبوع المقبل.",
    "zh": "总统星期一表示,大桥将继续关闭,维修工程至少要持续到秋天,司机必须绕行。" * 4,
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_text_itself_says(language: str) -> None:
    assert of(TEXTS[language]) == language


@pytest.mark.parametrize(("language", "stated"), [("uk", "en"), ("en", "uk"), ("de", "en")])
def test_a_page_that_names_its_templates_language_is_not_believed(
    language: str, stated: str
) -> None:
    assert of(TEXTS[language], stated) == language


def test_of_two_languages_much_alike_the_page_knows_which() -> None:
    text = (
        "Statsministeren sa mandag at broen forblir stengt. Arbeidet vil vare til høsten, og "
        "pendlere må regne med omveier i hele perioden."
    )
    assert of(text) == "no"
    assert of(text, "nb") == "nb"
    assert of(text, "en") == "no"


@pytest.mark.parametrize("stated", ["en", "uk", None])
def test_a_short_text_is_in_the_language_that_its_page_names(stated: str | None) -> None:
    assert of("Okoro 12, Brandt 58. Velm 2, Rovers 1.", stated) == stated


def test_a_short_text_of_which_nothing_is_said_must_be_plain() -> None:
    assert of("Anna Lind said the dam was safe.") in {None, "en"}
    assert of(TEXTS["uk"][:60]) == "uk"
    assert of("") is None
    assert of("2 : 1") is None


@pytest.mark.parametrize(("english", "language"), [(1, "uk"), (6, "en")])
def test_of_a_mixed_text_the_majority_decides(english: int, language: str) -> None:
    text = "\n\n".join([TEXTS["uk"]] * 3 + [TEXTS["en"]] * english)
    assert of(text) == language
    assert of("\n\n".join(reversed(text.split("\n\n")))) == language


def test_a_quotation_does_not_change_the_language() -> None:
    assert of(f"{TEXTS['en']}\n\n“{TEXTS['uk'][:100]}”\n\n{TEXTS['en']}") == "en"


def test_long_texts_are_sampled_throughout() -> None:
    assert of("\n".join([TEXTS["uk"]] * 40 + [TEXTS["de"]] * 400)) == "de"
    assert of(" ".join([TEXTS["uk"]] * 400 + [TEXTS["de"]] * 40)) == "uk"


@given(st.text(max_size=400), st.sampled_from([None, "en", "uk"]))
def test_any_text(text: str, stated: str | None) -> None:
    found = of(text, stated)
    assert found is None or (2 <= len(found) <= 3 and found.isascii())
    assert of(text, stated) == found


def test_what_is_read_has_its_language(tmp_path) -> None:
    for language in ("uk", "en"):
        (tmp_path / f"{language}.txt").write_text(TEXTS[language], encoding="utf-8")
    assert [article.language for article in read(str(tmp_path))] == ["en", "uk"]


def test_english_articles_do_not_load_the_identifier(seed) -> None:
    code = (
        "import sys; from reportedly.source import read; a, = read(sys.argv[1]);"
        " assert a.language == 'en'; print('py3langid' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(seed)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "False\n"
