"""The one table of what may stand in a block; everything that knows field names reads it.

Order is that of importance, taken from how often real film blogs keep each fact. `kind` says how
the author's text becomes a value (see `parse`); `keys` are those of the field's long form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

FieldKind = Literal[
    "text",  # one line, or more, kept as one text
    "rating",
    "number",
    "poster",
    "site",  # an id or URL of a well-known site
    "url",
    "links",
    "year",
    "date",
    "names",  # people; a line is parted at commas
    "terms",  # words such as genres; a line is parted at commas
    "titles",  # texts that may hold commas: one, or a list
    "viewings",
    "choice",
    "cast",
    "runtime",
    "sourced",  # a text with the source that it is borrowed from
    "facts",  # a list of those
    "lines",  # a list of texts
    "scores",
    "spoilers",
    "trailer",
    "quotes",
    "flag",
    "comments",  # what readers say, each with a name
]


# These take a list.
_LISTS = frozenset(
    {
        "links",
        "names",
        "terms",
        "titles",
        "viewings",
        "cast",
        "facts",
        "lines",
        "scores",
        "quotes",
        "comments",
    }
)
# Lists of short items: without dashes, each line below the key is an item of its own.
_SHORT_LISTS = frozenset({"names", "terms", "cast", "links", "viewings"})
# The long form of these may have any key: an actor, an aspect, a link's label.
_FREE_KEYS = frozenset({"cast", "scores", "links"})
# Not words: a `#` after a space starts a comment here; in words it may be `Juror #4`.
_TYPED = frozenset({"rating", "number", "year", "date", "runtime", "choice", "flag"})
_ADDRESSES = frozenset({"site", "url", "poster", "trailer"})
# Texts that may hold whole paragraphs, in which a line may look like a field without being one.
_LONG_TEXTS = frozenset({"verdict", "synopsis", "discussion", "disclosure", "spoilers", "quote"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a block."""

    name: str
    kind: FieldKind
    help: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def takes_list(self) -> bool:
        """Whether a list in brackets is a list here, and not a text such as `[REC]`."""
        return self.kind in _LISTS

    @property
    def takes_lines(self) -> bool:
        """Whether lines below the key are items without a dash."""
        return self.kind in _SHORT_LISTS

    @property
    def takes_any_key(self) -> bool:
        """Whether the keys of the long form are the author's own."""
        return self.kind in _FREE_KEYS

    @property
    def takes_mapping(self) -> bool:
        """Whether there is a long form."""
        return bool(self.keys) or self.takes_any_key

    @property
    def is_typed(self) -> bool:
        """Whether the value is a number, a date or a word of a few, and no text."""
        return self.kind in _TYPED

    @property
    def is_address(self) -> bool:
        """Whether the value is an address or an id."""
        return self.kind in _ADDRESSES

    @property
    def is_long_text(self) -> bool:
        """Whether the value may be paragraphs."""
        return self.name in _LONG_TEXTS


_PERSON = ("name", "url", "imdb", "tmdb", "wikidata")
_SOURCED = ("text", "source", "url")

FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "text",
        "the film's title; the post's own where it is left out",
        (
            "film",
            "movie",
            "movie_title",
            "film_title",
            "name",
            "titel",
            "titre",
            "título",
            "titolo",
            "제목",
            "片名",
            "电影",
            "タイトル",
        ),
    ),
    Field(
        "rating",
        "rating",
        "the score, in any notation",
        (
            "score",
            "stars",
            "grade",
            "my_rating",
            "bewertung",
            "wertung",
            "calificación",
            "valoración",
            "voto",
            "평점",
            "별점",
            "评分",
            "評価",
        ),
        ("value", "best", "worst", "label"),
    ),
    Field(
        "best",
        "number",
        "the best score of the scale",
        ("out_of", "max", "scale", "best_rating", "rating_best", "max_rating"),
    ),
    Field(
        "worst",
        "number",
        "the worst score of the scale",
        ("min", "worst_rating", "rating_worst", "min_rating"),
    ),
    Field(
        "poster",
        "poster",
        "a picture: `{static}` link, path from the site's root, or URL",
        ("image", "cover", "poster_url", "plakat", "affiche", "포스터", "海报"),
        ("url", "alt"),
    ),
    Field("poster_alt", "text", "what the picture shows", ("image_alt", "cover_alt", "alt")),
    Field("imdb", "site", "IMDb id (`tt…`) or URL", ("imdb_id", "imdb_url")),
    Field("tmdb", "site", "The Movie Database number or URL", ("tmdb_id", "tmdb_url")),
    Field("letterboxd", "site", "Letterboxd slug or URL", ("letterboxd_id", "letterboxd_url")),
    Field("wikidata", "site", "Wikidata item (`Q…`) or URL", ("wikidata_id", "wikidata_url")),
    Field(
        "rotten_tomatoes",
        "site",
        "Rotten Tomatoes slug or URL",
        ("rottentomatoes", "rt", "rotten_tomatoes_id", "rotten_tomatoes_url"),
    ),
    Field("douban", "site", "Douban number or URL", ("douban_id", "douban_url", "豆瓣")),
    Field("website", "url", "the film's own site", ("homepage", "official_site", "site", "url")),
    Field("links", "links", "other pages: label and URL", ("link",), ("label", "url")),
    Field(
        "year",
        "year",
        "the year of release",
        ("release_year", "jahr", "année", "año", "anno", "연도", "개봉연도", "年份", "年"),
    ),
    Field(
        "released",
        "date",
        "the date of release",
        ("release_date", "date_released", "release", "premiere", "개봉일", "上映日期"),
    ),
    Field(
        "director",
        "names",
        "who directed it",
        (
            "directors",
            "directed_by",
            "regie",
            "regisseur",
            "réalisateur",
            "réalisatrice",
            "réalisation",
            "dirección",
            "regia",
            "regista",
            "regi",
            "감독",
            "导演",
            "導演",
            "監督",
        ),
        _PERSON,
    ),
    Field(
        "watched",
        "viewings",
        "when and where it was seen; one or a list",
        ("viewings", "viewing", "watched_on", "date_watched", "seen", "gesehen", "관람일"),
        ("date", "venue", "medium", "rewatch", "rating", "note", "with"),
    ),
    Field("genre", "terms", "genres", ("genres", "género", "genere", "장르", "类型", "ジャンル")),
    Field(
        "kind",
        "choice",
        "what it is",
        ("type",),
        choices=("film", "short", "documentary", "series", "season", "episode"),
    ),
    Field(
        "cast",
        "cast",
        "who plays whom: `Actor as Role`, one a line",
        (
            "actors",
            "actor",
            "starring",
            "stars_in",
            "schauspieler",
            "darsteller",
            "besetzung",
            "distribution",
            "acteurs",
            "avec",
            "reparto",
            "elenco",
            "interpreti",
            "주연",
            "출연",
            "배우",
            "主演",
            "演员",
            "出演",
        ),
        ("actor", "role", "note", "voice", "uncredited", "url", "imdb", "tmdb", "wikidata"),
    ),
    Field(
        "runtime",
        "runtime",
        "how long it is; minutes, or `2h 17m`",
        (
            "runtime_minutes",
            "duration",
            "length",
            "running_time",
            "run_time",
            "laufzeit",
            "länge",
            "durée",
            "duración",
            "durata",
            "상영시간",
            "片长",
            "上映時間",
        ),
    ),
    Field(
        "writer",
        "names",
        "who wrote it",
        (
            "writers",
            "screenplay",
            "written_by",
            "screenwriter",
            "screenwriters",
            "drehbuch",
            "scénario",
            "scénariste",
            "guion",
            "guión",
            "sceneggiatura",
            "각본",
            "编剧",
            "脚本",
        ),
        _PERSON,
    ),
    Field(
        "synopsis",
        "sourced",
        "what happens, with whom the text is borrowed from",
        (
            "plot",
            "overview",
            "logline",
            "summary",
            "handlung",
            "inhalt",
            "sinopsis",
            "trama",
            "줄거리",
            "剧情简介",
        ),
        _SOURCED,
    ),
    Field("synopsis_source", "text", "who wrote the synopsis", ("plot_source",)),
    Field("synopsis_url", "url", "where the synopsis stands", ("plot_url", "synopsis_source_url")),
    Field(
        "country",
        "terms",
        "countries of production",
        (
            "countries",
            "country_of_origin",
            "land",
            "pays",
            "país",
            "paese",
            "국가",
            "제작국가",
            "国家",
            "制片国家",
            "国",
        ),
    ),
    Field(
        "original_title",
        "text",
        "the title in its own language",
        (
            "original_name",
            "originaltitel",
            "titre_original",
            "título_original",
            "titolo_originale",
            "원제",
            "原名",
            "原題",
        ),
    ),
    Field(
        "also_known_as",
        "titles",
        "further titles, working titles included",
        (
            "aka",
            "alternate_titles",
            "alternate_title",
            "alternative_titles",
            "working_title",
            "又名",
        ),
    ),
    Field(
        "content_rating",
        "text",
        "the age certificate: `PG-13`, `FSK 12`, `15`",
        ("certification", "certificate", "mpaa", "rated", "fsk", "age_rating", "등급"),
    ),
    Field(
        "language",
        "terms",
        "languages spoken",
        ("languages", "sprache", "langue", "idioma", "lingua", "언어", "语言", "言語"),
    ),
    Field("season", "text", "the season's number", ("staffel", "saison", "temporada", "stagione")),
    Field("episode", "text", "the episode's number", ("folge",)),
    Field(
        "series",
        "text",
        "the series that a season, an episode or a film belongs to, such as `Paddington`",
        ("tv_series", "show", "serie", "série"),
    ),
    Field(
        "scores",
        "scores",
        "ratings of single aspects, or of several reviewers",
        ("aspects", "ratings", "other_ratings"),
        ("aspect", "reviewer", "rating", "best"),
    ),
    Field(
        "spoilers",
        "spoilers",
        "text to fold away, or `yes` where the review gives the plot away",
        ("spoiler",),
    ),
    Field(
        "trailer",
        "trailer",
        "a link to the trailer",
        ("video", "trailer_url", "bande_annonce"),
        ("url", "name", "description", "thumbnail", "uploaded"),
    ),
    Field(
        "studio",
        "names",
        "production companies",
        ("studios", "production_company", "production_companies", "company"),
        _PERSON,
    ),
    Field(
        "composer",
        "names",
        "who wrote the music",
        (
            "composers",
            "music",
            "music_by",
            "score_by",
            "musik",
            "musique",
            "música",
            "musica",
            "음악",
        ),
        _PERSON,
    ),
    Field(
        "cinematographer",
        "names",
        "who photographed it",
        (
            "cinematographers",
            "cinematography",
            "director_of_photography",
            "dp",
            "kamera",
            "fotografía",
            "fotografia",
            "촬영",
        ),
        _PERSON,
    ),
    Field(
        "editor",
        "names",
        "who edited it",
        ("editors", "edited_by", "schnitt", "montage", "편집"),
        _PERSON,
    ),
    Field(
        "producer",
        "names",
        "who produced it",
        ("producers", "produced_by", "produzent", "producteur", "제작"),
        _PERSON,
    ),
    Field(
        "based_on",
        "titles",
        "the book, play or film behind it",
        ("source_material", "adapted_from"),
    ),
    Field(
        "verdict",
        "text",
        "the opinion in a paragraph",
        ("conclusion", "bottom_line", "fazit", "opinion", "veredicto", "총평"),
    ),
    Field("pros", "lines", "what is good", ("pro", "good", "the_good", "likes")),
    Field("cons", "lines", "what is not", ("con", "bad", "the_bad", "dislikes")),
    Field("thoughts", "lines", "the reviewer's remarks", ("my_thoughts", "remarks", "notes")),
    Field(
        "facts",
        "facts",
        "facts about the film, each with its source where it has one",
        ("trivia", "fact", "did_you_know"),
        _SOURCED,
    ),
    Field(
        "quote",
        "quotes",
        "a memorable line, with the character who says it",
        ("quotes", "zitat", "citation"),
        ("text", "speaker", "actor"),
    ),
    Field("awards", "facts", "prizes and nominations", ("award", "prizes"), _SOURCED),
    Field("tagline", "text", "the line on the film's own poster", ("slogan",)),
    Field("discussion", "text", "the question to the readers", ("question", "discuss")),
    Field(
        "comments",
        "comments",
        "what readers answered: `Name: text`, or the long form; files may hold them, too",
        ("reader_comments", "readers_comments", "kommentare", "commentaires", "comentarios"),
        ("name", "text", "date", "rating", "id", "reply_to", "url"),
    ),
    Field("disclosure", "text", "a free ticket, a screener, a friend in the cast", ("disclaimer",)),
    Field(
        "where",
        "links",
        "where to watch it",
        ("where_to_watch", "watch_on", "streaming", "available_on"),
        ("label", "url"),
    ),
    Field(
        "favorite",
        "flag",
        "`yes` for the ones to take to an island",
        ("favourite", "favorites", "loved", "like", "liked", "heart"),
    ),
    Field(
        "author",
        "names",
        "who wrote this review, where it is not the post's author",
        ("reviewer", "reviewed_by", "critic", "authors"),
        _PERSON,
    ),
    Field(
        "layout",
        "choice",
        "how the block is laid out; `none` leaves it to the part markers",
        ("display",),
        choices=("card", "compact", "sidebar", "bare", "none"),
    ),
    Field(
        "badge",
        "choice",
        "how the rating is drawn",
        ("rating_style",),
        choices=("number", "stars", "ring", "bar", "letter", "percent", "thumbs"),
    ),
)

