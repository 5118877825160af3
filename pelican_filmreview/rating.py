"""A rating as its author wrote it goes in; a `Rating` with exact numbers, and warnings, come out.

The grammar, in which spaces are free and letter case does not matter; `_compile_score` holds it:

    rating   = [heading] [label] score [label]
    heading  = "Rating", "My score", "Bewertung", ... [":" or "-"]
    score    = amount [unit] [out-of maximum [unit]]  |  first  |  number "%"  |  thumbs  |  grade
    amount   = number  |  stars ["½" or "1/2"]
    stars    = a row of ★ ⭐ *, of half stars such as 🌟 ⯨, and of empty ones, ☆
    number   = digits with a point or a comma, ½ ¼ ¾ ⅓, "3 1/2", "three and a half"
    out-of   = "/", "out of", "of", "von", "sur", "满分", ...
    first    = maximum [unit] ("점 만점에" | "点満点中" | "üzerinden" | ...) amount [unit]
             | ("out of" | "von" | "满分" | ...) maximum [unit] ("," | ":") amount [unit]
    maximum  = number or stars  |  after "on a scale of": number "to" number
    thumbs   = ["two"] "thumbs" ("up", "down" or "sideways")  |  one or two of 👍 👎
    grade    = a key of the letter table, its sign in any dash or as "plus" and "minus"
    label    = words, in brackets or parted by ":" "-" "," "!" and the like

1. A score with a maximum wins over stars and thumbs beside it, these over a grade, and that over
   a bare number; only a number that stands alone beside stars is trusted more than these. A
   second score that says otherwise is a warning.
2. The best score is the text's own, then the block's `best`, then the site's. Stars, drawn or
   named, are of five where neither empty stars, nor `best`, nor a smaller scale of the site's say
   otherwise, and of ten where more than five are drawn.
3. A bare number, a grade and a maximum behind "of" are read only where what follows is parted
   from them, so that "12 monkeys", "A film" and "2 of 4 episodes seen" are no scores.
4. Whatever is not understood is the label; where that is not safe, as in "7-8", there is no value
   and the text is shown as written, with a warning. Words are never dropped.
5. "1,500" may be two numbers and is read as neither. "1/2" is a half before a unit or a maximum;
   alone it is 1 of 2, with a warning.
6. The letter table is the site's; a grade is out of its best and its worst value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from pelican_filmreview.film import Notation, Rating
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.settings import HALF_STARS, LETTERS, Settings

LONGEST: Final = 500  # characters: no rating is longer, and it bounds the time that one can take

_ZERO, _HALF, _FIVE, _TEN, _HUNDRED = map(Decimal, ("0", "0.5", "5", "10", "100"))
_EXACT = Context(prec=4 * LONGEST)  # sums and products of any two numbers that a rating can hold
_QUOTIENT = Context(prec=28)

_FULL_STARS = "★⭐🌟✭✮✯✦✪✫✬"
_EMPTY_STARS = "☆✩✰✧"
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
# What the patterns below see in place of what is written: one character for each, so that places
# in the two are the same. The long dash stays, since it parts words even without a space.
_FOLDED = str.maketrans(
    "⁄∕–−‐‑‒－﹣―[{【〔「『]}】〕」』“”„«»。…٫、٪\ufe0e\ufe0f🏻🏼🏽🏾🏿",
    '//-------—(((((())))))"""""...,%       ',
)
_MARKS = '()":;!|=~·•—'  # these, and "-" "." "," beside a space, set off what is behind
_LOOSE = " -:;,|=~·•—"  # has no meaning at a label's ends
_PARTED = (
    rf"(?= *+(?:$|[{_MARKS}]|[.,](?!\w)|-(?:[- ]|$)|(?<= )-"
    rf"|[{_FULL_STARS}](?= *+[{_FULL_STARS}½])))"
)

