"""Settings of the demo film blog for writing at home: `pelican -lr` in this folder."""

SITENAME = "The Night Bus Home"
SITESUBTITLE = "Films, talked over on the last bus"
AUTHOR = "Billie Pryce"
# Empty, so that every page links to its neighbours wherever the output is looked at from.
SITEURL = ""
RELATIVE_URLS = True

# Paths are relative to this file.
PATH = "content"
OUTPUT_PATH = "output"
ARTICLE_PATHS = ["reviews"]
PAGE_PATHS = ["pages", "guide"]
STATIC_PATHS = ["posters"]
# Reviews are sorted by the `Category` that they name, not by the folder that they lie in.
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "Films"

TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%d %B %Y"
DEFAULT_PAGINATION = 12
THEME = "theme"

# A feed needs absolute links, so the feeds are switched on in publishconf.py.
FEED_ALL_ATOM = None
FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

# What [film:legend] shows, and where the rating of every review links to.
FILMREVIEW_LEGEND = {
    "5": "I missed my stop.",
    "4": "I got off one stop early, to walk and go on thinking about it.",
    "3": "I should be glad to see it again on a wet Sunday, if somebody else got up to put it on.",
    "2": "I looked at my watch, and then at the usher’s.",
    "½": "It holds its audience in contempt. There are few of these; most bad films are tired.",
    "unrated": "A number would have been bad manners.",
}
FILMREVIEW_LEGEND_URL = "{filename}/pages/how-i-rate.md"

# The site needs no other plugin. Without this line Pelican would load whatever is installed, this
# one included.
PLUGINS = ["filmreview"]

# Pages of all films, people, genres ..., a diary, statistics, and links between reviews.
FILMREVIEW_COLLECTION = True
FILMREVIEW_LINK_TITLES = True
