"""A number comes in, a folder of film reviews in Markdown goes out, in one of three variants.

The variants tell the same thing: `block` types a film's facts as a film block, `list` as bullets
for a site without the plugin, and `prose` leaves them out. The prose, the post's header and the
order of the posts are the same in all three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

import vocabulary as words

Variant = Literal["block", "list", "prose"]
Choice = TypeVar("Choice")

FIRST_EVENING = datetime(2009, 1, 3, 20, 15)


class Dice:
    """Seeded chance that throws the same numbers on every version of Python."""

    def __init__(self, seed: int) -> None:
        # Hashed, because a linear generator throws alike for neighbouring seeds.
        self._state = int.from_bytes(sha256(str(seed).encode()).digest()[:8], "big")

    def throw(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        # A linear congruential generator with Knuth's constants; its high bits are the good ones.
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self._state >> 33) % (high - low + 1)

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """Return one of the choices."""
        return choices[self.throw(0, len(choices) - 1)]

    def pick_some(self, choices: Sequence[Choice], low: int, high: int) -> list[Choice]:
        """Return from `low` to `high` different ones of the choices."""
        left = list(choices)
        return [left.pop(self.throw(0, len(left) - 1)) for _ in range(self.throw(low, high))]

    def chance(self, percent: int) -> bool:
        """Return True in so many cases of a hundred."""
        return self.throw(1, 100) <= percent


@dataclass(frozen=True, slots=True)
class Facts:
    """What the review says about the film."""

    title: str
    original_title: str
    year: int
    directors: list[str]
    writers: list[str]
    genres: list[str]
    country: str
    runtime: int
    cast: list[str]
    synopsis: str
    synopsis_source: str
    synopsis_url: str
    quote: str
    speaker: str
    facts: list[str]
    rating: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Review:
    """One post: its header lines, the film's facts and the prose around them."""

    slug: str
    header: str
    facts: Facts
    facts_on_top: bool
    prose: str


def write_reviews(folder: Path, variant: Variant, count: int) -> None:
    """Write `count` reviews of the variant into the folder, one at a time to keep memory low."""
    folder.mkdir(parents=True)
    for number in range(count):
        review = compose_review(number)
        (folder / f"{review.slug}.md").write_text(type_review(review, variant), encoding="utf-8")


def type_review(review: Review, variant: Variant) -> str:
    """Return the whole Markdown file of a review."""
    if variant == "prose":
        parts = [review.header, review.prose]
    else:
        typed = type_block(review.facts) if variant == "block" else type_list(review.facts)
        body = [typed, review.prose] if review.facts_on_top else [review.prose, typed]
        parts = [review.header, *body]
    return "\n\n".join(parts) + "\n"


def type_block(facts: Facts) -> str:
    """Return the facts as a film block, quoted only where YAML asks for it."""
    title = f'"{facts.title}"' if ":" in facts.title else facts.title
    lines = ["```film", f"title: {title}"]
    if facts.original_title:
        lines.append(f"original_title: {facts.original_title}")
    lines += [
        f"year: {facts.year}",
        f"director: {', '.join(facts.directors)}",
        f"writer: {', '.join(facts.writers)}",
        f"genre: [{', '.join(facts.genres)}]",
        f"country: {facts.country}",
        f"runtime: {facts.runtime}",
        "cast:",
        *(f"  - {line}" for line in facts.cast),
        "synopsis:",
        f"  text: {facts.synopsis}",
        f"  source: {facts.synopsis_source}",
        f"  url: {facts.synopsis_url}",
        "quote:",
        f"  text: {facts.quote}",
        f"  speaker: {facts.speaker}",
        "facts:",
        *(f"  - {fact}" for fact in facts.facts),
        f"rating: {facts.rating}",
        f"verdict: {facts.verdict}",
        "```",
    ]
    return "\n".join(lines)


def type_list(facts: Facts) -> str:
    """Return the facts as a reviewer types them without the plugin.

    Plain bullets, no emphasis and few headings: the less Markdown has to do here, the harder the
    comparison is for the plugin.
    """
    lines = [f"- {facts.quote} ({facts.speaker})", f"- Title: {facts.title}"]
    if facts.original_title:
        lines.append(f"- Original title: {facts.original_title}")
    lines += [
        f"- Year: {facts.year}",
        f"- Director: {', '.join(facts.directors)}",
        f"- Writer: {', '.join(facts.writers)}",
        f"- Genre: {', '.join(facts.genres)}",
        f"- Country: {facts.country}",
        f"- Runtime: {facts.runtime} minutes",
        f"- Synopsis: {facts.synopsis} ([{facts.synopsis_source}]({facts.synopsis_url}))",
        f"- Rating: {facts.rating}",
        f"- Verdict: {facts.verdict}",
        *("", "## Cast", ""),
        *(f"- {line}" for line in facts.cast),
        *("", "## Facts", ""),
        *(f"- {fact}" for fact in facts.facts),
    ]
    return "\n".join(lines)