# Unbounded repeats are possessive throughout: no text makes a pattern try twice.
_NO_LETTER = r"(?![^\W\d_])"
_DIGIT_WORDS = "zero|one|two|three|four|five|six|seven|eight|nine|ten"
_WORDS = rf"(?<!\w)(?:{_DIGIT_WORDS})(?!\w)"
_NUMBER = r"(?:(?![1-9]\d{0,2},\d{3}(?!\d))\d++(?:[.,]\d++)?|(?<!\w)(?<!\.)\.\d++)(?![.,:]\d)"
_FRACTION = rf"(?:[{_VULGAR}]|(?:1/[2348]|2/3|3/[48]|[57]/8)(?!\d))"
_AND_HALF = "and (?:a |one )?half|et demie?|y media"
_STARS = (
    "(?:(?:of )?an? )?stars?|sterne?n?|étoiles?|estrellas?|estrelas?|stell[ae]|ster(?:ren)?|"
    "stjerner|stjärnor|звезд[аы]?|звёзд|颗?星"
)
_POINTS = "points?|pts?|punkte?n?|puntos?|punti|pontos?|punten|poäng|балл(?:а|ов)?|[点點分점]"
_PERCENT = rf" *+(?:%|(?:percent|per cent|prozent|pour cent){_NO_LETTER})"
_OUT_OF = "out of(?: a (?:possible|maximum)(?: of)?)?|[满滿]分"
_OF_ALONE = "of|von(?: maximal)?|sur|de|sobre|su|из|a[vf]|z|van"
_OF = f"(?:{_OF_ALONE}|van de|na|στα|από|من|از|מתוך){_NO_LETTER}"
_SCALE_OF = "on a scale (?:of|from)|auf einer skala von"
_RANGE = r"(?:to|bis|or|oder|and|[&~—-]|\.\.)"
_HALF_OF = (  # "1/2" is a half before these
    rf"1/2(?= *+(?:[{_FULL_STARS}]|[*](?! *+[*])|-?(?:{_STARS}|{_POINTS}){_NO_LETTER}"
    rf"|[(,]? *+(?:{_OUT_OF}|{_OF}))| ++/)"
)
_AMOUNT = (
    rf"(?P<sign>(?:^|(?<=[(:=])|(?<=[(:=] ))[+-](?=[\d.{_VULGAR}]))?"
    rf"(?<![a-z\d{_VULGAR}#$€£№@'’\\/])(?<!\d[.,:])(?<!/ )"  # no part of a word or a date
    rf"(?:(?P<whole>\d++|{_WORDS})"
    rf"(?: *+(?:{_AND_HALF}){_NO_LETTER}|(?:-| *+and *+| *+& *+| *+)(?P<part>{_FRACTION}))"
    rf"|(?P<fraction>[{_VULGAR}]|{_HALF_OF}|(?<!\w)half(?!\w))|(?P<number>{_NUMBER}|{_WORDS}))"
)
# The maximum first, as some languages have it: "5점 만점에 4점", "Von 5: 4".
_BEST_FIRST = compile_late(
    rf"(?:(?<![a-z\d.,:/])(?P<best>{_NUMBER}) *+(?:점 ?만점(?:에서?|중)?|点満点(?:中|で|の)?|点中"
    rf"|üzerinden|में से) *+"
    rf"|^ *+(?:{_OUT_OF}|(?:of|von|sur|de|из){_NO_LETTER}) *+(?P<maximum>{_NUMBER})"
    rf"(?: *+(?:{_STARS}|{_POINTS}))?+ *+[,:] *+(?:我[给給] *+)?)"
    rf"(?P<value>{_NUMBER})(?: *+(?:(?P<stars>{_STARS})|{_POINTS}))?+{_PARTED}"
)
_HEADING = compile_late(
    r"^ *+(?:(?:(?:my|our|final|overall|the) ++){0,3}(?:rating|rated|score|grade|bewertung|wertung"
    rf"|voto|评分|評分|評価|평점|별점|stars?(?= *+[:=])){_NO_LETTER}(?: *+[:=]| *+[-—](?= ))? *+)?"
)
_UNRATED = compile_late(
    r'[ .?_~()"—-]*+(?:/ *+\d++|(?:n/a|n\.a|na|unrated|not rated|not rated yet|not yet rated|nr'
    r"|none|no rating|no score|unscored|tbd|tba|null|nil|not applicable|ohne wertung|keine wertung"
    r'|keine|non noté|sin nota|未评分|未評分|없음)[ .!()"]*+)?'
)
_CERTIFICATE = compile_late(
    r"(?:gp?|pg(?:[- ]?1[0-9])?|nc[- ]?1[67]|x{1,3}|ua?|ao|tp?|m(?:a[ -]?1[5-8]|1[68])?\+?"
    r"|r(?:[- ]?(?:1[2-9]|21)\+?)?|tv[- ]?(?:ma|14|pg|g|y7?)(?:-fv)?|12a|1[2-9]\+|21\+|k-?1[0-9]"
    r"|(?:fsk|pegi|usk|bbfc|vm|mpaa)[ :-]*+(?:ab )?[0-9a-z]{1,3}(?:[- ]?1[0-9])?|approved"
    r"|ab 1?[0-9](?: jahren?)?|[0-9]{1,2}세.*+|전체 ?관람가|청소년 ?관람불가)"
    r"(?=$| *+[(:,;|—]| ++-| ++for\b)",
)
_POINT_UNIT = compile_late(rf" *+-?(?:{_POINTS})")
_AGES = frozenset(map(Decimal, (6, 12, 15, 16, 18)))
_GAP = compile_late(rf" *+(?:{_RANGE} *+)?")
_AFTER = compile_late(_PARTED)
_BEFORE = compile_late(rf"(?:^|[{_MARKS}{_FULL_STARS}{_EMPTY_STARS}]|[.,-](?= )|-(?<=[ -]-)) *+$")
_LAST = compile_late(r'[ )".!]*+')
_PIECE_END = compile_late(r'[()":;!|=~·•]|[.,](?!\w)|(?:—| -)(?! *+(?:$|\)))')
_WORD = compile_late(r"[^\s()\":;.,!|=~·•—*_/-]")
_PLUS = compile_late(r"(?<=\w)(?: plus| ?\+)$")
_MINUS = compile_late(r"(?<=\w)(?: minus| ?[-—])$")
# The notations of most ratings, bare of any words: "3.5/5", "86%", "★★★½", "B+".
_USUAL = re.compile(
    r"(?P<value>[0-9]{1,3}(?:\.[0-9]{1,2})?)(?:/(?P<best>[0-9]{1,3})|%)"
    r"|(?P<row>★{1,10}½?)|[A-Z][+-]?"
)


