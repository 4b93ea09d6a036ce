"""Everything is built and connected here, once, and the doors to the work: signing in, the lock, leaving."""

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp import diagnostics, leaving, settings
from fieldapp.at_work import Around, AtWork
from fieldapp.background import Background
from fieldapp.camera import Lenses, lenses
from fieldapp.card_files import mounted
from fieldapp.choices import Choices
from fieldapp.imported import Imported
from fieldapp.language import Language
from fieldapp.locking import Locking
from fieldapp.models import kept_filters
from fieldapp.models.card_watch import CardWatch, Drives
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.map_file import FOLDER as MAPS
from fieldapp.models.map_file import MapFile, map_in
from fieldapp.order_code import named_in
from fieldapp.photos_on_wifi import Network, PhotosOnWifi, SystemNetwork
from fieldapp.sync_thread import StoreChanges, SyncThread, ask_to_sign_in
from fieldapp.views.refusal import opening_text, recovered_page, refusal_page, revoked_page
from fieldapp.views.settings_menu import SettingsMenu
from fieldapp.views.sign_in import Offer, SignInPage
from fieldapp.views.sign_out import SignOutPage
from fieldapp.views.window import Window
from fieldapp.views.workspace import Workspace
from fieldapp.widgets.keys import bind
from fieldapp.wording import kept_text, problem_sentence
from sync import credentials, pin
from sync.clock import Clock
from sync.store import Store, StoreProblem, Unsent
from sync.wire import Grant, NoAnswer, Problem, WellKnown

DATABASE = "fieldapp.db"
DATA = (DATABASE, "fieldapp.spare")  # what a key that is gone would leave unreadable


@dataclass(frozen=True)
class Place:
    """Where the data is: a laptop's one folder, or with `offers` (a demo) a folder below it for each of them.

    `map_file` is a map that was named on the command line, `drives` lists what is plugged in, `lenses` the cameras,
    `network` says what the line costs (None: the system does); `guide` says whether people who are new here are
    shown around.
    """

    folder: Path
    key_file: Path | None = None
    offers: tuple[Offer, ...] = ()
    map_file: Path | None = None
    drives: Drives = mounted
    lenses: Lenses = lenses
    network: Network | None = None
    guide: bool = False

    @property
    def map(self) -> MapFile:
        """The city's map: the file that was named, else the one in the folder for it."""
        return MapFile(self.map_file or map_in(self.folder), self.folder / MAPS)

    def folder_of(self, user: str) -> Path:
        """The folder of whoever signs in by that name."""
        return self.folder / user if self.offers else self.folder


