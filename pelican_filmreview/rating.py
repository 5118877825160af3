"""A rating as its author wrote it goes in; a `Rating` with exact numbers, and warnings, come out.

The grammar, in which spaces are free and letter case does not matter:

    rating   = [heading] [label] score [label]
    heading  = "Rating", "My score", "Bewertung", ... [":" or "-"]
    score    = amount [unit] [out-of maximum [unit]]  |  number "%"  |  thumbs  |  grade
    amount   = number  |  stars ["½" or "1/2"]
    stars    = a row of ★ ⭐ *, of half stars such as 🌟 ⯨, and of empty ones, ☆
    number   = digits with a point or a comma, ½ ¼ ¾ ⅓, "3 1/2", "three and a half"
    out-of   = "/", "out of", "of", "von", "sur", "满分", ...
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
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from functools import cached_property
from itertools import accumulate, pairwise, takewhile
from typing import Final, Literal

from pelican_filmreview.film import Notation, Rating

# US grade points. These know no F+ and nothing below F: F+ is put as far above F as B+ is above
# B, and F- counts as F does, so that 0 stays the worst.
DEFAULT_LETTERS: Final[Mapping[str, Decimal]] = {
    f"{letter}{sign}": Decimal(points)
    for letter, *row in (
        ("A", "4.3", "4.0", "3.7"),
        ("B", "3.3", "3.0", "2.7"),
        ("C", "2.3", "2.0", "1.7"),
        ("D", "1.3", "1.0", "0.7"),
        ("F", "0.3", "0", "0"),
    )
    for sign, points in zip(("+", "", "-"), row, strict=True)
}
HALF_STARS: Final = "½🌟⯨⯩⯪⯫"
LONGEST: Final = 500  # characters: no rating is longer, and it bounds the time that one can take

_ZERO = Decimal(0)
_HALF = Decimal("0.5")
_FIVE = Decimal(5)
_TEN = Decimal(10)
_EXACT = Context(prec=4 * LONGEST)  # sums and products of any two numbers that a rating can hold
_QUOTIENT = Context(prec=28)

_GLYPH_KINDS = ("full", "half", "empty")
_FULL_STARS = "★⭐🌟✭✮✯✦✪✫✬*"
_STAR_PICTURES = _FULL_STARS + HALF_STARS
_EMPTY_STARS = "☆✩✰✧"
_SLASHES = frozenset("/／⁄∕")
_DASHES = "–—−‐‑‒―－﹣-"
_LONG_DASHES = frozenset("—―")  # these part words even without a space
_SIGNS = {"+": Decimal(1), "＋": Decimal(1), **dict.fromkeys("-−–－﹣", Decimal(-1))}
_OPENERS = frozenset("([{（［【〔「『")
_CLOSERS = frozenset(")]}）］】〕」』")
_QUOTES = frozenset('"“”„«»')
_DELIMITERS = _OPENERS | _CLOSERS | _QUOTES | frozenset(_DASHES + ":：;；,，、.。…!！|=~·•")
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_LOOSE = f"{_SPACES}{_INVISIBLE}{_DASHES}:：;；,，、|=~·•"  # has no meaning at a label's ends
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_PARTS = (2, 3, 4, 8)  # denominators in "3 1/2"; "2 3/5" is not a mixed number
_RANGES = frozenset({"", "~", "to", "bis", "or", "oder", "and", "&", "..", *_DASHES})
_AGES = frozenset(map(Decimal, (6, 12, 15, 16, 18)))

_DIGIT_WORDS = "zero|one|two|three|four|five|six|seven|eight|nine|ten"
_NUMBER_WORDS = {word: Decimal(n) for n, word in enumerate(_DIGIT_WORDS.split("|"))} | {
    "half": _HALF
}
_HALVES = frozenset({"and a half", "and half", "and one half", "et demi", "et demie", "y media"})
_PERCENT_MARKS = frozenset("%％٪")
_PERCENT_WORDS = frozenset({"percent", "per cent", "prozent", "pour cent"})
_STAR_WORDS = (
    "star|stars|a star|of a star|stern|sterne|sternen|étoile|étoiles|estrella|estrellas|estrela|"
    "estrelas|stella|stelle|ster|sterren|stjerner|stjärnor|звезда|звезды|звёзд|звезд|星|颗星"
)
_POINT_WORDS = (
    "point|points|pt|pts|punkt|punkte|punkten|puntos|punti|pontos|punten|poäng|балл|балла|баллов|"
    "점|分|点|點"
)
_UNITS: dict[str, Notation] = {
    **dict.fromkeys(_STAR_WORDS.split("|"), "stars"),
    **dict.fromkeys(_POINT_WORDS.split("|"), "number"),
}
_SCALE_OF = frozenset({"on a scale of", "on a scale from", "auf einer skala von"})
_OUT_OF = frozenset(
    {"out of", "out of a possible", "out of a maximum", "out of a maximum of", "满分", "滿分"}
)
_OF = frozenset(
    {"of", "von", "von maximal", "sur", "de", "sobre", "su", "из", "av", "af", "z", "van"}
)
_MAXIMUM_FOLLOWS = frozenset(phrase.split()[-1] for phrase in _OUT_OF | _SCALE_OF | _OF)

_THUMBS = {"👍": Decimal(1), "👎": Decimal(0)}
_THUMB_WORDS = {"up": Decimal(1), "down": Decimal(0), "sideways": _HALF}
_THUMB_COUNTS = {"one": 1, "1": 1, "two": 2, "2": 2, "both": 2}

_UNRATED_WORDS = (
    "n/a|n.a|na|unrated|not rated|not rated yet|not yet rated|nr|none|no rating|no score|unscored|"
    "tbd|tba|null|nil|not applicable|ohne wertung|keine wertung|keine|non noté|sin nota|未评分|"
    "未評分|없음"
)
_UNRATED = frozenset(_UNRATED_WORDS.split("|"))
_BLANK = re.compile(rf"[\s.?？…_~()\[\]{_DASHES}]*(?:/\s*\d+)?")  # "", "-", "?/10"
_HEADING = re.compile(
    r"(?:(?:my|our|final|overall|the)\s+){0,3}"
    r"(?:rating|rated|score|grade|bewertung|wertung|voto|评分|評分|評価|평점|별점|stars?(?=\s*[:：=]))"
    r"(?![^\W\d_])(?:\s*[:：=]|\s*[-–—](?=\s))?\s*",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(
    r"(?:GP?|PG(?:[- ]?1[0-9])?|NC[- ]?1[67]|X{1,3}|UA?|AO|TP?|M(?:A[ -]?1[5-8]|1[68])?\+?"
    r"|R(?:[- ]?(?:1[2-9]|21)\+?)?|TV[- ]?(?:MA|14|PG|G|Y7?)(?:-FV)?|12A|1[2-9]\+|21\+|K-?1[0-9]"
    r"|(?:FSK|PEGI|USK|BBFC|VM|MPAA)[ :-]*(?:ab )?[0-9A-Z]{1,3}(?:[- ]?1[0-9])?|approved"
    r"|ab 1?[0-9](?: Jahren?)?|[0-9]{1,2}세.*|전체 ?관람가|청소년 ?관람불가)"
    r"(?=$|\s*[(:,;|–—]|\s+-|\s+for\b)",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"(?P<number>(?:(?<![\w.])\.)?\d+(?:[.,٫．:]\d+)*)|(?P<vulgar>[{_VULGAR}])"
    rf"|(?P<word>[^\W\d_{_VULGAR}]+(?:['’][^\W\d_{_VULGAR}]+)*)"
    r"|(?P<mark>\S[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*)"
)
_PLAIN_NUMBER = re.compile(r"\d*(?:[.,٫．]\d+)?")
_GROUPED_NUMBER = re.compile(r"(?!0)\d{1,3},\d{3}")


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
    letters: Mapping[str, Decimal] = field(default_factory=lambda: DEFAULT_LETTERS)
    half_stars: str = HALF_STARS

    @property
    def bare_best(self) -> Decimal:
        """What a bare number is out of."""
        return self.default_best if self.best is None else self.best

    @property
    def star_best(self) -> Decimal:
        """What stars are out of."""
        return min(self.default_best, _FIVE) if self.best is None else self.best


@dataclass(frozen=True, slots=True)
class RatingReading:
    """What a text holds: a rating, or None where it is unrated, and warnings in plain words."""

    rating: Rating | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the text, from `start` to `end`."""

    kind: str
    text: str
    start: int
    end: int