@lru_cache(maxsize=8)
def _compile_score(half_stars: str) -> re.Pattern[str]:
    """Make the pattern of everything that has the form of a score, numbers among words included."""
    full = "".join(char for char in _FULL_STARS if char not in half_stars)
    pictures = full + "".join(c for c in half_stars if unicodedata.category(c) == "So")
    halves = "".join(char for char in half_stars if char not in _VULGAR)
    star, glyph = (f"[{re.escape(chars)}]" for chars in (pictures, full + halves + _EMPTY_STARS))
    unit = rf" *+-?(?:{_STARS}|{_POINTS}){_NO_LETTER}| *+[*{star[1:]}(?! *+[{_VULGAR}*{glyph[1:]})"
    return re.compile(
        r"(?P<thumbs>[👍👎](?: *+[👍👎])*+)"
        r"|(?<!\w)(?:(?P<count>one|two|both|1|2) ++)?thumbs?[ -]++(?:way[ -]++)?"
        r"(?P<way>up|down|sideways)(?!\w)"
        # A maximum without a score is none: "out of 10 points".
        rf"|(?<!\w)(?P<no>{_OUT_OF}|(?:{_OF_ALONE}){_NO_LETTER}) *+{_NUMBER}(?:{unit})?(?! *+/)"
        rf"|(?:(?P<icon>(?:{star} *+|(?<!\S)\* ++)(?=\d)(?!1/2))?{_AMOUNT}"
        rf"|(?P<row>(?:{star}|[{_EMPTY_STARS}])(?: *+{glyph})*+"
        rf"(?: *+(?:[{_VULGAR}]|1/2(?!\d))(?: *+[{_EMPTY_STARS}])*+)?+)"
        r'|(?P<asterisks>(?<![^ ("])\*(?: *+\*)*+(?: *+(?:½|1/2(?!\d)))?+(?![\w*])))'
        rf"(?:(?P<percent>{_PERCENT})|(?P<unit>{unit})?(?: *+(?:/|[(,]? *+(?:"
        rf"(?:{_SCALE_OF})(?: *+(?P<worst>[+-]?{_NUMBER}) *+{_RANGE})?|{_OUT_OF}|(?P<of>{_OF})))"
        rf" *+(?P<best>[+]?(?:{_NUMBER}|{_WORDS})|(?:{star}|\*)(?: *+(?:{star}|\*))*+)"
        rf"(?:(?<=100){_PERCENT}|(?P<best_unit>{unit})?)(?(of){_PARTED}))?)"
        rf"(?!\.? *+/)(?(row)(?![{_VULGAR}])|(?![a-z\d{_VULGAR}'’\\]))"
    )


_NUMBER_ALONE = compile_late(rf"(?P<fraction_alone>{_FRACTION})|{_AMOUNT}")


@dataclass(frozen=True, slots=True)
class Scale:
    """What the site means by a bare score.

    `best` and `worst` are the block's own, `zero` is what a 0 means, `letters` gives each grade its
    value, the best and the worst one included, and `half_stars` are the glyphs that count half.
    """

    best: Decimal | None = None
    worst: Decimal | None = None
    default_best: Decimal = Decimal(5)
    default_worst: Decimal = Decimal(0)
    zero: Literal["score", "unrated"] = "score"
    letters: Mapping[str, Decimal] = field(default_factory=lambda: LETTERS, hash=False)
    half_stars: str = HALF_STARS

    @property
    def bare_best(self) -> Decimal:
        """What a bare number is out of."""
        return self.default_best if self.best is None else self.best

    @property
    def star_best(self) -> Decimal:
        """What stars are out of."""
        return min(self.default_best, _FIVE) if self.best is None else self.best


