"""The order of titles, and the letters that they stand under, in several languages."""

from __future__ import annotations

import pytest

from pelican_filmreview.collection.sorting import Sorter

ORDERS = {
    "en": "7번방의 선물|8½|12 Angry Men|’71|1917|½ Life|#Alive|…And Justice|Ångström|École"
    "|A Man Escaped|The Matrix|[REC]|Rocky 2|Rocky 10|The|To Die For|Zebra|Сталкер|기생충|까치"
    "|となりのトトロ|千と千尋",
    "de": "Das Boot|Die fetten Jahre sind vorbei|Ein Freund von mir|Im Juli|Österreich|Ostwind"
    "|The Host",
    "fr": "Les 400 coups|L’Atalante|Le Doulos|Été|L'Été meurtrier|Une femme est une femme|Zazie",
    "sv": "Fanny och Alexander|Den ofrivillige|Zorn|Åsa-Nisse|Ärlig|Öster",
    "da": "Adams æbler|En kongelig affære|Zappa|Ægte|Ønsket|Århus",
    "es": "Nube|Ñu|Oro|El sur|Volver",
    "it": "L’avventura|Il gattopardo|Un'ora sola|La strada|Gli uomini",
    "nl": "De aanslag|Het meisje|'t Schaep",
    "pl": "Lis|Łódź|Mama|Zima|Źle|Żona",
    "tr": "Cem|Çalgı|Hadi|Ilgaz|Izgara|ince|İstanbul|Kış Uykusu",
    "cs": "Cyril|Černý Petr|Hotel|Chata|Ivan",
    "hu": "Cukor|Csend|Zene|Zsaru",
    "ru": "Ёлки|Жили-были|Иван|Йод|Край",
    "ko": "7번방의 선물|Oldboy|기생충|밀양|버닝|시",
    "ar": "البيت|تيمبكتو|الجنة الآن",
}  # fmt: skip


@pytest.mark.parametrize("lang", ORDERS)
def test_titles_in_order(lang: str) -> None:
    """Titles stand as the language's libraries sort them: articles passed over, its own letters."""
    titles = ORDERS[lang].split("|")
    shuffled = sorted(titles, key=lambda title: title[::-1])
    assert sorted(shuffled, key=Sorter(lang).title_key) == titles


@pytest.mark.parametrize(
    ("lang", "title", "letter"),
    [
        ("en", "The Matrix", "M"),
        ("en", "Theorem", "T"),
        ("en", "The", "T"),
        ("en", "A", "A"),
        ("en", "Die Hard", "D"),
        ("de", "Die Wand", "W"),
        ("en", "[REC]", "R"),
        ("en", "#Alive", "A"),
        ("en", "’71", "0–9"),
        ("en", "½", "0–9"),
        ("en", "Æon Flux", "A"),
        ("en", "Łódź", "L"),
        ("pl", "Łódź", "Ł"),
        ("en", "Ångström", "A"),
        ("sv", "Ångström", "Å"),
        ("nn", "Øst", "Ø"),
        ("no", "Øst", "Ø"),
        ("sv-FI", "Öster", "Ö"),
        ("tr", "ince", "İ"),
        ("tr", "Ilgaz", "I"),
        ("tr", "ısı", "I"),
        ("cs", "Chata", "Ch"),
        ("el", "Η αιωνιότητα", "Α"),
        ("fr", "L’Atalante", "A"),
        ("fr", "L'", "L"),
        ("nl", "'t Schaep", "S"),
        ("ko", "까치", "ㄱ"),
        ("ko", "힘", "ㅎ"),
        ("ja", "となりのトトロ", "た"),
        ("ja", "ガンダム", "か"),
        ("ja", "ン", "わ"),
        ("ja", "千と千尋", "漢"),
        ("zh", "一一", "漢"),
        ("ru", "Ёлки", "Е"),
        ("ar", "البيت", "ب"),
        ("en", "😀", "#"),
        ("en", "", "#"),
        ("en", "…", "#"),
    ],
)
def test_letter_of_a_title(lang: str, title: str, letter: str) -> None:
    """A title stands under the first letter of its sorted form, in the alphabet of the language."""
    assert Sorter(lang).title_letter(title) == letter


@pytest.mark.parametrize("text", ["\ud800", "\0", "1" * 10_000, "a" * 5_000, "\U0010ffff", "ﷺ"])
def test_any_text_has_a_place(text: str) -> None:
    """No text of a block makes sorting fail."""
    for lang in ("en", "tr", "xx", ""):
        sorter = Sorter(lang)
        assert isinstance(sorter.title_key(text), bytes)
        assert sorter.title_letter(text)