_END = _Token("end", "", -1, -1)


@dataclass(frozen=True, slots=True)
class _Score:
    """A score found in the tokens from `start` to `end`; `best` and `worst` if the text has them.

    `glyphs` is how many stars are drawn, `empty` and `halves` how many of them are of that sort.
    """

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

    @property
    def is_full(self) -> bool:
        """Whether it has a maximum of its own, as a fraction or a percentage."""
        return self.best is not None and self.notation != "thumbs"

    @property
    def is_drawn(self) -> bool:
        """Whether it is thumbs, or stars without a maximum beside them."""
        return self.notation == "thumbs" or (self.glyphs > 0 and self.best is None)

    @property
    def is_bare(self) -> bool:
        """Whether it is a number with nothing that says what it is out of."""
        return self.best is None and not self.glyphs and not self.letter

    def list_bests(self, scale: Scale) -> list[Decimal]:
        """List what it may be out of."""
        if self.best is not None:
            return [self.best]
        if self.empty:
            return [Decimal(self.glyphs)]
        if self.glyphs:
            return [scale.star_best, _FIVE]
        return [scale.star_best if self.notation == "stars" else scale.bare_best]


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
        rating = replace(rating, label=", ".join(filter(None, [label, *more])), written=written)
    elif label:
        problems.append(f"the label {_quote(label)} is not shown, as there is no rating")
    return RatingReading(rating, (*problems, *reading.problems))