def scale_of(settings: Settings) -> Scale:
    """Give the scale that a site's settings, or a post's, describe."""
    return Scale(
        default_best=settings.best,
        default_worst=settings.worst,
        zero="unrated" if settings.zero == "unrated" else "score",
        letters=settings.letters,
        half_stars=settings.half_stars,
    )


class RatingReading(NamedTuple):
    """What a text holds: a rating, or None where it is unrated, and warnings in plain words."""

    rating: Rating | None
    problems: tuple[str, ...] = ()


class _Score(NamedTuple):
    """A score from `start` to `end` in the text; `best` and `worst` if the text has them.

    `kind` is "full" with a maximum, "drawn" as stars or thumbs, "bare" as a number set off from
    words, or "weak" among them. `glyphs` is how many stars are drawn, `empty` and `halves` how
    many of them are of that sort.
    """

    kind: Literal["full", "drawn", "bare", "weak"]
    value: Decimal
    start: int
    end: int
    notation: Notation = "number"
    best: Decimal | None = None
    worst: Decimal | None = None
    has_unit: bool = False
    glyphs: int = 0
    empty: int = 0
    halves: int = 0
    letter: str = ""

    def list_bests(self, scale: Scale) -> list[Decimal]:
        """List what it may be out of."""
        if self.best is not None:
            return [self.best]
        if self.glyphs:
            return [Decimal(self.glyphs)] if self.empty else [scale.star_best, _FIVE]
        return [scale.star_best if self.notation == "stars" else scale.bare_best]

    def agrees(self, other: _Score, scale: Scale) -> bool:
        """Whether another score is the same number, or the same share of what it may be out of."""
        is_open = None in (self.best, other.best) and not (self.empty or other.empty)
        return (is_open and self.value == other.value) or any(
            _EXACT.multiply(self.value, others) == _EXACT.multiply(other.value, own)
            for own in self.list_bests(scale)
            for others in other.list_bests(scale)
        )


def read_rating(text: str, scale: Scale) -> RatingReading:
    """Read one rating in any notation; a text that holds none keeps its words and gets a warning.

    Nothing raises, and `Rating.written` is the text without the space around it.
    """
    return _read_written(text.strip(), scale)[0]


def read_long_rating(value: str, best: str, worst: str, label: str, scale: Scale) -> RatingReading:
    """Read the long form of a rating, any part of which may be empty."""
    value, best, worst, label = value.strip(), best.strip(), worst.strip(), label.strip()
    problems: list[str] = []
    scale = replace(
        scale,
        best=_read_bound("best", best, scale, problems) if best else scale.best,
        worst=_read_bound("worst", worst, scale, problems) if worst else scale.worst,
    )
    reading, lacks_best = _read_written(value, scale)
    rating = reading.rating
    if rating is None and label and not reading.problems:
        problems.append(
            f"the rating has the label {_quote(label)} but no score; it is shown as written: "
            "give it a `value`, or move the words to the verdict"
        )
        rating, label = _keep_words(value or label, scale), label if value else ""
    if rating is not None:
        more = [] if rating.label in label else [rating.label]
        written = f"{value}/{best}" if best and lacks_best else rating.written
        rating = rating._replace(label=", ".join(filter(None, [label, *more])), written=written)
    elif label:
        problems.append(f"the label {_quote(label)} is not shown, as there is no rating")
    return RatingReading(rating, (*problems, *reading.problems))


def read_number(text: str) -> Decimal | None:
    """Read a number that stands alone: "3.5", "8,9", "3½", "3 1/2", "-4", "five"; else None."""
    found = _NUMBER_ALONE.fullmatch(_fold(text.strip())) if len(text) <= LONGEST else None
    if found is None:
        return None
    alone = found["fraction_alone"]
    return _divide(alone) if alone else _read_number(found)


def _read_bound(name: str, text: str, scale: Scale, problems: list[str]) -> Decimal | None:
    """Read the long form's `best` or `worst`; a grade leaves it to the letter table."""
    if (number := read_number(text)) is not None:
        return number
    if len(text) <= LONGEST:
        found = _compile_score(scale.half_stars).fullmatch("1/" + _fold(text))
        if found and found["best"]:
            return _read_plain(found["best"])
        if _fold_grade(text) in map(_fold_grade, scale.letters):
            return None
    problems.append(
        f"`{name}` is {_quote(text)}, which is no number, and is left out: write one, such as 10"
    )
    return None


