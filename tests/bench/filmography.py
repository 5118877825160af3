"""The number of a review comes in, a film whose people come back in others goes out.

A blog's films share their people: few are in many, most are in one. Whom a film has is drawn from
a company that grows with the blog, its first members the likeliest; so a thousand reviews and ten
thousand have as many pages of people for each review, and a film is the same in both.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import vocabulary as words
from reviews import Dice, Review, compose_prose, compose_review, type_review

FIRST_COMPANY = 60
NEW_FACES = 3  # of the six credits that a film has
FAR = 2**31 - 1
PROSE_WORDS = 80  # the prose is not what is measured
SEEDS = 10**6  # apart from those of the reviews themselves


def write_filmography(folder: Path, count: int) -> None:
    """Write so many reviews into the folder, one at a time to keep memory low."""
    folder.mkdir(parents=True)
    for number in range(count):
        write_review(folder, number)


def write_review(folder: Path, number: int) -> Review:
    """Write the review of that number."""
    review = compose_film(number)
    (folder / f"{review.slug}.md").write_text(type_review(review, "block"), encoding="utf-8")
    return review


def compose_film(number: int) -> Review:
    """Return the review of that number, with about six people in its film."""
    review, dice = compose_review(number), Dice(SEEDS + number)
    company = FIRST_COMPANY + NEW_FACES * number
    cast = draw_people(dice, company, dice.throw(3, 5))
    directors = draw_people(dice, company, 1 + dice.chance(10))
    facts = replace(
        review.facts,
        directors=directors,
        writers=directors[:1] if dice.chance(50) else draw_people(dice, company, 1),
        cast=[f"{name} as {dice.pick(words.ROLES)}" for name in cast],
        facts=review.facts.facts[:2],
    )
    return replace(review, facts=facts, prose=compose_prose(dice, cast, PROSE_WORDS))


def draw_people(dice: Dice, company: int, count: int) -> list[str]:
    """Return so many different names out of a company, its first ones the likeliest."""
    names: dict[str, None] = {}
    while len(names) < count:
        share = dice.throw(0, FAR - 1) / FAR
        names[name_member(int(company * share * share**0.5))] = None
    return list(names)


def name_member(member: int) -> str:
    """Return the name of a member of the company; the later ones have names in the middle."""
    number, side = divmod(member, 10)
    cinema = words.HOME if side < 6 else words.ABROAD[number % len(words.ABROAD)]
    rest, given = divmod(member, len(cinema.given))
    rest, family = divmod(rest, len(cinema.family))
    names = [cinema.given[given]]
    while rest:
        rest, middle = divmod(rest, len(cinema.given))
        names.append(cinema.given[middle])
    whole = (
        (cinema.family[family], *names) if cinema.family_first else (*names, cinema.family[family])
    )
    return " ".join(whole)
