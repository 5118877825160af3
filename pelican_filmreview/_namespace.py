"""What `pelican.plugins.filmreview` is in the wheel: the plugin, where Pelican finds it itself."""

from pelican_filmreview import register

__all__ = ["register"]
