"""Lines of names and of cast credits, as people write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pelican_filmreview import credits
from pelican_filmreview.convert import Converter
from pelican_filmreview.convert_words import Reading
from pelican_filmreview.credits import (
    join_suffixes,
    read_credit,
    read_notes,
    split_credits,
    split_names,
    split_notes,
    split_terms,
)
from pelican_filmreview.fields import FIELDS
from pelican_filmreview.film import Credit, Person, Role
from pelican_filmreview.problem import Problems
from pelican_filmreview.rating import Scale
from pelican_filmreview.yaml_tree import Items, Scalar


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ()),
        ("A", ("A",)),
        ("A, B,C , D", ("A", "B", "C", "D")),
        ("Robert Downey, Jr.", ("Robert Downey, Jr.",)),
        ("Robert Downey, Jr., A B, Sr, X", ("Robert Downey, Jr.", "A B, Sr", "X")),
        ("Robert Downey, Jr. and X", ("Robert Downey, Jr.", "X")),
        ("John Doe, III, Ann Lee, Ph.D., X, Esq.", ("John Doe, III", "Ann Lee, Ph.D.", "X, Esq.")),
        ("RM, Suga, V", ("RM", "Suga", "V")),
        ("A, V. Ravichandran, Md. Rafi, Sri", ("A", "V. Ravichandran", "Md. Rafi", "Sri")),
        ("A, B, and C", ("A", "B", "C")),
        ("A, B & C", ("A", "B & C")),
        ("Alexandre Bustillo & Julien Maury", ("Alexandre Bustillo & Julien Maury",)),
        ("胜间田具治、舛田利雄，张艺谋", ("胜间田具治", "舛田利雄", "张艺谋")),
        ("A, Jr.; B, C & Co.", ("A, Jr.", "B, C & Co.")),
        ("A / B", ("A", "B")),
        ("A/B", ("A/B",)),
        ("A | B · C", ("A", "B", "C")),
        ("A (as X, Y), B", ("A (as X, Y)", "B")),
        ("A :(, B", ("A :(", "B")),
        (",, A ,", ("A",)),
    ],
)  # fmt: skip
def test_names(line: str, names: tuple[str, ...]) -> None:
    """Commas part names, but for those inside a name or a bracket."""
    assert split_names(line) == names


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("A as B / C, D", ("A as B / C", "D")),
        ("Robert Downey, Jr. as Tony Stark, X: Y", ("Robert Downey, Jr. as Tony Stark", "X: Y")),
        ("Robert Downey, Jr.: Tony Stark", ("Robert Downey, Jr.: Tony Stark",)),
        ("A as B, the cop; C", ("A as B, the cop", "C")),
    ],
)
def test_credits_of_a_line(line: str, pieces: tuple[str, ...]) -> None:
    """In a cast line " / " parts roles, not people."""
    assert split_credits(line) == pieces


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("Drama, Comedy", ("Drama", "Comedy")),
        ("Drama; Comedy / Horror", ("Drama", "Comedy", "Horror")),
        ("剧情、动画，历史", ("剧情", "动画", "历史")),
        ("Sci-Fi/Fantasy", ("Sci-Fi/Fantasy",)),
    ],
)
def test_terms(line: str, terms: tuple[str, ...]) -> None:
    """Words are parted at every comma."""
    assert split_terms(line) == terms


def make(actor: str, *roles: Role, notes: tuple[str, ...] = ()) -> Credit:
    """Give a credit."""
    return Credit(Person(actor), roles, notes)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A", make("A")),
        ("Ryu Seung-ryong as Lee Yong-gu", make("Ryu Seung-ryong", Role("Lee Yong-gu"))),
        ("Park Shin-hye as Ye-sung (Adult)", make("Park Shin-hye", Role("Ye-sung (Adult)"))),
        ("A: B", make("A", Role("B"))),
        ("A：B", make("A", Role("B"))),
        ("A:B", make("A:B")),
        ("A ... B", make("A", Role("B"))),
        ("A … B", make("A", Role("B"))),
        ("A als B", make("A", Role("B"))),
        ("A as B: C as D", make("A", Role("B: C as D"))),
        ("A: B as C", make("A", Role("B as C"))),
        ("A as B / C (voice) / D", make("A", Role("B"), Role("C", ("voice",)), Role("D"))),
        ("A as B/C", make("A", Role("B/C"))),
        ("A as B (voice) (uncredited)", make("A", Role("B", ("voice", "uncredited")))),
        ("A (voice) as B", make("A", Role("B"), notes=("voice",))),
        ("A (as Zoe Saldana) as B", make("A", Role("B"), notes=("as Zoe Saldana",))),
        ("A as B (as Zoe Saldana)", make("A", Role("B", ("as Zoe Saldana",)))),
        ("A as B (as Foo (Bar))", make("A", Role("B", ("as Foo (Bar)",)))),
        ("A as (uncredited)", make("A", notes=("uncredited",))),
        ("A (archive footage)", make("A", notes=("archive footage",))),
        ("A as B（声）", make("A", Role("B", ("声",)))),
        ("A as B (aged 25)", make("A", Role("B (aged 25)"))),
        ("A as Juror #2", make("A", Role("Juror #2"))),
        ("Asa Butterfield as Hugo", make("Asa Butterfield", Role("Hugo"))),
        ("Thomas as", make("Thomas")),
        ("Thomas:", make("Thomas")),
        ("Robin Wright ...", make("Robin Wright ...")),
        ("Jan jako", make("Jan jako")),
        ("Jonas As", make("Jonas As")),
        ("Thomas, as B", make("Thomas", Role("B"))),
        ("A (archive footage; uncredited)", make("A", notes=("archive footage; uncredited",))),
        ("Joanna Kulig jako Zula", make("Joanna Kulig", Role("Zula"))),
        ("Daniel Brühl dans le rôle de Alex", make("Daniel Brühl", Role("Alex"))),
        ("胡歌 饰 张三", make("胡歌", Role("张三"))),
        ("as B", make("as B")),
        ("The 5.6.7.8's as The 5.6.7.8's", make("The 5.6.7.8's", Role("The 5.6.7.8's"))),
    ],
)
def test_credit(line: str, credit: Credit) -> None:
    """The first "as" or colon outside brackets parts actor and role; notes are taken off."""
    assert read_credit(line) == credit


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("", ()),
        ("voice", ("voice",)),
        ("(voice)", ("voice",)),
        ("(voice) (as X (Y))", ("voice", "as X (Y)")),
        ("voice (uncredited)", ("voice (uncredited)",)),
        ("(a) b", ("(a) b",)),
        ("()", ()),
    ],
)
def test_notes(text: str, notes: tuple[str, ...]) -> None:
    """Brackets around notes go, words outside of them never do."""
    assert read_notes(text) == notes


WORD = st.from_regex(r"[A-Z][a-zé'#.]{2,8}", fullmatch=True).filter(
    lambda word: word.rstrip(".") not in ("Esq", "Phd")
)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)


@given(st.lists(NAME, min_size=1))
def test_names_come_back(names: list[str]) -> None:
    """Names joined with commas are those names."""
    assert split_names(", ".join(names)) == tuple(names)


@given(NAME, st.lists(NAME, max_size=3), st.sampled_from([" as ", ": "]))
def test_credit_comes_back(actor: str, roles: list[str], word: str) -> None:
    """An actor with roles is that actor with those roles."""
    line = actor + (word + " / ".join(roles) if roles else "")
    assert read_credit(line) == make(actor, *map(Role, roles))


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    """Whatever a line holds is in the credit, but for the one word that parts it."""
    credit = read_credit(text)
    kept = credit.actor.name + "".join(credit.notes)
    kept += "".join(role.name + "".join(role.notes) for role in credit.roles)
    written, left = (sum(map(str.isalnum, line)) for line in (text, kept))
    assert written - len("como") <= left <= written


def test_suffix_in_a_list() -> None:
    """A list's comma does not part a name, either."""
    assert join_suffixes(("A", "Jr.", "B")) == ("A, Jr.", "B")
    assert split_notes(" A (voice) ") == ("A", ("voice",))


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["Ann", "Lee", " as ", " als ", " AS ", " ", "  ", ".", ":", "…", "/"]),
            st.sampled_from(["(voice)", "as", " As", "(", ")", "（as Bo）"]),
        ),
        max_size=9,
    ).map("".join)
)
@example("Ann As as Ann")
def test_plain_credit_lines_take_a_short_way(line: str) -> None:
    """A line without marks is read as the long way would read it."""
    assert read_credit(line) == read_credit_slowly(line)


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Ann", "Lee", " as ", " as ", " als ", " As ", "Jr. as Bo", " ", ".", ":"]
        ),
        st.sampled_from(["(voice)", "(Child)", "as", "III", "é", "&amp;", "\u202e", "\xa0", "。"]),
    ),
    max_size=6,
).map("".join)


