"""A small blog for the tests of the collection: five films that hang together."""

from __future__ import annotations

import re
from typing import Any

POSTS = {
    "burning.md": """Title: Burning
Date: 2024-05-01

```film
title: Burning
original_title: 버닝
year: 2018
rating: 4.5
director: Lee Chang-dong
writer: [Oh Jung-mi, Lee Chang-dong]
cast:
  - Yoo Ah-in as Lee Jong-su
  - Steven Yeun as Ben
genre: [Drama, Mystery]
country: South Korea
language: Korean
watched: 2024-04-30
```
Prose of the first.
""",
    "poetry.md": """Title: Poetry
Date: 2024-04-01

```film
title: Poetry
year: 2010
rating: 10/10
director: Lee Chang-dong
cast: [Yun Jung-hee as Mija]
genre: Drama
country: South Korea
language: Korean
```
""",
    "minari.md": """Title: Two at once
Date: 2024-03-01

```film
title: Minari
year: 2020
rating: 3
director: Lee Isaac Chung
cast:
  - Steven Yeun as Jacob
genre: drama
country: United States
language: [Korean, English]
```

And the other one.

```film
title: The Matrix
year: 1999
director: [Lana Wachowski, Lilly Wachowski]
cast: [Keanu Reeves as Neo]
genre: Science fiction
country: United States
```
""",
    "ete.md": """Title: Été
Date: 2024-02-01

```film
title: "Été"
```
""",
    "draft.md": """Title: Not yet
Date: 2024-06-01
Status: draft

```film
title: Unfinished
rating: 1
director: Lee Chang-dong
```
""",
}
ON: dict[str, Any] = {"FILMREVIEW_COLLECTION": True}


def list_titles(html: str) -> list[str]:
    """Give the titles in a page's table of films, in their order."""
    return re.findall(r'<th scope="row"><a href="[^"]*" dir="auto">([^<]*)</a>', html)


def list_links(html: str) -> list[str]:
    """Give the addresses of all links in a piece of HTML."""
    return re.findall(r'<a [^>]*href="([^"]*)"', html)