_ALL_NAMES = tuple(name for field in FIELDS for name in (field.name, *field.aliases))

# Keys of long forms under other names, by what they are in the table above.
KEY_ALIASES: dict[str, tuple[str, ...]] = {
    "actor": (
        "name",
        "person",
        "played_by",
        "actors",
        "schauspieler",
        "darsteller",
        "acteur",
        "배우",
        "演员",
        "出演",
    ),
    "alt": ("poster_alt", "description"),
    "aspect": ("name", "of", "category", "label"),
    "best": ("out_of", "max", "scale", "best_rating"),
    "date": ("watched", "on", "day", "watched_on", "date_watched", "published", "timestamp"),
    "id": ("uid",),
    "label": ("name", "text", "title", "meaning", "site"),
    "medium": ("format", "media", "on_medium", "source"),
    "name": ("title", "person", "author"),
    "note": ("notes", "comment", "remark", "medium_notes", "mediumnotes", "venue_notes"),
    "rating": ("score", "stars", "grade"),
    "reply_to": (
        "replying_to",
        "replying_to_uid",
        "replying_to_id",
        "reply_to_id",
        "in_reply_to",
        "answers",
    ),
    "reviewer": ("author", "critic", "by"),
    "rewatch": ("rewatched", "again", "repeat"),
    "role": (
        "roles",
        "character",
        "characters",
        "as",
        "plays",
        "part",
        "rolle",
        "rôle",
        "papel",
        "ruolo",
        "역할",
        "배역",
        "角色",
        "役",
    ),
    "source": ("author", "from", "by", "credit", "source_name"),
    "speaker": ("character", "by", "who", "said_by"),
    "text": (
        "quote",
        "synopsis",
        "fact",
        "line",
        "award",
        "name",
        "message",
        "comment",
        "body",
        "content",
    ),
    "thumbnail": ("thumbnail_url", "image"),
    "uploaded": ("upload_date", "date"),
    "url": ("link", "href", "source_url", "src", "website", "page"),
    "value": ("rating", "score", "stars"),
    "venue": ("where", "place", "cinema", "location", "theater", "theatre"),
    "with": ("mit", "avec", "con", "company"),
    "worst": ("min", "worst_rating"),
}