def compose_review(number: int) -> Review:
    """Return the review of that number, always the same one."""
    dice = Dice(number)
    facts = compose_facts(dice)
    evening = FIRST_EVENING + timedelta(hours=31 * number)
    header = "\n".join(
        [
            f"Title: {facts.title}, seen again" if dice.chance(15) else f"Title: {facts.title}",
            f"Slug: review-{number:05}",
            f"Date: {evening:%Y-%m-%d %H:%M}",
            f"Category: {dice.pick(words.CATEGORIES)}",
            f"Tags: {', '.join(dice.pick_some(words.TAGS, 2, 4))}",
        ]
    )
    actors = [line.split(" as ")[0] for line in facts.cast]
    prose = compose_prose(dice, actors, dice.throw(300, 860))
    return Review(f"review-{number:05}", header, facts, dice.chance(70), prose)


def compose_facts(dice: Dice) -> Facts:
    """Return a film that never was; four in ten come from a cinema abroad."""
    cinema = dice.pick(words.ABROAD) if dice.chance(40) else words.HOME
    title = fill_slots(dice.pick(words.TITLES), dice)
    original_title = dice.pick(cinema.titles) if cinema.titles else ""
    if original_title and dice.chance(50):
        title, original_title = original_title, ""
    cast = [compose_credit(dice, cinema) for _ in range(dice.throw(3, 20))]
    actors = [line.split(" as ")[0] for line in cast]
    return Facts(
        title=title,
        original_title=original_title,
        year=dice.throw(1921, 2024),
        directors=[name_person(dice, cinema) for _ in range(1 + dice.chance(10))],
        writers=[name_person(dice, cinema) for _ in range(dice.throw(1, 3))],
        genres=dice.pick_some(words.GENRES, 1, 3),
        country=cinema.country,
        runtime=dice.throw(71, 188),
        cast=cast,
        synopsis=" ".join(compose_sentences(dice, actors, dice.throw(2, 3))),
        synopsis_source=dice.pick(words.SOURCES),
        synopsis_url=f"https://example.org/synopses/{dice.throw(1, 99999)}",
        quote=fill_slots(dice.pick(words.QUOTES), dice),
        speaker=dice.pick(words.ROLES),
        facts=[fill_slots(dice.pick(words.FACTS), dice, actors) for _ in range(dice.throw(3, 8))],
        rating=compose_rating(dice),
        verdict=" ".join(compose_sentences(dice, actors, dice.throw(1, 3))),
    )


def name_person(dice: Dice, cinema: words.Cinema) -> str:
    """Return a name, as its country orders it."""
    given, family = dice.pick(cinema.given), dice.pick(cinema.family)
    return f"{family} {given}" if cinema.family_first else f"{given} {family}"


def compose_credit(dice: Dice, cinema: words.Cinema) -> str:
    """Return a cast line; some people come from another cinema, some roles carry a note."""
    actor = name_person(dice, cinema if dice.chance(80) else words.HOME)
    role = dice.pick(words.ROLES) if dice.chance(60) else name_person(dice, cinema)
    note = f" {dice.pick(words.ROLE_NOTES)}" if dice.chance(16) else ""
    return f"{actor} as {role}{note}"


def compose_rating(dice: Dice) -> str:
    """Return a rating in one of five notations that blogs use."""
    halves = dice.throw(2, 10)
    return dice.pick(
        [
            f"{dice.throw(4, 20) / 2:g}/10",
            f"{halves / 2:g}/5",
            "★" * (halves // 2) + "½" * (halves % 2),
            dice.pick(words.LETTERS),
            f"{dice.throw(20, 99)}%",
        ]
    )


def compose_prose(dice: Dice, actors: Sequence[str], length: int) -> str:
    """Return paragraphs with some headings, emphasis and links; `length` is in words."""
    parts: list[str] = []
    written = 0
    while written < length:
        if parts and dice.chance(20):
            parts.append("## " + fill_slots(dice.pick(words.HEADINGS), dice))
        sentences: list[str] = []
        for _ in range(dice.throw(3, 7)):
            if written < length:
                patterns = words.DECORATED if dice.chance(12) else words.SENTENCES
                sentences.append(fill_slots(dice.pick(patterns), dice, actors))
                written += sentences[-1].count(" ") + 1
        parts.append(" ".join(sentences))
    return "\n\n".join(parts)


def compose_sentences(dice: Dice, actors: Sequence[str], count: int) -> list[str]:
    """Return so many sentences."""
    return [fill_slots(dice.pick(words.SENTENCES), dice, actors) for _ in range(count)]


def fill_slots(pattern: str, dice: Dice, actors: Sequence[str] = ()) -> str:
    """Return the pattern with a word for each `{slot}`, in capitals where the slot is."""

    def fill(match: re.Match[str]) -> str:
        slot = match[1]
        if slot == "actor":
            return dice.pick(actors)
        if slot == "days":
            return str(dice.throw(17, 90))
        if slot == "thousands":
            return str(dice.throw(12, 990))
        word = dice.pick(
            {
                "noun": words.NOUNS,
                "adjective": words.ADJECTIVES,
                "verb": words.VERBS,
                "adverb": words.ADVERBS,
                "number": words.NUMBERS,
            }[slot.lower()]
        )
        return word.capitalize() if slot[0].isupper() else word

    filled = re.sub(r"\{(\w+)\}", fill, pattern)
    return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", filled)