def read_number(text: str) -> Decimal | None:
    """Read a number that stands alone: "3.5", "8,9", "3½", "3 1/2", "-4", "five"; else None."""
    if len(text) > LONGEST:
        return None
    reader = _Reader(text, "")
    for read in (reader.read_signed(0), reader.read_fraction(0)):
        if read is not None and read[1] == len(reader.tokens):
            return read[0]
    return None


def _read_bound(name: str, text: str, scale: Scale, problems: list[str]) -> Decimal | None:
    """Read the long form's `best` or `worst`; a grade leaves it to the letter table."""
    if (number := read_number(text)) is not None:
        return number
    if len(text) <= LONGEST:
        reader = _Reader(text, scale.half_stars)
        read = reader.read_maximum(0)
        if read is not None and read[2] == len(reader.tokens):
            return read[0]
        if _normalise_grade(text) in map(_normalise_grade, scale.letters):
            return None
    problems.append(
        f"`{name}` is {_quote(text)}, which is no number, and is left out: write one, such as 10"
    )
    return None


def _read_written(written: str, scale: Scale) -> tuple[RatingReading, bool]:
    """Read a stripped text; the flag says whether a `best` from outside completes it."""
    if len(written) > LONGEST:
        return _show_as_written(written, scale), False
    heading = _HEADING.match(written)
    body = written[heading.end() :] if heading else written
    if _is_unrated(body):
        return RatingReading(None), False
    reader = _Reader(body, scale.half_stars)
    if _is_unclear(reader, scale):
        return _show_as_written(written, scale), False
    score = _find_plain_score(reader) or _find_grade(reader, scale)
    if score is None and (certificate := _CERTIFICATE.match(body)):
        return _report_certificate(certificate[0]), False
    score = score or _find_bare_number(reader)
    if score is None:
        return _show_as_written(written, scale), False
    return _rate(reader, score, written, scale), score.best is None and not score.letter


def _is_unrated(text: str) -> bool:
    """Whether the text is nothing, a placeholder such as "-", or one of the words for unrated."""
    words = " ".join(text.casefold().split()).strip(' .!()[]“”"' + _INVISIBLE)
    return words in _UNRATED or bool(_BLANK.fullmatch(text.strip(_INVISIBLE)))


def _is_unclear(reader: _Reader, scale: Scale) -> bool:
    """Whether two numbers might each be the score, as in "7-8/10", "7 to 8" or "2 3/5"."""
    for one, other in pairwise(score for score in reader.scores if not score.is_drawn):
        if other.is_bare and not reader.stands_alone(other):
            continue
        gap = reader.text[reader.tokens[one.end - 1].end : reader.tokens[other.start].start]
        is_range = gap.strip() in _RANGES and (one.start == 0 or (gap and gap == gap.strip()))
        is_list = one.start == 0 and one.is_bare and other.is_bare
        if (is_range or is_list) and not _agree(one, other, scale):
            return True
    return False


def _find_plain_score(reader: _Reader) -> _Score | None:
    """Find a fraction, percentage, row of stars or thumbs: see rule 1 of the grammar."""
    full = [score for score in reader.scores if score.is_full]
    drawn = [score for score in reader.scores if reader.is_drawn_clearly(score)]
    bare = [score for score in reader.scores if score.is_bare and reader.stands_alone(score)]
    if not full and bare and len(reader.scores) == 2 and any(score.glyphs for score in drawn):
        return bare[0]
    return next(iter(full + drawn), None)


def _find_grade(reader: _Reader, scale: Scale) -> _Score | None:
    """Find a grade at the start, or at the end behind something that sets it off."""
    table = {_normalise_grade(key): (key, value) for key, value in scale.letters.items()}
    count = len(reader.tokens)
    for start in filter(reader.is_parted_before, range(count)):
        for end in range(min(count, start + 8), start, -1):
            text = reader.get_text(start, end)
            is_parted = reader.is_parted_after(end) if start == 0 else reader.is_last(end)
            is_clear = len(text) > 1 or text.isupper() or count == 1  # no "a, b and c"
            if is_parted and is_clear and (found := table.get(_normalise_grade(text))):
                return _Score(found[1], start, end, "letter", letter=found[0])
    return None


