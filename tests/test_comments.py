"""Readers' comments, from the block and from files beside the post, as each output has them."""

from __future__ import annotations

import ast
import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import mf2py
import pytest
import yaml
from conftest import Build, BuildSite, make_post, write_files
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_caches import CACHING, LAYERS
from test_messages import find_sentences

import pelican_filmreview
from pelican_filmreview.comment_files import MAX_BYTES, MAX_FILES, read_folders
from pelican_filmreview.conversation import Draft, arrange_comments
from pelican_filmreview.convert_comments import COMMENTS
from pelican_filmreview.film import Comment, FilmDate
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.rating import Scale
from pelican_filmreview.yaml_text import read_form
from pelican_filmreview.yaml_tree import Scalar

READING = Reading(Scale(), lambda _name: None)
POST = make_post(
    "md", "Words.\n\n```film\ntitle: Solaris\nrating: 9/10\ndiscussion: And you?\n{more}```\n\nEnd."
)
PLAIN = POST.replace("{more}", "")
UUID = "5f1c27a0-ae63-11f1-9b2e-7d1f0c3a9e11"
FIRST = f"""_id: {UUID}
_parent: 'https://example.org/post.html'
replying_to_uid: ''
message: "Slow.\\r\\nVery <b>slow</b> &amp; good.\\r\\n\\r\\nTwice."
name: Kris Kelvin
email: 5251f59d4f0af9a9ebde4766f3e37353
url: 'https://kris.example/?a=1&b=2'
rating: 3/5
hp: ''
date: 1600845589
"""
ANSWER = f"""{{"_id": "second", "name": "Hari", "message": "It is you.",
"replying_to": "{UUID}", "email": "hari@example.org", "date": "2020-09-24T10:00:00.123Z"}}"""
FILES: dict[str, str | bytes] = {
    "post.md": PLAIN,
    "comments/post/entry1.yml": FIRST,
    "comments/post/entry2.json": ANSWER,
}


def read_block(lines: str) -> tuple[Comment, ...]:
    """Give the comments of a block."""
    film = parse_film(f"title: A\ncomments:{lines}", READING).film
    assert film is not None
    return film.comments


def read_files(folder: Path, **files: str | bytes) -> tuple[list[Draft], list[Problem]]:
    """Give what a folder with these files holds; `_` in a name stands for its dot."""
    write_files(folder, {name.replace("_", "."): text for name, text in files.items()})
    return read_folders([folder], folder.parent, READING)


# --- the block ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        " Bo: So sad",
        "\n- Bo: So sad",
        "\n  Bo: So sad",
        "\n  - Bo： So sad",
        "\n- name: Bo\n  text: So sad",
        "\n- author: Bo\n  message: So sad",
        "\n  name: Bo\n  text: So sad",
        " [{name: Bo, text: So sad}]",
        "\n- name: Bo\n  text:\n  - So sad",
    ],
)
def test_shapes_of_a_comment(lines: str) -> None:
    """A line and the long form mean the same."""
    assert read_block(lines) == (Comment("Bo", "So sad", id="1"),)


def test_several_lines_are_several_comments() -> None:
    """Lines below the key are one comment each, and keep what is in them."""
    found = read_block("\n  Bo: So sad: all of it\n  Di: Yes")
    assert [(one.name, one.text) for one in found] == [("Bo", "So sad: all of it"), ("Di", "Yes")]


def test_comment_has_all_its_keys() -> None:
    """Date, rating, website and id are read as they are elsewhere in a block."""
    (found,) = read_block(
        "\n- name: Bo\n  text: X\n  date: 3 March 2024\n  rating: 4/5\n  url: bo.example\n  id: a b"
    )
    assert found.date == FilmDate("", "3 March 2024") or found.date == FilmDate(
        "2024-03-03", "3 March 2024"
    )
    assert found.rating is not None
    assert found.rating.written == "4/5"
    assert (found.url, found.id) == ("https://bo.example", "a-b")


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "{static}/../x", "/etc", "mailto:a@b.c"])
def test_readers_website_is_one(scheme: str) -> None:
    """No file of the site and no script becomes the link of a stranger."""
    assert read_block(f"\n- name: Bo\n  text: X\n  url: '{scheme}'")[0].url == ""


