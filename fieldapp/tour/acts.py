"""What people do again and again on the tour: sign in, look at a job, close one out with photos."""

from datetime import datetime, timedelta

from fieldapp import paths
from fieldapp.demo import DemoCity
from fieldapp.tour.camera import take_photo
from fieldapp.tour.laptop import Laptop
from sync.orders import WorkOrder

PLAIN_SCENE = "pothole"


def words(order: WorkOrder) -> tuple[str, str]:
    """What tells a job from all others in a list."""
    return order.title, order.address


def sign_in(laptop: Laptop, user: str, password: str) -> None:
    """Types name and password, and presses the button."""
    laptop.do("type", name="Name", text=user)
    laptop.do("type", name="Password", text=password)
    laptop.click("sign_in_button")


def show_job(crew: Laptop, order: WorkOrder) -> None:
    """Chooses a job in the crew's list."""
    crew.do("row", name="Jobs", row=words(order))
    crew.see(f"{order.address} · {order.number}")


class CloseOuts:
    """The crew's way of closing jobs, and the photos that it took so far."""

    def __init__(self, crew: Laptop, city: DemoCity) -> None:
        self._crew, self._city = crew, city
        self.photos = 0

    def close(self, order: WorkOrder, *after: str, before: int = 0) -> None:
        """Closes a job: photos (`after` are kinds of files), the first outcome, Ctrl+Enter."""
        crew = self._crew
        show_job(crew, order)
        if before:
            crew.click("Add before")
            crew.do("files", files=(self._photo(order, "before", "jpg"),))
            crew.see("photo:Before")
        self.fill_in(order, *after)
        crew.do("keys", text="Ctrl+Return")
        crew.see("Closed. It is safe on this laptop.", page="today")
        crew.do("see", row=(*words(order), "On this laptop"))

    def open(self) -> None:
        """Opens the close-out of the job in sight."""
        self._crew.do("keys", name="close_out_button", text="F2")
        self._crew.see("Close job", page="close_out")

    def fill_in(self, order: WorkOrder, *after: str) -> None:
        """Opens the close-out of the job in sight, and fills it in: one photo is pasted, more come from the card."""
        crew = self._crew
        self.open()
        crew.see(f"Close out · {order.title}")
        there = sum(photo.startswith("After") for photo in crew.look().photos)
        taken = tuple(self._photo(order, "after", kind) for kind in after)
        if len(taken) > 1:
            crew.click("From phone or SD card")
            crew.do("files", files=taken)
        else:
            crew.do("paste", files=taken)
        crew.do("keys", text="1")
        wanted = ("photo:After",) * (there + len(taken))
        crew.see(*wanted, "Everything here is kept on this laptop.", deadline_s=20.0)

    def _photo(self, order: WorkOrder, role: str, kind: str) -> str:
        """Takes a photo of the job's scene, a moment ago and near its address; the path of its file."""
        self.photos += 1
        scene = self._city.city.photos.get(order.service_code, PLAIN_SCENE)
        picture = paths.resources() / "demo" / "photos" / f"{scene}-{role}.jpg"
        camera = self._city.folder / "camera"
        camera.mkdir(exist_ok=True)
        at = datetime.now().astimezone() - timedelta(minutes=3)
        return str(take_photo(picture, camera / f"IMG_{1000 + self.photos}.{kind}", order, at))