def _normalise_grade(text: str) -> str:
    """Make "b plus", "B +" and "Ｂ＋" the same as "B+"."""
    text = unicodedata.normalize("NFKC", text).strip().upper()
    for sign, pattern in (("+", r" ?(?:PLUS|\+)$"), ("-", rf" ?(?:MINUS|[{_DASHES}])$")):
        text = re.sub(r"(?<=\w)" + pattern, sign, text)
    return text


def _find_bare_number(reader: _Reader) -> _Score | None:
    """Find a number at the start or the end that a unit or a delimiter sets off from words."""
    for score in filter(lambda score: score.is_bare, reader.scores):
        opens = score.start == 0 and (score.has_unit or reader.is_parted_after(score.end))
        before = reader.get(score.start - 1).text.casefold()
        closes = reader.is_parted_before(score.start) or (
            score.has_unit and before not in _MAXIMUM_FOLLOWS
        )
        if opens or (closes and reader.is_last(score.end)):
            return score
    return None


def _rate(reader: _Reader, score: _Score, written: str, scale: Scale) -> RatingReading:
    """Make a rating of the score that a text comes down to; the rest of the text is its label."""
    best, worst, problems = _choose_scale(reader, score, scale)
    label, contradictions = _read_label(reader, score, scale)
    problems += contradictions
    if best <= worst:
        problems.append(
            f"the best score of {_quote(written)}, {best:f}, is not above the worst, {worst:f}; "
            "it is shown as written: correct `best` or `worst`"
        )
        return RatingReading(_keep_words(written, scale), tuple(problems))
    is_number = score.is_bare and not score.has_unit and not label
    if is_number and best <= 10 and score.value > best and score.value in _AGES:
        return _report_certificate(reader.get_text(score.start, score.end))
    may_be_unrated = scale.zero == "unrated" and score.notation in ("number", "stars")
    if may_be_unrated and score.value == 0 <= worst:
        if label:
            problems.append(f"0 means unrated on this site, so that {_quote(label)} is not shown")
        return RatingReading(None, tuple(problems))
    rating = Rating(score.value, best, worst, score.notation, label, written, score.letter)
    if not rating.in_range:
        side = "above the best" if score.value > best else "below the worst"
        problems.append(
            f"{_quote(written)} is {side} score, {best if score.value > best else worst:f}; it is "
            "shown as written and kept out of the structured data: correct the score, or say what "
            "it is out of"
        )
    return RatingReading(rating, tuple(problems))


def _read_label(reader: _Reader, score: _Score, scale: Scale) -> tuple[str, list[str]]:
    """Find the words beside a score, without second scores that agree, and warn of others."""
    read, problems = [score], []
    for other in reader.scores:
        if other is score or not reader.is_comparable(score, other):
            continue
        agrees = _agree(score, other, scale)
        if not agrees:
            problems.append(
                f"{_quote(reader.get_text(other.start, other.end))} does not say the same as "
                f"{_quote(reader.get_text(score.start, score.end))}, which is used: make the two "
                "agree"
            )
        if agrees or other.glyphs:
            read.append(other)
    return reader.get_label(read), problems


def _agree(one: _Score, other: _Score, scale: Scale) -> bool:
    """Whether two scores are the same number, or the same share of what each may be out of."""
    is_open = None in (one.best, other.best) and not (one.empty or other.empty)
    return (is_open and one.value == other.value) or any(
        _EXACT.multiply(one.value, other_best) == _EXACT.multiply(other.value, one_best)
        for one_best in one.list_bests(scale)
        for other_best in other.list_bests(scale)
    )


def _choose_scale(
    reader: _Reader, score: _Score, scale: Scale
) -> tuple[Decimal, Decimal, list[str]]:
    """Find the best and the worst value for a score, and what is doubtful about them."""
    if score.letter:
        return max(scale.letters.values()), min(scale.letters.values()), []
    if score.notation == "thumbs":
        return score.list_bests(scale)[0], Decimal(0), []
    text = _quote(reader.get_text(score.start, score.end))
    problems = []
    if score.halves > 1:
        problems.append(
            f"{text} holds {score.halves} glyphs that can mean half a star; it is read as "
            f"{score.value:f}: write the number, or set which glyphs are half stars"
        )
    best, is_doubtful = _choose_best(score, scale)
    if scale.best not in (None, best):
        problems.append(
            f"{text} is out of {best:f}, but `best` is {scale.best:f}; {best:f} is used: make the "
            "two agree"
        )
    elif is_doubtful:
        problems.append(
            f"{text} is read as {score.value:f} of {best:f}, though its empty stars may mean "
            f"something else: write “{score.value:f}/{best:f}”"
        )
    elif scale.best is None and text in {f"“1{slash}2”" for slash in _SLASHES}:
        problems.append(f"{text} is read as 1 of 2: write “½” if half is meant")
    return best, _choose_worst(score, best, scale), problems


