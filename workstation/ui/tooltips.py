"""Words of files and people in tooltips, which Qt takes for markup where they look like it."""

from html import escape


def plain(text: str) -> str:
    """A tooltip that shows this text as it is: no tag in it is obeyed, no picture loaded."""
    return f"<p>{escape(text)}</p>" if text else ""