def _read_written(written: str, scale: Scale) -> tuple[RatingReading, bool]:
    """Read a stripped text; the flag says whether a `best` from outside completes it."""
    if len(written) > LONGEST:
        return _show_as_written(written, scale), False
    # Equal decimals may be written in two ways, and a rating keeps the one that it was given.
    numbers = (scale.best, scale.worst, scale.default_best, scale.default_worst)
    return _read_once(written, scale, (*map(str, numbers), id(scale.letters)))


@lru_cache(maxsize=2048)
def _read_once(written: str, scale: Scale, _key: tuple[object, ...]) -> tuple[RatingReading, bool]:
    """Do what `_read_written` does; the ratings of a site are few, and written again and again."""
    return _read_usual(written, scale) or _read_any(written, scale)


def _read_usual(written: str, scale: Scale) -> tuple[RatingReading, bool] | None:
    """Read a text in one of the usual notations as `_read_any` reads it; None for all others.

    The pattern that knows them all takes as long to compile as building two posts.
    """
    found = _USUAL.fullmatch(written)
    if found is None:
        return None
    value, row, end = found["value"], found["row"], len(written)
    if value and found["best"]:
        score = _Score("full", Decimal(value), 0, end, best=Decimal(found["best"]))
    elif value:
        score = _Score("full", Decimal(value), 0, end, "percent", _HUNDRED)
    elif row and "★" not in scale.half_stars:
        stars = _EXACT.add(Decimal(row.count("★")), _HALF if row[-1] == "½" else _ZERO)
        score = _Score("drawn", stars, 0, end, "stars", glyphs=end)
    elif not row and (grade := _find_grade(written, _fold(written), scale)):
        score = grade
    else:
        return None
    is_open = score.best is None and not score.letter
    return _rate(written, written, score, [score], scale), is_open


def _read_any(written: str, scale: Scale) -> tuple[RatingReading, bool]:
    """Read a text in any notation, or in none."""
    folded = _fold(written)
    start = len(folded) - len(_HEADING.sub("", folded, count=1))
    text, folded = written[start:], folded[start:]
    if _UNRATED.fullmatch(folded):
        return RatingReading(None), False
    scores = _find_scores(folded, scale)
    if _is_unclear(folded, scores, scale):
        return _show_as_written(written, scale), False
    score = _pick_score(scores) or _find_grade(text, folded, scale)
    if score is None and (certificate := _CERTIFICATE.match(folded)):
        return _report_certificate(text[: certificate.end()]), False
    score = score or _find_bare_number(folded, scores)
    if score is None:
        return _show_as_written(written, scale), False
    return _rate(text, written, score, scores, scale), score.best is None and not score.letter


def _find_scores(folded: str, scale: Scale) -> list[_Score]:
    """Find everything that has the form of a score, numbers among words included."""
    read = (
        _read_thumbs(found)
        if found["way"] or found["thumbs"]
        else _read_amount(found, scale.half_stars)
        for found in _compile_score(scale.half_stars).finditer(folded)
        if not found["no"]
    )
    scores = [score._replace(kind=_judge(score, folded)) for score in read if score is not None]
    first = _BEST_FIRST.search(folded)
    if first is None or not _BEFORE.search(folded, 0, first.start()):
        return scores
    best, start, end = _read_plain(first["best"] or first["maximum"]), first.start(), first.end()
    if best > _HUNDRED or any(score.kind == "full" for score in scores):
        return scores
    others = [score for score in scores if score.end <= start or score.start >= end]
    notation: Notation = "stars" if first["stars"] else "number"
    score = _Score("full", _read_plain(first["value"]), start, end, notation, best)
    return sorted([*others, score], key=lambda one: one.start)


def _judge(score: _Score, folded: str) -> Literal["full", "drawn", "bare", "weak"]:
    """Tell what a score is worth where it stands: one star may adorn, and "*" mask words too."""
    if score.notation == "thumbs":
        return "drawn"
    if score.best is not None:
        return "full"
    ends = (score.has_unit and score.glyphs > 0) or _AFTER.match(folded, score.end)
    is_set_off = ends and _BEFORE.search(folded, 0, score.start)
    if score.glyphs:
        is_end = score.start == 0 or _LAST.fullmatch(folded, score.end)
        is_row = score.glyphs > 1 and (folded[score.start] != "*" or is_end)
        return "drawn" if is_row or is_set_off else "weak"
    return "bare" if is_set_off and score.value <= _HUNDRED else "weak"  # "(2024)" is a year