def _choose_best(score: _Score, scale: Scale) -> tuple[Decimal, bool]:
    """Find what a score is out of, and whether its empty stars leave that in doubt."""
    best = score.list_bests(scale)[0]
    if score.is_full or not score.empty:
        may_grow = score.is_drawn and scale.best is None and best == _FIVE
        return (_TEN if may_grow and score.value > _FIVE else best), False
    # "★★★☆" is 3 of 4, or 3½ where an empty star means half; one or two of five may be left out.
    is_sure = score.value > 0 and best in (scale.star_best, _FIVE, _TEN)
    return (best if best >= 4 else scale.star_best), not is_sure


def _choose_worst(score: _Score, best: Decimal, scale: Scale) -> Decimal:
    """Find the worst value; the site's is for its own scale, so that no other goes below 0."""
    if score.worst is not None:
        return score.worst
    if score.notation == "percent":
        return Decimal(0)
    if scale.worst is not None:
        return scale.worst
    return scale.default_worst if best == scale.default_best else max(scale.default_worst, _ZERO)


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


def _read_digits(text: str) -> Decimal | None:
    """Make a number of digits of any script; `Decimal` knows them all, but not the comma."""
    if _GROUPED_NUMBER.fullmatch(text) or not _PLAIN_NUMBER.fullmatch(text):
        return None
    return Decimal(re.sub("[,٫．]", ".", text))


def _read_vulgar(glyph: str) -> Decimal:
    """Make a number of "½", which Unicode takes apart into 1, a slash and 2."""
    above, below = unicodedata.normalize("NFKC", glyph).split("⁄")
    return _QUOTIENT.divide(Decimal(above), Decimal(below))


def _tokenize(text: str, half_stars: str) -> Iterator[_Token]:
    """Part a text into numbers, words, glyphs and other marks, without the invisible ones."""
    glyphs = {"half": half_stars, "full": _FULL_STARS, "empty": _EMPTY_STARS}
    for found in _TOKEN.finditer(text):
        kind, first = found.lastgroup or "", found[0][0]
        if kind == "mark":
            kind = next((name for name in glyphs if first in glyphs[name]), kind)
        if unicodedata.category(first) not in ("Cf", "Mn"):
            yield _Token(kind, found[0], found.start(), found.end())


def _trim_label(text: str) -> str:
    """Take off what parts a label from its score, and the brackets around the whole of it."""
    if all(char in _DELIMITERS or char in _LOOSE or char in "*_/" for char in text):
        return ""
    while True:
        text = text.rstrip(_LOOSE).lstrip(_LOOSE + ".。…!！")
        depths = _count_brackets(text)
        is_wrapped = text[0] in _OPENERS and text[-1] in _CLOSERS and 0 not in depths[:-1]
        if is_wrapped and depths[-1] == 0:
            text = text[1:-1]
        elif text[0] in _CLOSERS or (text[0] in _OPENERS and 0 not in depths):
            text = text[1:]
        elif text[-1] in _OPENERS or (text[-1] in _CLOSERS and depths[-1] < 0):
            text = text[:-1]
        else:
            return text


def _count_brackets(text: str) -> list[int]:
    """Count the brackets that are open behind each character."""
    steps = ((char in _OPENERS) - (char in _CLOSERS) for char in text)
    return list(accumulate(steps))