class App(QObject):
    """One window on one laptop's data. `ready` when somebody's workspace is in sight."""

    ready = Signal()
    _crash_told = Signal()

    def __init__(self, window: Window, language: Language, chosen: settings.Settings, place: Place) -> None:
        super().__init__()
        self.window, self.language = window, language
        self._place = place
        self.choices = Choices(window, language, chosen, place.folder)
        self.choices.remade.connect(self._rebuild)
        self.clock = Clock()
        self.jobs = Background()
        self.store: Store | None = None
        self.changes: StoreChanges | None = None
        self.cards = CardWatch(Imported(place.folder), chosen.watch_folder, place.drives)
        self.cards.folder_chosen.connect(self._keep_watching)
        self._map_file = place.map
        self._wifi = PhotosOnWifi(chosen.photos_on_wifi, place.network or SystemNetwork(self))
        around = Around(self._map_file, self.cards, self._wifi, place.lenses)
        self._work = AtWork(window, language, self.clock, self.jobs, place.folder, around)
        self._work.ready.connect(self._in_sight)
        self._work.counted.connect(self._show_safe)
        self._work.sign_in_asked.connect(self._show_sign_in)
        self._work.menu_asked.connect(self._show_menu)
        self._work.revoked.connect(self._give_up)
        self._work.lease_ended.connect(self._end_lease)
        self._work.shown_around.connect(self._shown_around)
        self.choices.said.connect(self._work.say)
        self._sign_in: SignInPage | None = None
        self._folder = place.folder
        self._key, self._forgotten, self._why = b"", False, ""
        self._locking = Locking(place.folder, place.key_file, self.jobs, chosen.lock_after_min)
        self._locking.opened.connect(self._unlocked)
        self._locking.forgot.connect(self._forget_pin)
        self._locking.chosen.connect(self._pin_chosen)
        self._locking.idle.connect(self.lock)
        self._lock_key = bind(window, "Ctrl+L", self.lock, "")
        window.closing.connect(self.close)

    @property
    def workspace(self) -> Workspace | None:
        """What the person here works in, None while a door is in sight."""
        return self._work.workspace

    @property
    def line(self) -> SyncThread | None:
        """The line to the hub, None while nobody is signed in."""
        return self._work.line

    def start(self) -> int:
        """Shows the work of who is signed in, or the sign-in page, or why neither is possible: an exit code then."""
        if self._place.offers:
            self._show_sign_in()
            return 0
        try:
            leaving.finish(self._place.folder, self._place.key_file)
            if self._locking.is_set:
                self._show_door(self._locking.page(self.store))
                return 0
            self._open(self._place.folder)
        except (credentials.KeyProblem, StoreProblem) as problem:
            self.window.show_content(refusal_page(problem))
            return 3
        self._go_on()
        return 0

    def _keep_watching(self, folder: str) -> None:
        self.choices.keep(watch_folder=folder)

    def _go_on(self) -> None:
        """To work or to the sign-in page; what was recovered from a broken file is read first."""
        recovered = self.store.recovered() if self.store else None
        if recovered is not None:
            page = recovered_page(recovered)
            page.acted.connect(self._recovered_seen)
            self.window.show_content(page)
            return
        account = self.store.account() if self.store else None
        if account is None or account.signed_out:
            self._show_sign_in()
        elif self.store is not None and self.store.lease_over():
            self._end_lease()
        else:
            self._begin(account.server_url)

    def _begin(self, url: str) -> None:
        assert self.store is not None
        assert self.changes is not None
        filters = KeptFilters(self._folder / kept_filters.FILE_NAME, self._key)
        self._work.begin(self.store, self.changes, url, filters)

    def _in_sight(self) -> None:
        self._sign_in = None
        self._locking.watch(_application(), not self._place.offers and self._locking.is_set)
        self.ready.emit()
        self._lock_key.setWhatsThis(self.tr("Lock this laptop with your PIN"))
        account = self.store.account() if self.store else None
        if self._place.guide and account is not None and self.choices.is_new(account.person.id):
            self._work.show_around()

    def _shown_around(self) -> None:
        account = self.store.account() if self.store else None
        if account is not None:
            self.choices.was_shown(account.person.id)

    def _show_safe(self) -> None:
        if self.store is not None:
            self._locking.show_safe(self.store)

    def _end_lease(self) -> None:
        """The copies go, as the city wants it; what was done stays as after signing out."""
        self._why = self.tr("This laptop did not reach the city for too long, so it keeps no jobs. Your work is safe.")
        self._sign_out()

    def _recovered_seen(self) -> None:
        if self.store is not None:
            self.store.see_recovered()
            self._go_on()

    def show_order(self, code: str) -> None:
        """Shows the job that a code or number names, once somebody is at work; "" shows none."""
        if code:
            self._work.show_order(named_in(code) or code)

    def close(self) -> None:
        """Ends the threads and closes the file; unsent work stays in it."""
        self._work.end()
        self._locking.watch(_application(), False)
        self.jobs.close()
        self._map_file.close()
        if self.changes is not None:
            self.changes.stop()
            self.changes = None
        if self.store is not None:
            self.store.close()
            self.store = None

    # the laptop's file

    def _open(self, folder: Path, key: bytes = b"") -> Store:
        """Opens the file in `folder`, and closes the one before; the key is asked for where none is given.

        Raises KeyProblem, StoreProblem.
        """
        if self.store is not None:
            self.close()
        folder.mkdir(parents=True, exist_ok=True)
        has_data = any((folder / name).exists() for name in DATA)
        self._key = key or credentials.laptop_key(folder, self._place.key_file, has_data=has_data)
        self._folder = folder
        self.store = Store.open(folder, self._key, self.clock)
        self.changes = StoreChanges(self.store)
        self.changes.changed.connect(self._work.refresh)
        return self.store

    # signing in and out

    def _show_sign_in(self) -> None:
        kept = " ".join(filter(None, (self._why, kept_words(self.store) if self.store else "")))
        self._why = ""
        self._work.put_away()
        self._sign_in = SignInPage(self.choices.now.hub_url, self.choices.now.last_user, self._place.offers, kept)
        self._sign_in.asked.connect(self._ask_hub)
        self.window.show_content(self._sign_in)
        self._sign_in.setFocus()

    def _ask_hub(self, url: str, user: str, password: str) -> None:
        assert self._sign_in is not None
        device = self.store.device if self.store else self._locking.device
        if not device or self._place.offers:
            try:
                device = self._open(self._place.folder_of(user)).device
            except (credentials.KeyProblem, StoreProblem) as problem:
                self._sign_in.show_problem(opening_text(problem))
                return
        self._sign_in.set_busy(True)
        work = partial(ask_to_sign_in, url, user, password, device, self.clock)
        self.jobs.run(work, partial(self._signed_in, url, user), self._sign_in_failed)

    def _sign_in_failed(self, error: Exception) -> None:
        if self._sign_in is not None:
            self._sign_in.show_problem(problem_sentence("NET-URL"))
        if not isinstance(error, ValueError):  # what a mistyped address raises
            raise error

    def _signed_in(self, url: str, user: str, answer: tuple[WellKnown, Grant] | Problem | NoAnswer) -> None:
        if self._sign_in is None or (self.store is None and not self._locking.is_set):
            return  # the window was closed meanwhile
        if isinstance(answer, Problem | NoAnswer):
            code = answer.name if isinstance(answer, Problem) else answer.code
            self._sign_in.show_problem(problem_sentence(code))
            return
        known, grant = answer
        try:
            self._opened_for(grant).sign_in(url, known.server_id, grant)
        except pin.WrongPin:
            self._sign_in.show_problem(problem_sentence("PIN-HUB"))
            return
        except (credentials.KeyProblem, StoreProblem) as problem:
            self._sign_in.show_problem(opening_text(problem))
            return
        self.choices.keep(hub_url=url, last_user=user)
        self._begin(url)

    def _opened_for(self, grant: Grant) -> Store:
        """The open file. What a PIN locks opens by the hub's word; that PIN goes, it was forgotten or another's."""
        if self.store is None:
            key = self._locking.open_online(grant.unlock)
            store = self._open(self._place.folder, key)
            self._locking.remove(key)
            return store
        account = self.store.account()
        if self._forgotten or (account is not None and account.person.id != grant.person.id):
            self._locking.remove(self._key)
        self._forgotten = False
        return self.store

    # the PIN

    def lock(self) -> None:
        """Hides the work behind the PIN; the line goes on. Without a PIN, asks for one."""
        if self.workspace is None or self.store is None or self._place.offers:
            return
        if self._locking.is_set:
            self._show_door(self._locking.page(self.store))
        else:
            self._show_pin()

    def _show_pin(self) -> None:
        assert self.store is not None
        self._show_door(self._locking.pin_page(self.store, self._key))

    def _pin_chosen(self, said: str) -> None:
        self._work.come_back()
        if said:
            self._work.say(said)

    def _unlocked(self, key: bytes) -> None:
        if self.store is not None:
            self._work.come_back()
            return
        try:
            self._open(self._place.folder, key)
        except (credentials.KeyProblem, StoreProblem) as problem:
            self.window.show_content(refusal_page(problem))
            return
        self._go_on()

    def _forget_pin(self) -> None:
        self._forgotten = True
        self._show_sign_in()

    # signing out

    def _ask_sign_out(self) -> None:
        """Signs out; where something is unsent, only after saying how much."""
        assert self.store is not None
        unsent = self.store.unsent()
        if not (unsent.anything or unsent.held):
            self._sign_out()
            return
        page = SignOutPage(unsent, bool(self.store.hub_keys().recovery), self.language.locale)
        page.stayed.connect(self._work.come_back)
        page.left.connect(self._sign_out)
        self._show_door(page)

    def _sign_out(self) -> None:
        self._work.end()
        if self.store is not None:
            self.jobs.run(partial(leaving.seal, self.store), self._signed_out, self._fail)

    def _signed_out(self, _sealed: Path | None) -> None:
        if self.store is not None:
            self._locking.remove(self._key)
            self.store.sign_out()
            self._show_sign_in()

    def _give_up(self) -> None:
        """The city revoked this laptop."""
        store, self.store = self.store, None
        if store is None:
            return
        self._work.end()
        if self.changes is not None:
            self.changes.stop()
            self.changes = None
        self._show_door(revoked_page(None))
        work = partial(leaving.give_up, store, self._folder, self._place.key_file, self.clock.now())
        self.jobs.run(work, self._given_up, self._fail)

    def _given_up(self, unsent: Unsent) -> None:
        self.window.show_content(revoked_page(unsent))

    def _fail(self, error: Exception) -> None:
        raise error

    def _show_door(self, page: QWidget) -> None:
        """Shows a page in front of the workspace, which is made anew afterwards; the line goes on meanwhile."""
        self._work.put_aside()
        self.window.show_content(page)
        page.setFocus()

    # what a person chooses

    def _show_menu(self, where: QPoint) -> None:
        has_pin = None if self._place.offers else self._locking.is_set
        menu = SettingsMenu(self.language.tag, self.window, has_pin, self._wifi.wanted)
        menu.wifi_chosen.connect(self._choose_wifi)
        menu.pin_asked.connect(self._show_pin)
        menu.lock_asked.connect(self.lock)
        menu.theme_chosen.connect(self.choices.set_theme)
        menu.scale_chosen.connect(self.choices.set_scale)
        menu.language_chosen.connect(self.choices.set_language)
        menu.sign_out_asked.connect(self._ask_sign_out)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _choose_wifi(self, wanted: bool) -> None:
        self.choices.keep(photos_on_wifi=wanted)
        self._wifi.choose(wanted)

    def _rebuild(self) -> None:
        if self.workspace is not None:
            self._work.build()
        elif self.window.centralWidget() is self._sign_in and self._sign_in is not None:
            self._show_sign_in()  # the other doors stay as they are: none of them may give way to this one

    # the unforeseen

    def take_crashes(self) -> None:
        """From now on an error nobody foresaw is said to the person, and told to the terminal, instead of lost."""
        self._crash_told.connect(self._say_crash)
        sys.excepthook = self._crashed

    def _crashed(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        diagnostics.note_crash(kind, trace)
        self._crash_told.emit()  # in whichever thread it was

    def _say_crash(self) -> None:
        self._work.say(self.tr("Something went wrong in the program. All that was saved is safe. (APP-UNFORESEEN)"))


def kept_words(store: Store) -> str:
    """What is safe here although nobody is signed in; empty for nothing."""
    account, summary = store.account(), store.summary()
    if account is None:
        return ""
    return kept_text(account.person.name, summary.on_laptop + summary.sending)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
