"""Settings of the demo film blog as it is published: `pelican -s publishconf.py`."""

import runpy
from pathlib import Path

# Everything that holds at home holds here too. Reading the file, rather than importing it, works
# from any folder.
_HOME = runpy.run_path(str(Path(__file__).with_name("pelicanconf.py")))
globals().update({name: value for name, value in _HOME.items() if name.isupper()})

SITEURL = "https://example.org"
RELATIVE_URLS = False
DELETE_OUTPUT_DIRECTORY = True

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
TRANSLATION_FEED_ATOM = "feeds/all-{lang}.atom.xml"