# --- the order of a conversation ------------------------------------------------------------------


def draft(name: str, reply_to: str = "", date: str = "", thread: str = "") -> Draft:
    """Give a comment as it may be written; its name is its id as well."""
    moment = FilmDate(date, date) if date else None
    return Draft(Comment(name, "X", moment, id=name, reply_to=reply_to), thread=thread)


def arrange(*drafts: Draft) -> tuple[list[str], list[str]]:
    """Give the conversation as `child<parent`, and who was complained of."""
    told: list[str] = []
    found = arrange_comments(drafts, lambda one, _: told.append(one.comment.name))
    return [f"{one.id}<{one.reply_to}" if one.reply_to else one.id for one in found], told


def test_oldest_first_and_answers_below() -> None:
    """Comments stand by date whatever their zone, each answer below what it answers."""
    assert arrange(
        draft("c", "a", "2024-01-04"),
        draft("late", "", "2024-01-03T00:30:00+02:00"),
        draft("d", "c", "2024-01-09"),
        draft("a", "", "2024-01-02T23:00:00+00:00"),
        draft("b", "a", "2024-01-03"),
    ) == (["late", "a", "b<a", "c<a", "d<c"], [])


@pytest.mark.parametrize("word", ["1", "ann lee", "Ann Lee", "x1"])
def test_what_an_answer_may_name(word: str) -> None:
    """An id, a thread's number and a reader's name are ways to say what is answered."""
    first = Draft(Comment("Ann Lee", "X", id="x1"))
    second = Draft(Comment("Bo", "Y", id="x2", reply_to=word))
    assert [one.reply_to for one in arrange_comments([first, second], pytest.fail)] == ["", "x1"]


def test_unknown_and_circular_parents() -> None:
    """An answer to nobody, to itself, or round in a circle stands on its own and is told of."""
    assert arrange(draft("a", "nobody")) == (["a"], ["a"])
    assert arrange(draft("a", "a")) == (["a"], ["a"])
    assert arrange(
        draft("c", "b", "2024-01-03"),
        draft("x", "c", "2024-01-01"),
        draft("a", "c", "2024-01-02"),
        draft("b", "a", "2024-01-04"),
    ) == (["a", "b<a", "c<b", "x<c"], ["a"])


def test_a_service_calls_the_page_a_parent() -> None:
    """`_parent` may be the page; where it is the id of a comment that is gone, that is told."""
    assert arrange(draft("a", thread="https://example.org/post")) == (["a"], [])
    assert arrange(draft("a"), draft("b", thread="a")) == (["a", "b<a"], [])
    assert arrange(draft("a", thread=UUID)) == (["a"], ["a"])


def test_long_thread() -> None:
    """However deep answers go, they are read, and a circle of a thousand is cut once."""
    chain = [draft(f"n{n}", f"n{n - 1}" if n else "") for n in range(3000)]
    shown, told = arrange(*chain)
    assert (len(shown), told) == (3000, [])
    ring = [draft(f"n{n}", f"n{(n - 1) % 1000}") for n in range(1000)]
    assert arrange(*ring)[1] == ["n0"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 9)), max_size=12))
def test_every_comment_is_shown_once(links: list[tuple[int, int]]) -> None:
    """Whatever answers what, each comment is shown once, with its parent above it."""
    drafts = [draft(f"n{own}", f"n{to}" if to >= 0 else "") for own, to in links]
    found = arrange_comments(drafts, lambda _one, _message: None)
    assert len({one.id for one in found}) == len(drafts)
    seen: set[str] = set()
    for one in found:
        assert not one.reply_to or one.reply_to in seen
        seen.add(one.id)


# --- files ----------------------------------------------------------------------------------------


def list_lines(text: str) -> list[str]:
    """Give the lines of a text without the white space around them."""
    return [line.strip() for line in text.strip().split("\n")]


