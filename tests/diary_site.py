"""A blog for the tests of diary and statistics: seven reviews of five films, seen ten times."""

from __future__ import annotations

import re
from typing import Any

POSTS = {
    # Reviewed first in 2020, with the viewing of that review and one of which the month is known.
    "burning.md": """Title: Burning
Date: 2020-03-01

```film
title: Burning
original_title: 버닝
year: 2018
rating: 4.5
director: Lee Chang-dong
cast: [Steven Yeun as Ben]
country: South Korea
runtime: 148
watched:
  - date: 2020-02-28
    venue: The Lantern
    medium: DCP
    rating: 4/5
    note: Cold hands.
  - date: 2019-11
```
""",
    # The same film again, by its Korean title; its first viewing is noted here as well.
    "burning-again.md": """Title: Burning, again
Date: 2024-05-10

```film
title: 버닝
year: 2018
rating: 5
director: Lee Chang-dong
cast: [Steven Yeun as Ben]
country: South Korea
watched:
  - date: 2020-02-28
  - date: 2024-05-04
    medium: Blu-ray
```
""",
    # Seen after a review in which no viewing is noted.
    "poetry.md": """Title: Poetry
Date: 2021-01-01

```film
title: Poetry
year: 2010
rating: 10/10
director: Lee Chang-dong
country: South Korea
runtime: 139
```
""",
    "poetry-again.md": """Title: Poetry, again
Date: 2024-06-01

```film
title: Poetry
year: 2010
director: Lee Chang-dong
country: South Korea
watched: 2024-05-20
```
""",
    "minari.md": """Title: Two at once
Date: 2024-03-01

```film
title: Minari
year: 2020
rating: 3
director: Lee Isaac Chung
cast: [Steven Yeun as Jacob]
country: United States
runtime: 115
watched:
  - 2024-02-29
  - 2022
  - date: 2023-07-15
    rewatch: yes
```

```film
title: The Matrix
year: 1999
rating: 3.5
director: Lana Wachowski
country: [United States, Australia]
runtime: 136
watched:
  - date: 2024-05-04
  - date: 2024-05
    note: On a ferry.
  - date: one of these nights
    venue: The attic
```
""",
    "matrix.md": """Title: Not that one
Date: 2024-03-02

```film
title: The Matrix
year: 1993
rating: 1
country: Canada
```
""",
}
ON: dict[str, Any] = {"FILMREVIEW_COLLECTION": True}


def list_sections(html: str) -> dict[str, list[str]]:
    """Give the lines of each month of a diary as plain text, under its heading."""
    sections = {}
    for section in re.findall(r'(?s)<section class="film-month".*?</section>', html):
        (heading,) = re.findall(r"<h2>(.*?)</h2>", section)
        items = re.findall(r"(?s)<li>(.*?)</li>", section)
        sections[heading] = [read_text(item) for item in items]
    return sections


def read_text(html: str) -> str:
    """Give the words of a piece of HTML."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def read_counts(html: str) -> dict[str, dict[str, str]]:
    """Give each table of numbers of a page, by the heading that it stands under."""
    tables = {}
    for section in re.findall(r"(?s)<section>.*?</section>", html):
        (heading,) = re.findall(r"<h2>(.*?)</h2>", section)
        rows = re.findall(r'(?s)<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', section)
        tables[heading] = {read_text(name): read_text(number) for name, number in rows}
    return tables


def read_figures(html: str) -> dict[str, str]:
    """Give the figures of a page of statistics by what they are."""
    pairs = re.findall(r"(?s)<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", html)
    return {read_text(name): read_text(value) for name, value in pairs}