def _is_unclear(folded: str, scores: list[_Score], scale: Scale) -> bool:
    """Whether two numbers might each be the score, as in "7-8/10", "7 to 8" or "2 3/5"."""
    numbers = [score for score in scores if score.kind == "full" or not score.glyphs]
    numbers = [score for score in numbers if score.notation != "thumbs"]
    for one, other in pairwise(numbers):
        gap = folded[one.end : other.start]
        is_range = _GAP.fullmatch(gap) and (one.start == 0 or (gap and gap == gap.strip()))
        is_list = one.start == 0 and one.kind != "full" and other.kind == "bare"
        if other.kind != "weak" and (is_range or is_list) and not one.agrees(other, scale):
            return True
    return False


def _pick_score(scores: list[_Score]) -> _Score | None:
    """Pick a fraction, percentage, row of stars or thumbs: see rule 1 of the grammar."""
    full, drawn, bare = (
        [score for score in scores if score.kind == kind] for kind in ("full", "drawn", "bare")
    )
    if bare and drawn and len(scores) == 2 and drawn[0].glyphs:
        return bare[0]
    return next(iter(full + drawn), None)


def _find_grade(text: str, folded: str, scale: Scale) -> _Score | None:
    """Find a grade that is the whole text, or its first or last piece, as in "Good (B+)"."""
    table = {_fold_grade(name): (name, value) for name, value in scale.letters.items()}
    marks = [place for mark in _PIECE_END.finditer(folded) for place in mark.span()]
    spans = zip([0, 0, *marks[1::2]], [len(text), *marks[::2], len(text)], strict=True)
    pieces = [(start, end) for start, end in spans if folded[start:end].strip()]
    for start, end in pieces[:2] + pieces[-1:]:
        piece = text[start:end].strip()
        is_clear = len(piece) > 1 or piece.isupper() or piece == text.strip()  # no "a, b and c"
        if is_clear and (found := table.get(_fold_grade(piece))):
            return _Score("full", found[1], start, end, "letter", letter=found[0])
    return None


def _find_bare_number(folded: str, scores: list[_Score]) -> _Score | None:
    """Find a number at the start or the end that a unit or a delimiter sets off from words."""
    for score in scores:
        opens = score.start == 0 and (score.has_unit or _AFTER.match(folded, score.end))
        closes = score.has_unit or _BEFORE.search(folded, 0, score.start)
        if not score.glyphs and (opens or (closes and _LAST.fullmatch(folded, score.end))):
            return score
    return None


def _read_thumbs(found: re.Match[str]) -> _Score | None:
    """Read thumbs in words, or as no more than two pictures."""
    if pictures := found["thumbs"]:
        up, down = pictures.count("👍"), pictures.count("👎")
        best, value = Decimal(up + down), Decimal(up)
    else:
        best = Decimal(2 if found["count"] in ("two", "both", "2") else 1)
        value = {"up": best, "down": _ZERO}.get(found["way"], _EXACT.divide(best, Decimal(2)))
    return None if best > 2 else _Score("drawn", value, *found.span(), "thumbs", best)


def _read_amount(found: re.Match[str], half_stars: str) -> _Score | None:
    """Read a number or stars, with the unit and the maximum behind them."""
    if row := found["row"] or found["asterisks"]:
        score = _read_row(row, found, half_stars)
    else:
        score = _Score("weak", _read_number(found), *found.span())
    if score is None or found["percent"]:
        is_number = score is not None and not row
        return score._replace(notation="percent", best=_HUNDRED) if score and is_number else None
    best, worst = found["best"], found["worst"]
    units = [unit for unit in (found["unit"], found["best_unit"]) if unit]
    is_starred = found["icon"] or (best and best[0] in _FULL_STARS + "*")
    if is_starred or any(not _POINT_UNIT.fullmatch(unit) for unit in units):
        score = score._replace(notation="stars")
    lowest, highest = (_read_plain(end) if end else None for end in (worst, best))
    return score._replace(best=highest, worst=lowest, has_unit=bool(found["unit"]))


def _read_row(row: str, found: re.Match[str], half_stars: str) -> _Score | None:
    """Read stars; "☆☆☆" is None, as it may be three of them, or none of three."""
    fraction = re.search(rf"[{_VULGAR}]|1/2", row)
    part = _divide(fraction[0]) if fraction else _ZERO
    glyphs = row.replace(fraction[0] if fraction else " ", "").replace(" ", "")
    empty = sum(char in _EMPTY_STARS for char in glyphs)
    halves = sum(char in half_stars for char in glyphs)
    full = len(glyphs) - empty - halves
    if not (full or halves or part) and empty < _FIVE:
        return None
    whole = halves if halves > 1 and not full else 0  # "🌟🌟🌟": none is half of another
    value = _EXACT.add(_EXACT.divide(Decimal(2 * full + halves + whole), Decimal(2)), part)
    count, halves = len(glyphs) + bool(part), halves + bool(part) if halves else 0
    return _Score("weak", value, *found.span(), "stars", glyphs=count, empty=empty, halves=halves)