@pytest.mark.parametrize("style", [None, '"', "'", "|", ">"])
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), data=st.data())
@settings(max_examples=60, deadline=None)
def test_yaml_of_services_is_read_as_yaml(
    style: str | None, text: str, data: st.DataObject
) -> None:
    """What a YAML library writes for a message, line breaks too, is read as that message."""
    pieces = data.draw(st.lists(st.sampled_from(["\n", "\n\n", " ", "a: b", "- c", "# d", "'"])))
    message = text + "".join(pieces)
    # In a block, tabs and pasted spaces that do not break are spaces.
    if re.search("[^\\S \n]|[\ufeff\x85\u2028\u2029\ufffe\uffff]", message):
        return
    written = yaml.dump({"name": "Bo", "message": message}, default_style=style, allow_unicode=True)
    if yaml.safe_load(written)["message"] != message:
        return
    form = read_form(written, COMMENTS, Problems())
    assert form is not None
    found = next(entry.value for entry in form.entries if entry.key == "message")
    assert isinstance(found, Scalar)
    # White space at the ends of lines is not kept in a comment.
    assert list_lines(found.text) == list_lines(message)


@given(message=st.text(), name=st.text(min_size=1))
@settings(max_examples=60)
def test_json_of_services_is_read_as_json(message: str, name: str) -> None:
    """JSON is read as such, with every escape."""
    form = read_form(json.dumps({"name": name, "message": message}), COMMENTS, Problems())
    assert form is not None
    texts = [entry.value.text for entry in form.entries if isinstance(entry.value, Scalar)]
    clean = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]", "", one)
             for one in (name, message)]  # fmt: skip
    assert texts == clean


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
@example(b"name: a\nmessage: &a [*a, *a]")
@example(b"{" * 5000)
@example(b"name: A\nmessage: !!python/object/apply:os.system [ls]\n")
@example(b"name: A\nmessage: B\ndate: 99999999999999\nrating: [[[[1]]]]\nreply_to: {a: b}")
@example(b"name: A\nmessage: B\ndate: 9999-12-31T23:59:59-23:00")
@settings(max_examples=150, deadline=None)
def test_no_file_stops_the_reading(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Any bytes at all are a comment or a problem, and the file beside them is read."""
    folder = tmp_path_factory.mktemp("c")
    drafts, problems = read_files(folder, a_yml=raw, b_yml="name: Bo\nmessage: Fine")
    assert drafts[-1].comment.name == "Bo"
    assert len(drafts) == 2 or problems
    arrange_comments(drafts, lambda _one, _message: None)


def test_table_of_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    """Each fault of a file is said with the file, and a line where there is one."""
    folder = tmp_path / "c"
    outside = tmp_path / "secret"
    outside.write_text("name: Root\nmessage: secret")
    folder.mkdir()
    (folder / "link.yml").symlink_to(outside)
    (folder / "dir.yml").mkdir()
    drafts, problems = read_files(
        folder,
        bytes_yml=b"name: \xff",
        long_yml="message: " + "x" * MAX_BYTES,
        none_json="[1, 2]",
        words_yaml="Just words.",
        name_yml="_id: a\nmessage: Words",
        date_yml="name: Bo\nmessage: Words\n\ndate: soon",
        readme_txt="name: No comment\nmessage: at all",
    )
    assert [one.comment.name for one in drafts] == ["Bo"]
    unread = "the comment in this file cannot be read: "
    nothing = "this file holds no comment: expected 'key: value' lines, or such pairs in braces"
    link = unread + "it is a link or no file at all; put the file itself into the folder"
    assert [(one.file, one.line, one.message) for one in problems] == [
        ("c/bytes.yml", 0, unread + "it is no UTF-8 text (byte 6)"),
        (
            "c/date.yml",
            4,
            "'date': 'soon' was not read as a date and is shown as written; write it as 2013-01-23",
        ),
        ("c/dir.yml", 0, link),
        ("c/link.yml", 0, link),
        ("c/long.yml", 0, unread + "it has more than 20,000 bytes"),
        ("c/name.yml", 1, "'comments' needs 'name: ...' beside its other keys"),
        ("c/none.json", 0, nothing),
        ("c/words.yaml", 0, nothing),
    ]
    source = Path(pelican_filmreview.__file__).with_name("comment_files.py").read_text("utf-8")
    known = [one.message for one in problems] + [TOO_MANY]
    for sentence in find_sentences(ast.parse(source)):
        assert any(re.search(sentence, message) for message in known), sentence


TOO_MANY = (
    "there are 1,001 files with comments, more than the 1,000 that are read; the others are not "
    "shown"
)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1600845589", "2020-09-23T07:19:49+00:00"),
        ("1600845589708", "2020-09-23T07:19:49+00:00"),
        ("'2014-02-12 07:36:53 +0000'", "2014-02-12T07:36:53+00:00"),
        ("'2020-06-27T12:43:39.180Z'", "2020-06-27T12:43:39+00:00"),
        ("2020-06-27", "2020-06-27"),
    ],
)
def test_dates_of_services(tmp_path: Path, written: str, iso: str) -> None:
    """A service counts seconds or thousandths, or writes ISO 8601; the page has whole seconds."""
    ((draft,), problems) = read_files(tmp_path, a_yml=f"name: A\nmessage: B\ndate: {written}")
    assert problems == []
    assert draft.comment.date is not None
    assert draft.comment.date.iso == iso


def test_forms_that_name_a_parent_twice(tmp_path: Path) -> None:
    """Of a number or a name and an id that a form sends side by side, the id counts."""
    text = "name: A\nmessage: B\nreplying_to: Kris\nreplying_to_uid: x1\n"
    ((draft,), problems) = read_files(tmp_path, a_yml=text)
    assert problems == []
    assert draft.comment.reply_to == "x1"


def test_number_of_files_is_bounded(tmp_path: Path) -> None:
    """A folder that somebody has filled costs no more than the files that are read."""
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number:05}.yml").write_text("name: A\nmessage: B")
    drafts, problems = read_folders([tmp_path], tmp_path, READING)
    assert len(drafts) == MAX_FILES
    assert [(one.file, one.message) for one in problems] == [(".", TOO_MANY)]


# --- the page -------------------------------------------------------------------------------------


def read_comments(build: Build, name: str = "post.html") -> str:
    """Give the comments as they stand in a page."""
    found = re.search(r"<!--film-comments-->.*<!--/film-comments-->", build.read(name), re.S)
    assert found is not None
    return found[0]


def test_files_of_a_service_in_the_page(build_site: BuildSite) -> None:
    """Comments stand below the question: escaped, paragraphs and lines kept, links without vote."""
    build = build_site(FILES)
    assert build.complaints == []
    page = build.fragment("post.html")
    assert page.index("And you?") < page.index("2 comments")
    html = read_comments(build)
    slow = "<p>Slow.<br>Very &lt;b&gt;slow&lt;/b&gt; &amp;amp; good.</p>\n<p>Twice.</p>"
    assert slow in html
    assert 'href="https://kris.example/?a=1&amp;b=2" rel="ugc nofollow">Kris Kelvin</a>' in html
    assert f'id="film-solaris-comment-{UUID}"' in html
    assert 'datetime="2020-09-23T07:19:49+00:00">September 23, 2020</time>' in html
    assert "@example.org" not in html
    assert "5251f59d" not in html
    assert html.index("film-replies") < html.index("It is you.")


@pytest.mark.parametrize(
    "place", ["comments/post/", "reviews/post.comments/"], ids=["by slug", "by file"]
)
def test_both_places(build_site: BuildSite, place: str) -> None:
    """Files lie in a folder named for the slug, or beside the post in one named for its file."""
    build = build_site({"reviews/post.md": PLAIN, f"{place}a.yml": FIRST})
    assert "1 comment<" in read_comments(build)


def test_setting_says_where(build_site: BuildSite) -> None:
    """The setting names any folder; an empty one reads no file."""
    files = FILES | {"talk/en/post/a.yml": "name: Elsewhere\nmessage: Here"}
    there = build_site(files, FILMREVIEW_COMMENTS="talk/{lang}/{slug}")
    assert "Elsewhere" in read_comments(there)
    assert "Kris" not in there.read("post.html")
    assert "comments-->" not in build_site(files, FILMREVIEW_COMMENTS=[]).read("post.html")


def test_post_without_a_film_reads_nothing(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of a post without a film are another plugin's business."""
    monkeypatch.setattr("pelican_filmreview.content.stamp_comments", pytest.fail)
    build = build_site({"post.md": make_post("md", "Words."), "comments/post/a.yml": "x"})
    assert build.complaints == []


def test_slug_cannot_leave_its_folder(build_site: BuildSite, tmp_path: Path) -> None:
    """A slug that climbs finds no comments."""
    write_files(tmp_path / "content/secret", {"a.yml": FIRST})
    post = PLAIN.replace("Date:", "Slug: ../secret\nSave_as: post.html\nDate:")
    files = {"post.md": post, "comments/other/a.yml": ANSWER}
    assert "Kris" not in build_site(files).read("post.html")


def test_good_comments_render_beside_bad_ones(build_site: BuildSite) -> None:
    """What is wrong with a file is said as all messages are, and the others are shown."""
    build = build_site(FILES | {"comments/post/bad.yml": "name: X\nnmae: Y\n"})
    assert "2 comments" in read_comments(build)
    assert build.messages == [
        "comments/post/bad.yml:1: film: 'comments' needs 'text: ...' beside its other keys"
    ]


def test_comments_of_block_and_files_are_one(build_site: BuildSite, tmp_path: Path) -> None:
    """A file may answer what stands in the block, and a theme sees both in the model."""
    own = POST.replace("{more}", "comments:\n- name: Ann\n  text: Mine\n  date: 2020-01-01\n")
    answer = "name: Bo\nmessage: Yours\nreply_to: Ann\ndate: 2020-01-02"
    theme = "{% for f in article.films %}{% for c in f.comments %}{{ c.name }};{% endfor %}"
    write_files(tmp_path / "over", {"article.html": theme + "{% endfor %}"})
    build = build_site(
        {"post.md": own, "comments/post/a.yml": answer},
        THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "over")],
    )
    assert build.read("post.html") == "Ann;Bo;"


