"""The films of the whole blog: entries of all reviews in, pages that list them out.

Nothing here is loaded where FILMREVIEW_COLLECTION is not set.
"""
