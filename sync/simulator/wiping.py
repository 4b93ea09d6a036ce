"""A laptop that is wiped: its unsent work leaves it sealed, and somebody brings that into the hub in the end."""

from sync.server.hub import Hub
from sync.server.recover import recover
from sync.simulator import oracle
from sync.simulator.city import RECOVERY
from sync.simulator.findings import require
from sync.simulator.hub_host import HubHost
from sync.simulator.laptop import Laptop
from sync.simulator.promises import Promises
from sync.store.sealing import wipe


def wiped(host: HubHost, laptop: Laptop, promises: Promises) -> None:
    """The city revokes the laptop: it seals what is unsent, and forgets its key and all its other files."""
    device = laptop.store.device
    host.hub.people.revoke_device(device)
    unsent = laptop.store.unsent()
    sealed = laptop.store.seal_unsent()
    require((sealed is not None) == unsent.anything, "I-25", f"{laptop.name} sealed nothing of {unsent}")
    laptop.store.sign_out()
    laptop.close()
    wipe(laptop.folder, sealed, laptop.clock.now(), lambda: None)
    names = {path.name for path in laptop.folder.iterdir() if path.suffix not in {".sealed", ".lock"}}
    left = sorted(name for name in names if not name.startswith("damaged-"))  # those keep the key, for a person
    require(not left, "I-25", f"{laptop.name} still has {left}")
    oracle.check_files(laptop.folder)
    promises.wiped[laptop.name] = device, laptop.folder


def bring_in(hub: Hub, promises: Promises) -> None:
    """I-25: what a wiped laptop had comes in by its file, once, and the file says how many photos were damaged."""
    for name, (_, folder) in promises.wiped.items():
        for sealed in folder.glob("*.sealed"):
            for _ in range(2):  # the second time changes nothing
                found = recover(hub, sealed, RECOVERY)
                trouble = "; ".join((*found.troubles, *(["a photo without its job"] * found.photos["homeless"])))
                require(not trouble, "I-25", f"{name}: {trouble}")
            fresh = (found.commands | found.photos).keys() - {"known"}
            require(not fresh, "I-25", f"{name}: brought in twice, and not known: {sorted(fresh)}")
            promises.sealed_damaged[name] = found.damaged