def test_comments_follow_the_question(build_site: BuildSite) -> None:
    """Where a marker puts the question, comments stand below it, unless they have a marker."""
    text = PLAIN.replace("End.", "[film:discussion]\n\nEnd.")
    body = build_site(FILES | {"post.md": text}).read("post.html").split("</head>")[1]
    assert body.index("And you?") < body.index("2 comments") < body.index("End.")
    text = PLAIN.replace("End.", "[film:discussion]\n\nEnd.\n\n[film:comments]")
    body = build_site(FILES | {"post.md": text}).read("post.html").split("</head>")[1]
    assert body.index("And you?") < body.index("End.") < body.index("2 comments")
    assert body.count("2 comments") == 1


def test_several_films(build_site: BuildSite) -> None:
    """Files are about the post, and so stand below its last film."""
    text = PLAIN + "\n```film\ntitle: Stalker\n```\n"
    build = build_site(FILES | {"post.md": text})
    one, two = build.reviews("post.html")
    assert "comment" not in one
    assert two["commentCount"] == 2


def test_microformats(build_site: BuildSite) -> None:
    """A parser finds h-cites with author, date and words, and the Review's own rating alone."""
    build = build_site(FILES)
    items = mf2py.parse(doc=build.read("post.html"), url="https://example.org/post.html")["items"]
    (review,) = find_items(items, "h-review")
    assert [json.dumps(one) for one in review["properties"]["rating"]] == ['"9"']
    (first,) = review["properties"]["comment"]
    assert first["type"] == ["h-cite"]
    author = first["properties"]["author"][0]
    assert author["type"] == ["h-card"]
    assert author["properties"]["name"] == ["Kris Kelvin"]
    assert author["properties"]["url"] == ["https://kris.example/?a=1&b=2"]
    assert first["properties"]["published"] == ["2020-09-23T07:19:49+0000"]
    assert "Twice." in first["properties"]["content"][0]["value"]
    assert "rating" not in first["properties"]
    assert first["properties"]["url"] == [
        f"https://example.org/post.html#film-solaris-comment-{UUID}"
    ]
    (answer,) = first["properties"]["comment"]
    assert answer["properties"]["author"][0]["properties"]["name"] == ["Hari"]