def _read_number(found: re.Match[str]) -> Decimal:
    """Make a number of what `_AMOUNT` found."""
    if found["whole"]:
        part = _divide(found["part"]) if found["part"] else _HALF
        value = _EXACT.add(_read_plain(found["whole"]), part)
    elif found["fraction"]:
        value = _HALF if found["fraction"] == "half" else _divide(found["fraction"])
    else:
        value = _read_plain(found["number"])
    return value.copy_negate() if found["sign"] == "-" else value


def _read_plain(text: str) -> Decimal:
    """Make a number of digits with a point or a comma, of a word, or of a row of stars."""
    words = _DIGIT_WORDS.split("|")
    if text in words:
        return Decimal(words.index(text))
    is_row = not any(map(str.isdecimal, text))
    return Decimal(len(text.replace(" ", "")) if is_row else text.replace(",", "."))


def _divide(fraction: str) -> Decimal:
    """Make a number of "1/2", or of "½", which Unicode takes apart into the same."""
    above, below = unicodedata.normalize("NFKC", fraction).replace("⁄", "/").split("/")
    return _QUOTIENT.divide(Decimal(above), Decimal(below))


def _fold(text: str) -> str:
    """Give a text as the patterns know it, each character at its own place."""
    return "".join(map(_fold_char, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """Give what a character means: a digit of any script, a wide or invisible one, a bracket."""
    char = char.translate(_FOLDED)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace() or unicodedata.category(char) == "Cf":
        return " "
    wide, _, code = unicodedata.decomposition(char).partition("> ")
    if wide in ("<wide", "<small"):
        return _fold_char(chr(int(code, 16)))
    return char.lower() if len(char.lower()) == 1 else char


def _fold_grade(text: str) -> str:
    """Make "b plus", "B +" and "Ｂ＋" the same."""
    return _MINUS.sub("-", _PLUS.sub("+", " ".join(_fold(text).split())))


def _rate(
    text: str, written: str, score: _Score, scores: list[_Score], scale: Scale
) -> RatingReading:
    """Make a rating of the score that a text comes down to; the rest of the text is its label."""
    best, worst, problems = _choose_scale(text[score.start : score.end], score, scale)
    label, contradictions = _read_label(text, score, scores, scale)
    problems += contradictions
    if best <= worst:
        problems.append(
            f"the best score of {_quote(written)}, {best:f}, is not above the worst, {worst:f}; "
            "it is shown as written: correct `best` or `worst`"
        )
        return RatingReading(_keep_words(written, scale), tuple(problems))
    is_number = score.best is None and score.notation == "number" and not (score.has_unit or label)
    number = text[score.start : score.end]
    is_age = number.isdecimal() and score.value in _AGES  # "6.0" is none
    if is_number and best <= 10 and score.value > best and is_age:
        return _report_certificate(number)
    may_be_unrated = scale.zero == "unrated" and score.notation in ("number", "stars")
    if may_be_unrated and score.value == 0 <= worst:
        if label:
            problems.append(f"0 means unrated on this site, so {_quote(label)} is not shown")
        return RatingReading(None, tuple(problems))
    rating = Rating(score.value, best, worst, score.notation, label, written, score.letter)
    if not rating.in_range:
        is_above = score.value > best
        problems.append(
            f"{_quote(written)} is {'above the best' if is_above else 'below the worst'} score, "
            f"{best if is_above else worst:f}; it is shown as written and kept out of the "
            "structured data: correct the score, or say what it is out of"
        )
    return RatingReading(rating, tuple(problems))


def _choose_scale(text: str, score: _Score, scale: Scale) -> tuple[Decimal, Decimal, list[str]]:
    """Find the best and the worst value for a score, and what is doubtful about them."""
    if score.letter:
        return max(scale.letters.values()), min(scale.letters.values()), []
    best, is_doubtful = _choose_best(score, scale)
    if score.notation == "thumbs":
        return best, _ZERO, []
    problems = []
    if score.halves > 1:
        problems.append(
            f"{_quote(text)} holds {score.halves} glyphs that can mean half a star; it is read as "
            f"{score.value:f}: write the number, or set which glyphs are half stars"
        )
    if scale.best not in (None, best):
        problems.append(
            f"{_quote(text)} is out of {best:f}, but `best` is {scale.best:f}; {best:f} is used: "
            "make the two agree"
        )
    elif is_doubtful:
        problems.append(
            f"{_quote(text)} is read as {score.value:f} of {best:f}, though its empty stars may "
            f"mean something else: write “{score.value:f}/{best:f}”"
        )
    elif scale.best is None and _fold(text) == "1/2":
        problems.append(f"{_quote(text)} is read as 1 of 2: write “½” if half is meant")
    return best, _choose_worst(score, best, scale), problems


def _choose_best(score: _Score, scale: Scale) -> tuple[Decimal, bool]:
    """Find what a score is out of, and whether its empty stars leave that in doubt."""
    best = score.list_bests(scale)[0]
    if score.best is not None or not score.empty:
        may_grow = score.glyphs and score.best is None and scale.best is None and best == _FIVE
        return (_TEN if may_grow and score.value > _FIVE else best), False
    # "★★★☆" is 3 of 4, or 3½ where an empty star means half; one or two of five may be left out.
    is_sure = score.value > 0 and best in (scale.star_best, _FIVE, _TEN)
    return (best if best >= 4 else scale.star_best), not is_sure


def _choose_worst(score: _Score, best: Decimal, scale: Scale) -> Decimal:
    """Find the worst value; the site's is for its own scale, so that no other goes below 0."""
    if score.worst is not None or score.notation == "percent":
        return score.worst or _ZERO
    if scale.worst is not None:
        return scale.worst
    return scale.default_worst if best == scale.default_best else max(scale.default_worst, _ZERO)


def _read_label(
    text: str, score: _Score, scores: list[_Score], scale: Scale
) -> tuple[str, list[str]]:
    """Find the words beside a score, without second scores that agree, and warn of others."""
    spans = [(score.start, score.end)]
    problems: list[str] = []
    for other in scores:
        is_same_sort = (score.notation == "thumbs") == (other.notation == "thumbs")
        if other is score or score.letter or other.kind == "weak" or not is_same_sort:
            continue
        agrees = score.agrees(other, scale)
        if not agrees and not problems:  # one contradiction is enough to make an author look
            problems.append(
                f"{_quote(text[other.start : other.end])} does not say the same as "
                f"{_quote(text[score.start : score.end])}, which is used: make the two agree"
            )
        if agrees or other.glyphs:
            spans.append((other.start, other.end))
    cuts = [0, *(cut for span in sorted(spans) for cut in span), len(text)]
    pieces = (text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))
    return " ".join(filter(None, map(_trim_label, pieces))), problems


def _trim_label(text: str) -> str:
    """Take off what parts a label from its score, and the brackets around the whole of it."""
    folded = _fold(text)
    if not (folded and _WORD.search(folded)):
        return ""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for place, char in enumerate(folded):
        if char == "(":
            opened.append(place)
        elif char == ")" and opened:
            partners[place] = opened.pop()
            partners[partners[place]] = place
    start, end = 0, len(text)
    while True:
        first, last = folded[start], folded[end - 1]
        if first in _LOOSE + ".!" or (first in "()" and start not in partners):
            start += 1
        elif last in _LOOSE or (last in "()" and end - 1 not in partners):
            end -= 1
        elif partners.get(start) == end - 1:
            start, end = start + 1, end - 1
        else:
            return text[start:end]


def _show_as_written(written: str, scale: Scale) -> RatingReading:
    """Keep a text that holds no score, and say so."""
    problem = (
        f"no score was recognised in {_quote(written)}; it is shown as written: write one, as in "
        "“3.5/5” or “B+”, or leave the rating out"
    )
    return RatingReading(_keep_words(written, scale), (problem,))


def _keep_words(written: str, scale: Scale) -> Rating:
    """Make a rating without a value, which shows the author's words."""
    worst = scale.default_worst if scale.worst is None else scale.worst
    if scale.bare_best <= worst:
        return Rating(None, scale.default_best, scale.default_worst, "none", written=written)
    return Rating(None, scale.bare_best, worst, "none", written=written)


def _report_certificate(text: str) -> RatingReading:
    """Leave a film unrated whose certificate stands in place of a score."""
    advice = f"write “content_rating: {text}” instead"
    if text.isdecimal():
        best = 10 if int(text) < 10 else 20
        advice += f", or, if it is a score, what it is out of: “{text}/{best}”"
    return RatingReading(None, (f"{_quote(text)} looks like an age certificate: {advice}",))


def _quote(text: str) -> str:
    """Put a text into a message, on one line and not too long."""
    line = " ".join(text.split())
    return f"“{line[:80]}…”" if len(line) > 80 else f"“{line}”"
