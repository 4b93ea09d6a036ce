"""Links that show the way to a place on the ground."""

from urllib.parse import quote, urlencode

from sync.places import Point


def way_links(point: Point | None, address: str) -> tuple[str, ...]:
    """Links that a map program or a browser may open, best first; none where nothing is known of the place."""
    links = []
    if point is not None:
        lat, long = (f"{degrees:.6f}" for degrees in point)
        links.append(f"geo:{lat},{long}?q={lat},{long}")
        links.append(f"https://www.openstreetmap.org/directions?to={lat}%2C{long}")
    elif address.strip():
        links.append(f"geo:0,0?q={quote(address)}")
        links.append("https://www.openstreetmap.org/search?" + urlencode({"query": address}))
    return tuple(links)