def find_items(items: list[Any], kind: str) -> list[Any]:
    """Give the items of a kind, at whatever depth."""
    found = [one for one in items if kind in one["type"]]
    for one in items:
        found += find_items(one.get("children", []), kind)
    return found


def test_json_ld(build_site: BuildSite) -> None:
    """Comments are Comments: no Review, no rating, no address of a stranger's, no empty term."""
    (review,) = build_site(FILES).reviews("post.html")
    assert review["commentCount"] == 2
    address = "https://example.org/post.html#film-solaris-comment-"
    assert review["comment"] == [
        {
            "@id": address + UUID,
            "@type": "Comment",
            "author": {"@type": "Person", "name": "Kris Kelvin"},
            "datePublished": "2020-09-23T07:19:49+00:00",
            "text": "Slow.\nVery <b>slow</b> &amp; good.\n\nTwice.",
        },
        {
            "@id": address + "second",
            "@type": "Comment",
            "author": {"@type": "Person", "name": "Hari"},
            "datePublished": "2020-09-24T10:00:00+00:00",
            "parentItem": {"@id": address + UUID},
            "text": "It is you.",
        },
    ]


@pytest.mark.parametrize(
    "changes", [{"FILMREVIEW_PARTS": ["title", "rating"]}, {"FILMREVIEW_COMMENTS": []}]
)
def test_json_ld_says_what_the_page_shows(build_site: BuildSite, changes: dict[str, Any]) -> None:
    """Without the part there is not a word of comments in the head."""
    (review,) = build_site(FILES, **changes).reviews("post.html")
    assert not {"comment", "commentCount"} & set(review)