# What stands inside a long form, where it is more than one text.
_INNER: dict[str, Field] = {
    field.name: field
    for field in (
        Field("role", "lines", "the characters"),
        Field("with", "names", "the company"),
        Field("note", "lines", "how a part was played, or a remark on a viewing"),
        Field("rating", "rating", "the score", keys=("value", "best", "worst", "label")),
        Field("value", "rating", "the score"),
        Field("best", "number", "the best score"),
        Field("worst", "number", "the worst score"),
        Field("date", "date", "the day"),
        Field("uploaded", "date", "the day"),
        Field("rewatch", "flag", "whether it was seen before"),
        Field("voice", "flag", "whether only the voice is heard"),
        Field("uncredited", "flag", "whether the film's credits leave it out"),
        Field("url", "url", "an address"),
        Field("thumbnail", "url", "an address"),
        Field("imdb", "site", "an id or address"),
        Field("tmdb", "site", "an id or address"),
        Field("wikidata", "site", "an id or address"),
    )
}
_TEXT = Field("", "text", "a text")
# What the author's own keys hold, by the kind of the field.
_FREE_VALUES = {"cast": _INNER["role"], "scores": _INNER["rating"], "links": _INNER["url"]}

_SEPARATORS = re.compile(r"[\s_\-]+")
# What has no width: zero-width space and joiners, soft hyphen, byte-order mark, and the marks that
# say which way a text runs. Editors and web pages leave them at the ends of what is copied.
INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
_NO_INVISIBLE = str.maketrans("", "", INVISIBLE)
# The longest key that is looked up, and the longest that a near one is searched for; it bounds
# what is remembered of folded keys, too.
_LONGEST_KEY = 60


