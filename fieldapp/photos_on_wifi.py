"""Photos on Wi-Fi only, where the person here wants that: they wait while the line costs by the megabyte."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtNetwork import QNetworkInformation

from fieldapp.sync_thread import SyncThread


class Network(Protocol):
    """What is asked of the system about the network."""

    @property
    def changed(self) -> SignalInstance:
        """Another answer may hold now."""

    def costs(self) -> bool | None:
        """Whether a byte costs money, None where the system cannot say."""


class SystemNetwork(QObject):
    """The network as the system has it. It is first asked when somebody wants to know: that takes a while."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._info: QNetworkInformation | None = None
        self._asked = False

    def costs(self) -> bool | None:
        """As the system says: a metered line, or a phone's."""
        info = self._system()
        if info is None:
            return None
        by_phone = info.transportMedium() is QNetworkInformation.TransportMedium.Cellular
        return info.isMetered() or by_phone

    def _system(self) -> QNetworkInformation | None:
        if not self._asked:
            self._asked = True
            if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Metered):
                self._info = QNetworkInformation.instance()
                self._info.isMeteredChanged.connect(self.changed)
                self._info.transportMediumChanged.connect(self.changed)
        return self._info


class PhotosOnWifi:
    """Holds a line's photos back while `wanted` and the network costs."""

    def __init__(self, wanted: bool, network: Network) -> None:
        self._wanted, self._network = wanted, network
        self._line: SyncThread | None = None
        network.changed.connect(self._hold)

    @property
    def wanted(self) -> bool | None:
        """What the person here chose, None where the system cannot tell one network from another."""
        return None if self._network.costs() is None else self._wanted

    def choose(self, wanted: bool) -> None:
        """From now on."""
        self._wanted = wanted
        self._hold()

    def serve(self, line: SyncThread | None) -> None:
        """This line from now on, None for none."""
        self._line = line
        if self._wanted:
            self._hold()

    def _hold(self) -> None:
        if self._line is not None:
            self._line.hold_photos(self._wanted and bool(self._network.costs()))
