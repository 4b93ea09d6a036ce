"""The way to a job, for whatever map the laptop has."""

from fieldapp.places import way_links


def test_the_way_is_shown_to_the_spot_or_to_the_address_or_not_at_all() -> None:
    assert way_links((33.46561, -112.09932), "x")[0] == "geo:33.465610,-112.099320?q=33.465610,-112.099320"
    assert way_links(None, "301 E Van Buren St")[1].endswith("query=301+E+Van+Buren+St")
    assert way_links(None, " ") == ()