@lru_cache(maxsize=1024)
def fold_key(key: str) -> str:
    """Give the form of a key in which case, accents, space, `-` and `_` do not matter.

    Neither does what has no width.
    """
    if key.isascii():
        return _SEPARATORS.sub("", key.lower())
    plain = unicodedata.normalize("NFKD", key.translate(_NO_INVISIBLE)).casefold()
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return _SEPARATORS.sub("", unicodedata.normalize("NFC", bare))


@lru_cache(maxsize=1)
def _names() -> dict[str, Field]:
    names: dict[str, Field] = {}
    for field in FIELDS:
        for name in (field.name, *field.aliases):
            names.setdefault(fold_key(name), field)
    return names


@lru_cache(maxsize=1024)
def find_field(key: str) -> Field | None:
    """Give the field that an author's key names, or None."""
    return _names().get(fold_key(key)) if len(key) <= _LONGEST_KEY else None


@lru_cache(maxsize=64)
def _key_names(keys: tuple[str, ...]) -> dict[str, str]:
    names = {fold_key(name): name for name in keys}
    for name in keys:
        for alias in KEY_ALIASES.get(name, ()):
            names.setdefault(fold_key(alias), name)
    return names


@lru_cache(maxsize=1024)
def find_key(key: str, keys: tuple[str, ...]) -> str | None:
    """Give which of a long form's `keys` an author's key names, or None."""
    return _key_names(keys).get(fold_key(key)) if len(key) <= _LONGEST_KEY else None


def find_inner(field: Field, key: str) -> Field:
    """Give what stands behind a key of a field's long form, as a field."""
    name = find_key(key, field.keys)
    if name is None:
        return _FREE_VALUES.get(field.kind, _TEXT)
    return _INNER.get(name, _TEXT)


def suggest_field(key: str) -> str | None:
    """Give the known name that is nearest to a misspelt one, as an author would write it."""
    return suggest(key, _ALL_NAMES)


def suggest_key(key: str, keys: tuple[str, ...]) -> str | None:
    """Give the key of a long form that is nearest to a misspelt one."""
    aliases = (alias for name in keys for alias in KEY_ALIASES.get(name, ()))
    return suggest(key, (*keys, *aliases))


def suggest(word: str, known: tuple[str, ...]) -> str | None:
    """Give the one of `known` that is nearest to `word`, or None where none is near."""
    if len(word) > _LONGEST_KEY:
        return None
    folded = _fold_names(known)
    from difflib import get_close_matches  # costs a block without mistakes nothing

    near = get_close_matches(fold_key(word), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else None


@lru_cache(maxsize=64)
def _fold_names(known: tuple[str, ...]) -> dict[str, str]:
    return {fold_key(name): name for name in reversed(known)}
