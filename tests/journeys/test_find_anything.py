"""Find anything: without a line, with filters that combine, have a name, and outlive a restart."""

from sync.orders import Priority
from tests.builders import an_order
from tests.journeys.city import City
from tests.journeys.conftest import OpenLaptop


def test_a_crew_finds_the_jobs_of_its_next_hour_and_keeps_the_way_to_them(city: City, laptop: OpenLaptop) -> None:
    crew = laptop("ana", url=city.url)
    everything = [city.pothole, city.cave_in, city.manhole, city.dark_lamp, city.loose_cover]
    titles = [order.title for order in everything]
    crew.until(lambda: crew.listed == titles)
    city.go_dark()

    crew.keys("Ctrl+F")
    crew.type("Search jobs", "w")
    crew.until(lambda: crew.listed == [city.pothole.title, city.loose_cover.title])
    crew.type("Search jobs", "w fillm")
    crew.until(lambda: crew.listed == [city.loose_cover.title])
    crew.keys("Escape")
    crew.until(lambda: crew.listed == titles)

    crew.keys("Ctrl+Shift+F")
    crew.wait_for("Show only", "Sort by")
    crew.press("Street light, 1 job")
    crew.until(lambda: crew.listed == [city.dark_lamp.title])
    crew.press("Pothole, 4 jobs")
    crew.until(lambda: crew.listed == titles)
    crew.press("Take away the filter Pothole")
    crew.keys("Ctrl+S")
    crew.type("Name of this filter", "Lamps")
    crew.press("Save this filter")
    crew.wait_for("Lamps")
    crew.keys("Escape")
    crew.press("Clear all")
    crew.until(lambda: crew.listed == titles)
    crew.keys("Ctrl+1")
    crew.until(lambda: crew.listed == [city.dark_lamp.title])
    crew.keys("Alt+4")
    crew.keys("Alt+1")
    assert crew.listed == [city.dark_lamp.title]
    crew.end()

    city.come_back()
    crew = laptop("ana", url=city.url, sign_in=False)
    crew.until(lambda: crew.listed == [city.dark_lamp.title])
    crew.wait_for("Take away the filter Street light")
    # What the office adds meanwhile is under the filter, or not, by itself; nothing of it is lost from sight for good.
    new = {"crew_id": "crew-14", "priority": Priority.EMERGENCY, "lat": None, "long": None}
    city.hub.book.put_order(an_order(title="Lamp post leans", service_code="street_light", **new), by="Office")
    city.hub.book.put_order(an_order(title="Hole at the school", **new), by="Office")
    crew.until(lambda: set(crew.listed) == {city.dark_lamp.title, "Lamp post leans"})

    crew.keys("Ctrl+Shift+F")
    crew.press("Priority")
    crew.until(lambda: crew.listed == ["Lamp post leans", city.dark_lamp.title])
    crew.press("No place known, 1 job")
    crew.until(lambda: crew.listed == ["Lamp post leans"])


def test_an_empty_list_leads_out_and_a_deleted_filter_comes_back(city: City, laptop: OpenLaptop) -> None:
    crew = laptop("ana", url=city.url)
    crew.until(lambda: len(crew.listed) == 5)
    crew.keys("Ctrl+Shift+F")
    crew.press("Street light, 1 job")
    crew.keys("Ctrl+S")
    crew.press("Save this filter")
    crew.type("Search jobs", "pothole")
    crew.wait_for("No job has all of this.", "Without “Street light”: 1 job.")
    crew.press("Take away “Street light”")
    crew.until(lambda: crew.listed == [city.pothole.title])
    crew.keys("Ctrl+Shift+X")
    crew.wait_for("All filters are cleared.")
    crew.press("Undo")
    crew.until(lambda: crew.listed == [city.pothole.title])
    crew.keys("Ctrl+1")
    crew.until(lambda: crew.listed == [city.dark_lamp.title])
    crew.press("Delete this filter")
    crew.wait_for("The filter “Street light” is deleted.", gone=("Rename",))
    crew.press("Undo")
    crew.wait_for("Rename")