FEEDS = {"FEED_ALL_ATOM": "atom.xml", "FEED_ALL_RSS": "rss.xml", "RSS_FEED_SUMMARY_ONLY": False}


@pytest.mark.parametrize("marker", ["", "[film:discussion]", "[film:comments]"])
@pytest.mark.parametrize("feed", ["atom.xml", "rss.xml"])
def test_feed_has_the_review_alone(build_site: BuildSite, feed: str, marker: str) -> None:
    """An entry is the review: what readers said is not in it, and its link leads to the page."""
    text = PLAIN.replace("End.", f"{marker}\n\nEnd.")
    settings = {**FEEDS, "FILMREVIEW_DISCUSSION_LINK": "#disqus_thread"}
    build = build_site(FILES | {"post.md": text}, **settings)
    entry = build.read(feed)
    assert "And you?" in entry
    assert "End." in entry
    assert "Kris" not in entry
    assert "film-comments" not in entry
    assert "https://example.org/post.html#disqus_thread" in entry
    assert 'href="#disqus_thread"' in build.read("post.html")


def test_question_links_to_the_themes_comments(build_site: BuildSite) -> None:
    """No setting, no link; a post has its own, or none."""
    assert "film-join" not in build_site(FILES).read("post.html")
    post = PLAIN.replace("Date:", "Filmreview_discussion_link: https://a.example/1\nDate:")
    own = build_site({"post.md": post}, FILMREVIEW_DISCUSSION_LINK="#c").read("post.html")
    assert '<p class="film-join"><a href="https://a.example/1">Join the discussion</a></p>' in own
    post = PLAIN.replace("Date:", "Filmreview_discussion_link: none\nDate:")
    none = build_site({"post.md": post}, FILMREVIEW_DISCUSSION_LINK="#c").read("post.html")
    assert "film-join" not in none


def test_summary_and_body_are_the_prose(build_site: BuildSite) -> None:
    """Comments are no part of what the author wrote."""
    build = build_site(FILES)
    (review,) = build.reviews("post.html")
    assert review["reviewBody"] == "Words. End."
    assert "Kris" not in build.read("index.html")


