"""A collection and the mentions in a post's prose in, the reviews that they link to out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pelican.contents import Content

from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.gather import Collection, Listed, entries_of
from pelican_filmreview.collection.mentions import Mention, fold_title, is_plain_word
from pelican_filmreview.collection.same_film import is_same_film
from pelican_filmreview.page import lang_of


class Titles:
    """Knows the reviews of one collection by all titles of their films."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._by_title: dict[str, list[tuple[str, Listed]]] = {}
        for one in collection.films:
            seen = set()
            for title in list_titles(one.film):
                folded = fold_title(title)
                if folded and folded not in seen:
                    seen.add(folded)
                    self._by_title.setdefault(folded, []).append((title, one))

    def link(
        self, mentions: Iterable[Mention], content: Content
    ) -> Iterator[tuple[Mention, Listed]]:
        """Give the first mention of each film in a post, with the review that it links to.

        Where the author has linked that one, the film has its link.
        """
        own = entries_of(content)
        same = self.collection.same
        lang = lang_of(content)
        is_home = self.collection.lang == lang.lower()
        linked: set[int] = set()
        for mention in mentions:
            known = self._by_title.get(fold_title(mention.text), ())
            listed = [
                one
                for title, one in known
                if (is_home or one.lang == lang) and not is_plain_word(mention.text, title)
            ]
            review = None if _is_own(mention, own) else self._decide(listed, mention.year, own)
            if review is None or same[review.place] in linked:
                continue
            linked.add(same[review.place])
            if not mention.is_linked:
                yield mention, review

    def _decide(self, listed: list[Listed], year: str, own: Iterable[FilmEntry]) -> Listed | None:
        """Give the review that a title means, in this order.

        1. a year beside it rules out films of another year; 2. a title of several films is not
        linked; 3. films of the post itself are not linked; 4. of several reviews the newest is.
        """
        films: dict[int, list[Listed]] = {}
        for one in listed:
            films.setdefault(self.collection.same[one.place], []).append(one)
        meant = [reviews for reviews in films.values() if _is_of_year(reviews, year)]
        if len(meant) != 1 or _is_among(own, meant[0]):
            return None
        return max(meant[0], key=lambda one: (one.date, str(one.article.slug)))


def list_titles(film: FilmEntry) -> Iterator[str]:
    """Give all titles of a film."""
    yield from filter(None, (film.title, film.original_title, *film.also_known_as))


def _is_own(mention: Mention, own: Iterable[FilmEntry]) -> bool:
    """Say whether a title is that of a film of the post itself."""
    text, year = fold_title(mention.text), mention.year
    return any(
        text in map(fold_title, list_titles(film)) and (not year or film.year in (year, ""))
        for film in own
    )


def _is_of_year(reviews: Iterable[Listed], year: str) -> bool:
    """Say whether a film can be of that year, as one of its reviews has it or none has any."""
    years = {one.film.year for one in reviews} - {""}
    return not year or not years or year in years


def _is_among(films: Iterable[FilmEntry], reviews: Iterable[Listed]) -> bool:
    own = list(films)
    return any(film is one.film or is_same_film(film, one.film) for one in reviews for film in own)
