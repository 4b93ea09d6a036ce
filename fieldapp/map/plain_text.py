"""The makers' line of a map file, which is often written for a web page."""

import html
import re


def without_tags(text: str) -> str:
    """The words of a line of HTML, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