class _Reader:
    """The tokens of one text, and the parts of the grammar.

    A `read_` method takes the place of a token; it gives what begins there, with the place behind
    it, or None.
    """

    def __init__(self, text: str, half_stars: str) -> None:
        self.text = text
        self.tokens = tuple(_tokenize(text, half_stars))

    @cached_property
    def scores(self) -> tuple[_Score, ...]:
        """Everything in the text that has the form of a score, numbers among words included."""
        scores: list[_Score] = []
        place = 0
        while place < len(self.tokens):
            score = self.read_thumbs(place) or self.read_score(place)
            if score is not None:
                scores.append(score)
            place = place + 1 if score is None else score.end
        return tuple(scores)

    def get(self, place: int) -> _Token:
        """The token at a place, or an empty one outside of the text."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else _END

    def get_text(self, start: int, end: int) -> str:
        """The author's text from one token up to another."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def get_label(self, scores: list[_Score]) -> str:
        """The author's text but for some scores."""
        spans = sorted(
            (self.tokens[score.start].start, self.tokens[score.end - 1].end) for score in scores
        )
        cuts = [0, *(cut for span in spans for cut in span), len(self.text)]
        pieces = (self.text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))
        return " ".join(filter(None, map(_trim_label, pieces)))

    def is_glued(self, place: int) -> bool:
        """Whether no space is between a token and the one before it."""
        return 0 < place < len(self.tokens) and self.get(place - 1).end == self.get(place).start

    def is_hyphen(self, place: int) -> bool:
        """Whether a token joins its neighbours, as in "5-star"."""
        return self.get(place).text == "-" and self.is_glued(place) and self.is_glued(place + 1)

    def is_delimiter(self, place: int) -> bool:
        """Whether a token sets off what is before it from what is behind it."""
        mark = self.get(place).text
        if mark in _DASHES and mark not in _LONG_DASHES:  # "-" in "8-bit" belongs to the word
            if mark in (self.get(place - 1).text, self.get(place + 1).text):
                return True
            is_spaced_after = place + 1 < len(self.tokens) and not self.is_glued(place + 1)
            return is_spaced_after or not self.is_glued(place)
        return mark in _DELIMITERS and (mark not in ".," or not self.is_glued(place + 1))

    def is_parted_before(self, place: int) -> bool:
        """Whether nothing before a place runs on into it."""
        return place == 0 or self.is_delimiter(place - 1)

    def is_parted_after(self, place: int) -> bool:
        """Whether what ends before a place does not run on."""
        return place >= len(self.tokens) or self.is_delimiter(place)

    def is_last(self, place: int) -> bool:
        """Whether nothing but closing marks is left."""
        closing = _CLOSERS | _QUOTES | frozenset(".!！。")
        return all(token.text in closing for token in self.tokens[place:])

    def stands_alone(self, score: _Score) -> bool:
        """Whether a number is set off on both sides, as in "★★★½ (3.5)", and is not a year."""
        before, after = self.get(score.start - 1).kind, self.get(score.end).kind
        return (
            score.value <= 100
            and (before in _GLYPH_KINDS or self.is_parted_before(score.start))
            and (after in _GLYPH_KINDS or self.is_parted_after(score.end))
        )

    def is_drawn_clearly(self, score: _Score) -> bool:
        """Whether glyphs are a score: a single one may adorn, and "*" may mask words too."""
        is_asterisk = self.get(score.start).text == "*"
        if not score.glyphs or not score.is_drawn or (score.glyphs > 1 and not is_asterisk):
            return score.is_drawn
        if score.start == 0:
            return score.glyphs > 1 or score.has_unit or self.is_parted_after(score.end)
        is_parted = score.glyphs > 1 or self.is_parted_before(score.start)
        return is_parted and self.is_last(score.end)

    def is_comparable(self, score: _Score, other: _Score) -> bool:
        """Whether another score in the text is meant to say the same as the chosen one."""
        if score.letter or (score.notation == "thumbs") != (other.notation == "thumbs"):
            return False
        return other.is_full or (
            self.stands_alone(other) if other.is_bare else self.is_drawn_clearly(other)
        )

    def read_phrase(self, place: int, phrases: Collection[str]) -> tuple[str, int] | None:
        """The longest of some phrases that begins at a place."""
        words: list[str] = []
        longest = None
        for token in self.tokens[place : place + 6]:
            if token.kind != "word":
                break
            words.append(token.text.casefold())
            if " ".join(words) in phrases:
                longest = " ".join(words), place + len(words)
        return longest

    def read_plain(self, place: int) -> tuple[Decimal, int] | None:
        """A number in digits, or a word for one."""
        token = self.get(place)
        value = _read_digits(token.text) if token.kind == "number" else None
        if token.kind == "word":
            value = _NUMBER_WORDS.get(token.text.casefold())
        return None if value is None else (value, place + 1)

    def read_fraction(self, place: int) -> tuple[Decimal, int] | None:
        """A fraction below one, as "½" or "1/2"."""
        if self.get(place).kind == "vulgar":
            return _read_vulgar(self.get(place).text), place + 1
        above, slash, below = (self.get(place + step).text for step in range(3))
        if slash not in _SLASHES or not (above.isdecimal() and below.isdecimal()):
            return None
        if int(below) not in _PARTS or not 0 < int(above) < int(below):
            return None
        return _QUOTIENT.divide(Decimal(above), Decimal(below)), place + 3

    def read_number(self, place: int) -> tuple[Decimal, int] | None:
        """A number with the fraction that may follow it, or a fraction that is surely a number."""
        fraction = self.read_fraction(place)
        if fraction is not None:
            is_half = fraction[0] == _HALF and self.get(place).text == "1"
            if self.get(place).kind == "vulgar" or (
                is_half and (self.read_unit(place + 3) or self.read_out_of(place + 3))
            ):
                return fraction
        whole = self.read_plain(place)
        if whole is None or whole[0] != whole[0].to_integral_value():
            return whole
        place = whole[1]
        if half := self.read_phrase(place, _HALVES):
            return _EXACT.add(whole[0], _HALF), half[1]
        joins = self.is_hyphen(place) or self.get(place).text.casefold() in ("and", "&")
        fraction = self.read_fraction(place + 1 if joins else place)
        return whole if fraction is None else (_EXACT.add(whole[0], fraction[0]), fraction[1])

    def read_signed(self, place: int) -> tuple[Decimal, int] | None:
        """A number that may have a sign."""
        sign = _SIGNS.get(self.get(place).text)
        if sign is None or not self.is_glued(place + 1):
            return self.read_number(place)
        read = self.read_number(place + 1)
        return None if read is None else (_EXACT.multiply(sign, read[0]), read[1])

    def read_unit(self, place: int) -> tuple[Notation, int] | None:
        """The word or the single glyph behind a number, as the notation that it makes."""
        if self.is_hyphen(place):
            place += 1  # "5-star"
        if self.get(place).kind in ("full", "half") and self.get(place).text[0] in _STAR_PICTURES:
            is_row = self.get(place + 1).kind in (*_GLYPH_KINDS, "vulgar")
            return None if is_row else ("stars", place + 1)
        unit = self.read_phrase(place, _UNITS)
        return None if unit is None else (_UNITS[unit[0]], unit[1])

    def read_percent(self, place: int) -> int | None:
        """The place behind a percent sign or word."""
        if self.get(place).text in _PERCENT_MARKS:
            return place + 1
        words = self.read_phrase(place, _PERCENT_WORDS)
        return None if words is None else words[1]

    def read_out_of(self, place: int) -> tuple[str, int] | None:
        """What parts a score from its maximum; words may stand behind a bracket."""
        if self.get(place).text in _SLASHES:
            return "/", place + 1
        if self.get(place).text in _OPENERS or self.get(place).text in (",", "，"):
            place += 1
        return self.read_phrase(place, _OUT_OF | _SCALE_OF | _OF)

    def read_maximum(self, place: int) -> tuple[Decimal, Notation, int] | None:
        """A maximum, and the notation that its unit makes."""
        if glyphs := self.read_glyphs(place):
            return Decimal(glyphs.glyphs), "stars", glyphs.end
        read = self.read_plain(place)
        if read is None:
            return None
        if read[0] == 100 and (end := self.read_percent(read[1])):
            return read[0], "number", end
        notation, end = self.read_unit(read[1]) or ("number", read[1])
        return read[0], notation, end

    def read_scale(self, place: int) -> tuple[Decimal, Decimal, int] | None:
        """Both ends of "1 to 10"."""
        worst = self.read_signed(place)
        if worst is None or self.get(worst[1]).text not in _RANGES:
            return None
        best = self.read_signed(worst[1] + 1)
        return None if best is None else (worst[0], best[0], best[1])

    def read_glyphs(self, place: int) -> _Score | None:
        """A row of stars with the fraction that may follow the full ones."""
        start, count, part = place, dict.fromkeys(_GLYPH_KINDS, 0), _ZERO
        if not self.can_begin_row(start):
            return None
        while (kind := self.get(place).kind) in count or (kind == "vulgar" and not part):
            if kind == "vulgar":
                part = _read_vulgar(self.get(place).text)
            else:
                count[kind] += 1
            place += 1
        fraction = None if part else self.read_fraction(place)
        if fraction is not None and fraction[0] == _HALF:  # "★★★ 3/4" is 3 of 4
            part, place = fraction
        full, halves, empty = count.values()
        if not (full or halves or part) and empty < _FIVE:
            return None  # "☆☆☆" may be three stars, or none of three
        whole = halves if halves > 1 and not full else 0  # "🌟🌟🌟": none is half of another
        value = _EXACT.divide(Decimal(2 * full + halves + whole), Decimal(2))
        return _Score(
            value=_EXACT.add(value, part),
            start=start,
            end=place,
            notation="stars",
            glyphs=full + halves + empty + bool(part),
            empty=empty,
            halves=halves + bool(part) if halves else 0,
        )

    def can_begin_row(self, place: int) -> bool:
        """Whether a token is a star, and "*" is none that marks a word."""
        token, before = self.get(place), self.get(place - 1).text
        if token.kind not in _GLYPH_KINDS:
            return False
        if token.text != "*":
            return token.kind != "half" or token.text[0] in _STAR_PICTURES
        return not self.is_glued(place) or before in _DELIMITERS or before in _SLASHES

    def read_thumbs(self, place: int) -> _Score | None:
        """Thumbs in words, or as no more than two pictures."""
        pictures = [token.text[0] for token in self.tokens[place : place + 3]]
        values = [_THUMBS[picture] for picture in takewhile(_THUMBS.__contains__, pictures)]
        if values:
            is_row = len(values) > 2 or self.get(place - 1).text[:1] in _THUMBS
            end, best = place + len(values), Decimal(len(values))
            return None if is_row else _Score(sum(values, _ZERO), place, end, "thumbs", best)
        words = [token.text.casefold() for token in self.tokens[place : place + 5]]
        count = _THUMB_COUNTS.get(words[0])
        words = words if count is None else words[1:]
        if words[:1] not in (["thumb"], ["thumbs"]):
            return None
        steps = [word for word in words[1:] if word not in ("-", "way")]
        if not steps or steps[0] not in _THUMB_WORDS:
            return None
        best = Decimal(count or 1)
        end = place + (count is not None) + words.index(steps[0]) + 1
        return _Score(_EXACT.multiply(best, _THUMB_WORDS[steps[0]]), place, end, "thumbs", best)

    def read_score(self, place: int) -> _Score | None:
        """A number or stars, with the unit and the maximum behind them."""
        amount = self.read_amount(place)
        if amount is None:
            return None
        percent = None if amount.glyphs or amount.has_unit else self.read_percent(amount.end)
        if percent is None:
            score = self.read_full(amount) or amount
        else:
            score = replace(amount, notation="percent", best=Decimal(100), end=percent)
        return score if self.ends_cleanly(score) else None

    def read_amount(self, place: int) -> _Score | None:
        """A row of stars, or a number with a single star as its unit, or with a word or none."""
        row = self.read_glyphs(place)
        is_icon = row is not None and row.end == place + 1
        if row is not None and not (is_icon and self.read_number(row.end)):
            unit = self.read_phrase(row.end, _UNITS)
            return row if unit is None else replace(row, end=unit[1], has_unit=True)
        if not (is_icon or self.can_begin_number(place)):
            return None
        read = self.read_signed(place + is_icon)
        if read is None:
            return None
        unit = self.read_unit(read[1])
        notation, end = unit or ("stars" if is_icon else "number", read[1])
        return _Score(read[0], place, end, notation, has_unit=unit is not None)

    def read_full(self, amount: _Score) -> _Score | None:
        """An amount with the maximum behind it."""
        out_of = self.read_out_of(amount.end)
        if out_of is None:
            return None
        words, place = out_of
        if words in _SCALE_OF and (ends := self.read_scale(place)):
            return replace(amount, worst=ends[0], best=ends[1], end=ends[2])
        maximum = self.read_maximum(place)
        if maximum is None or (words in _OF and not self.is_parted_after(maximum[2])):
            return None
        notation = "stars" if maximum[1] == "stars" else amount.notation
        return replace(amount, best=maximum[0], notation=notation, end=maximum[2])

    def can_begin_number(self, place: int) -> bool:
        """Whether a number, or its sign, is no part of what is before it, as in "#1" or "R-18"."""
        before = self.get(place - 1)
        if self.get(place).text in _SIGNS:
            return place == 0 or before.text in _OPENERS or before.text in (":", "：", "=")
        if before.text in _SLASHES or not self.is_glued(place):
            return before.text not in _SLASHES
        is_word = before.kind in ("number", "vulgar") or (
            before.kind == "word" and before.text.isascii()
        )
        return not is_word and before.text not in tuple("#$€£№@'’\\")

    def ends_cleanly(self, score: _Score) -> bool:
        """Whether a score does not go on, as in "3/4/2020" and "7th"."""
        after = self.get(score.end)
        if after.text in _SLASHES:
            return False
        if not self.is_glued(score.end) or (score.is_drawn and self.get(score.start).text != "*"):
            return True
        is_word = after.kind in ("number", "vulgar") or (
            after.kind == "word" and after.text[0].isascii()
        )
        return not is_word and after.text not in tuple("'’\\")