# --- caches ---------------------------------------------------------------------------------------


def touch(path: Path, text: str) -> None:
    """Write a file whose stamp is another than before, however coarse the clock is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    later = path.stat().st_mtime_ns + 2_000_000_000
    os.utime(path, ns=(later, later))


@pytest.mark.parametrize("layer", LAYERS)
def test_warm_build_shows_todays_comments(build_site: BuildSite, layer: str) -> None:
    """A comment that is new, edited or gone shows in a build whose posts come from a cache."""
    caching = CACHING | {"CONTENT_CACHING_LAYER": layer}
    folder = build_site({"post.md": PLAIN}, **caching).root / "content/comments/post"
    edited = ANSWER.replace("Hari", "Snaut")
    steps: list[tuple[Callable[[], None], list[str]]] = [
        (lambda: touch(folder / "a.yml", FIRST), ["Kris Kelvin"]),
        (lambda: touch(folder / "b.json", ANSWER), ["Kris Kelvin", "Hari"]),
        (lambda: touch(folder / "b.json", edited), ["Kris Kelvin", "Snaut"]),
        ((folder / "b.json").unlink, ["Kris Kelvin"]),
        ((folder / "a.yml").unlink, []),
    ]  # fmt: skip
    for change, names in steps:
        change()
        for _ in range(2):
            build = build_site({}, **caching)
            assert re.findall(r'h-card"><[ab] .*?>(.+?)<', build.read("post.html")) == names
            assert [one.get("commentCount", 0) for one in build.reviews("post.html")] == [
                len(names)
            ]
            # Older versions of Pelican warn of future dates beside the generator layer.
            assert [one for one in build.complaints if "FUTURE_DATES" not in one] == []


@pytest.mark.parametrize("layer", LAYERS)
def test_warm_build_is_the_cold_one(build_site: BuildSite, layer: str) -> None:
    """Out of a cache come the same bytes and the same messages about files."""
    caching = CACHING | {"CONTENT_CACHING_LAYER": layer}
    files = FILES | {"comments/post/bad.yml": "name: X"}
    builds = [build_site(files, **caching), build_site({}, **caching), build_site({}, **caching)]
    assert len(builds[0].messages) == 1
    for before, after in pairwise(builds):
        assert before.messages == after.messages
        assert before.read("post.html") == after.read("post.html")


def test_reader_cache_is_one(build_site: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments that have not changed are not read again."""
    caching = CACHING | {"CONTENT_CACHING_LAYER": "reader"}
    build_site(FILES, **caching)
    monkeypatch.setattr("pelican_filmreview.content.read_comments", pytest.fail)
    assert "Kris Kelvin" in build_site({}, **caching).read("post.html")


def test_folders_are_watched(build_site: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """`pelican -lr` looks at the folders that hold comments by default."""
    import watchfiles
    from pelican.settings import read_settings
    from pelican.utils import wait_for_changes

    build = build_site(FILES)
    seen: list[tuple[set[Path], Any]] = []

    def watch(*paths: str, watch_filter: Any, **_: Any) -> Iterator[set[Any]]:
        seen.append(({Path(path) for path in paths}, watch_filter))
        yield {(watchfiles.Change.added, paths[0])}

    monkeypatch.setattr(watchfiles, "watch", watch)
    content = build.root / "content"
    wait_for_changes(None, read_settings(override={"PATH": str(content), "THEME": "simple"}))
    ((watched, passes),) = seen
    added = content / "comments/post/entry9.yml"
    assert content in watched
    assert passes(watchfiles.Change.added, str(added))


def test_logger_carries_the_file(build_site: BuildSite, caplog: pytest.LogCaptureFixture) -> None:
    """The finding of a record, which the checker reads, names the comment's own file."""
    with caplog.at_level(logging.WARNING):
        build_site(FILES | {"comments/post/bad.yml": "message: X"})
    findings = [record.film_finding for record in caplog.records if hasattr(record, "film_finding")]
    assert [(name, line) for name, line, *_ in findings] == [("comments/post/bad.yml", 1)]