@given(st.lists(LINES, max_size=5))
@example(["Ann as Bo", "Lee as Mr. X (voice)"])
@example(["Robert Downey", "Jr. as Tony"])
@example(["Ann as Bo", "Jr. as Tony"])
@example(["Ann als Bo as Lee"])
@example(["Ann &amp; Bo as Lee"])
@example(["Ann \u202e as Bo"])
def test_plain_casts_take_a_short_way(lines: list[str]) -> None:
    """A cast without marks is read as its lines are read one by one, with the same messages."""
    items = Items(tuple(Scalar(line, number) for number, line in enumerate(lines, 1)), 1)
    expected_problems, problems = Problems(), Problems()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credits, "read_plain_credits", lambda lines: None)
        expected = read_cast(items, expected_problems)
    assert read_cast(items, problems) == expected
    assert problems.sorted() == expected_problems.sorted()


def test_usual_cast_takes_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a short way, and it is taken."""
    lines = ["Ryu Seung-ryong as Lee Yong-gu", "Kal So-won as Ye-sung (Child)"]
    expected = tuple(map(read_credit, lines))
    monkeypatch.setattr(credits, "read_credit", None)
    items = Items(tuple(Scalar(line, 1) for line in lines), 1)
    assert read_cast(items, Problems()) == expected
    assert credits.read_plain_credits([*lines, "Nobody"]) is None


def read_cast(items: Items, problems: Problems) -> tuple[Credit, ...]:
    """Read a cast as a block's."""
    field = next(field for field in FIELDS if field.name == "cast")
    reading = Reading(Scale(), lambda name: None)
    return Converter(reading, problems, reading.scale).read_cast(items, field)


def read_credit_slowly(line: str) -> Credit:
    """Read a credit with the short way closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credits, "_MARKS", re.compile(""))
        return read_credit(line)


@given(
    st.lists(
        st.sampled_from(
            ["Ann", "Jr.", ",", ", ", "and ", ";", " / ", "(a, b)", "é", "，", " ", "|"]
        )
    ).map("".join)
)
def test_plain_lists_take_a_short_way(line: str) -> None:
    """Commas part a line without other marks as the long way would part it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credits, "_PARTING", frozenset(map(chr, range(128))))
        expected = split_names(line), split_credits(line), split_terms(line)
    assert (split_names(line), split_credits(line), split_terms(line)) == expected
