"""Judges of a built site: a Pelican output folder in, findings of programs written elsewhere out.

    python -m tests.judges OUTPUT [--baseline DIR] [--site-url URL] [--scope SELECTOR] ...

| judge        | who judges                             | what                                     |
| ------------ | -------------------------------------- | ---------------------------------------- |
| html         | the Nu HTML checker (vnu)              | every page                               |
| vocabulary   | schema-dts and the TypeScript compiler | every JSON-LD item                       |
| reviews      | extruct, and rules of search engines   | every Review                             |
| microformats | mf2py                                  | every h-review                           |
| feeds        | feedparser, the Atom grammar           | every Atom and RSS feed, and its entries |
| links        | linkinator                             | local links, images, fragments, CSS      |
| browser      | axe-core in Chromium                   | review pages and the front page          |

Needs Node 20, a Java runtime and a Chromium; the first run installs the Node packages of
`package-lock.json` beside it. Each finding is one line, `file: judge: text`; the last lines say how
much each judge has read, since a judge that has read nothing has not judged. The exit code is 0
when every judge has read something and found nothing, and 1 otherwise.
"""
