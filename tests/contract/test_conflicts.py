"""Rows of the conflict table that need more than two values: other sign-ins, other laptops, orders that come and go."""

from collections.abc import Callable

from msgspec.structs import replace

from sync.commands import AddNote, Assign, Choice, CloseOut, CreateOrder, DecideReview, SetField, StartWork
from sync.effects import blank
from sync.orders import Role, Status
from sync.verdicts import Outcome, Review, ReviewKind, ReviewState, Why
from sync.wire import BASE, Answer, Left, OrderChanged, Problem, ReviewChanged, VerdictChanged
from tests.contract.device import CLOCK, Device, a_photo, name_of
from tests.contract.hub_process import City

Make = Callable[..., Device]
HERE, NEARBY = (33.46561, -112.09932), (33.46571, -112.09932)


def reviews_in(changes: tuple[object, ...]) -> list[Review]:
    return [change.review for change in changes if isinstance(change, ReviewChanged)]


def found_at(city: City, spot: tuple[float, float]) -> CreateOrder:
    return CreateOrder("pothole", "Pothole", f"19 Elm St {city.tag}", CLOCK.new_id(), "", *spot)


def create(device: Device, body: CreateOrder, order_id: str) -> Outcome:
    (verdict,) = device.exchange(device.entry(blank(order_id), body)).verdicts
    return verdict.outcome


def test_new_work_from_the_street_is_the_crews_at_once(device: Make, city: City) -> None:
    maria, dan = device("maria"), device("dan")
    order_id = CLOCK.new_id()
    assert create(maria, found_at(city, (12.25, 44.75)), order_id) is Outcome.APPLIED
    order = city.office.book.order(order_id)
    assert order is not None
    assert (order.version, order.crew_id, order.status) == (1, city.crew(7), Status.ASSIGNED)
    (change,) = dan.exchange().changes
    assert isinstance(change, OrderChanged)
    assert maria.exchange(maria.entry(order, CloseOut("FILLED"))).verdicts[0].outcome is Outcome.APPLIED


def test_a_look_alike_is_linked_and_the_dispatcher_may_merge_it(device: Make, city: City) -> None:
    maria, pete, dan = device("maria"), device("pete"), device("dan")
    first, second = CLOCK.new_id(), CLOCK.new_id()
    create(maria, found_at(city, HERE), first)
    create(pete, found_at(city, NEARBY), second)
    twin = city.office.book.order(second)
    assert twin is not None
    assert first in twin.look_alikes
    (review,) = [r for r in reviews_in(dan.pull()) if r.order_id == second]
    assert (review.kind, review.asks, review.why) == (ReviewKind.INFORMED, Role.DISPATCHER, Why.LOOK_ALIKE)
    same = DecideReview(review.id, Choice.SEND_BACK, "The report is on the older one.")
    assert dan.exchange(dan.entry(twin, same)).verdicts[0].outcome is Outcome.APPLIED
    merged = city.office.book.order(second)
    assert merged is not None
    assert (merged.status, merged.duplicate_of) == (Status.CANCELLED, twin.look_alikes[0])


def test_a_disabled_persons_evidence_is_kept_and_their_work_is_held(device: Make, city: City) -> None:
    maria, sue = device("maria"), device("sue")
    photo = a_photo(b"\xff\xd8\xff of somebody who left")
    order = city.order(1)
    city.office.people.disable(maria.person.id)
    did = (AddNote("n-1", "Still here."), photo, CloseOut("FILLED"))
    reply = maria.exchange(*(maria.entry(order, body) for body in did))
    assert [(v.outcome, v.why) for v in reply.verdicts] == [
        (Outcome.APPLIED, None),
        (Outcome.APPLIED, None),
        (Outcome.HELD, Why.PERSON_DISABLED),
    ]
    assert (reply.changes, reply.cursor) == ((), None), "nothing goes out any more"
    assert [note.text for note in city.order(1).notes] == ["Still here."]
    assert maria.exchange().verdicts == (), "bytes are still to come"
    assert isinstance(maria.create_upload(photo), Answer)
    sent = maria.send_chunk(f"{BASE}/uploads/{photo.photo_id}", 0, b"\xff\xd8\xff of somebody who left")
    assert isinstance(sent, Answer)
    ended = maria.try_exchange(())
    assert isinstance(ended, Problem)
    assert ended.name == "sign-in-required"
    for path in ("/snapshot", f"/photos/{photo.photo_id}", "/events"):
        refused = maria.call("GET", BASE + path)
        assert isinstance(refused, Problem)
        assert refused.name == "sign-in-required"
    (review,) = [r for r in reviews_in(sue.pull()) if r.order_id == order.id]
    assert (review.asks, review.author) == (Role.SUPERVISOR, maria.person.id)
    released = DecideReview(review.id, Choice.ACCEPT)
    assert sue.exchange(sue.entry(city.order(1), released)).verdicts[0].outcome is Outcome.APPLIED
    closing = city.order(1).closing
    assert closing is not None
    assert closing.by == "Maria Lopez"


def test_a_disabled_person_can_refresh_to_bring_the_rest_but_not_sign_in(device: Make, city: City) -> None:
    maria = device("maria")
    assert maria.grant is not None
    city.office.people.disable(maria.person.id)
    fresh = maria.refresh(maria.grant.refresh_token)
    assert not isinstance(fresh, Problem)
    maria.grant = fresh
    entry = maria.entry(city.order(1), AddNote("n", "From before."))
    assert maria.exchange(entry).verdicts[0].outcome is Outcome.APPLIED
    other = device()
    found = other.post("/sign-in", {"user": city.user("maria"), "password": "secret", "device": other.id})
    assert isinstance(found, Problem)
    assert found.name == "sign-in-required"


def test_work_of_a_on_the_laptop_of_b_waits_for_a_supervisors_release(device: Make, city: City) -> None:
    maria, sue = device("maria"), device("sue")
    entry = maria.entry(city.order(1), SetField("lane", "left"), author=city.people()["pete"].id)
    (verdict,) = maria.exchange(entry).verdicts
    assert (verdict.outcome, verdict.why, verdict.asks) == (Outcome.HELD, Why.OTHER_PERSON, Role.SUPERVISOR)
    assert city.order(1).fields == {}
    (review,) = [r for r in reviews_in(sue.pull()) if r.id == name_of(entry)]
    assert (review.author, review.author_name) == (city.people()["pete"].id, "Pete Novak")
    sue.exchange(sue.entry(city.order(1), DecideReview(review.id, Choice.ACCEPT)))
    assert city.order(1).fields == {"lane": "left"}
    assert city.order(1).history[0].by == "Pete Novak"
    (logged,) = [row for row in city.office.book.log() if row.id == name_of(entry)]
    assert (logged.author, logged.device) == (city.people()["pete"].id, maria.id)


def test_an_author_that_nobody_knows_is_refused(device: Make, city: City) -> None:
    maria = device("maria")
    entry = maria.entry(city.order(1), AddNote("n", "?"), author="nobody")
    (verdict,) = maria.exchange(entry).verdicts
    assert (verdict.outcome, verdict.why) == (Outcome.REJECTED, Why.NOT_ALLOWED)


def test_two_laptops_of_one_person_ask_that_person(device: Make, city: City) -> None:
    one, two, pete = device("maria"), device("maria"), device("pete")
    seen = city.order(1)
    one.exchange(one.entry(seen, SetField("lane", "left")))
    (verdict,) = two.exchange(two.entry(seen, SetField("lane", "centre"))).verdicts
    assert (verdict.outcome, verdict.asks) == (Outcome.HELD, Role.CREW)
    (review,) = reviews_in(one.pull())
    assert (review.id, review.asks) == (verdict.review_id, Role.CREW)
    decision = DecideReview(review.id, Choice.ACCEPT)
    (foreign,) = pete.exchange(pete.entry(city.order(1), decision)).verdicts
    assert (foreign.outcome, foreign.why) == (Outcome.REJECTED, Why.NOT_ALLOWED)
    assert one.exchange(one.entry(city.order(1), decision)).verdicts[0].outcome is Outcome.APPLIED
    assert city.order(1).fields == {"lane": "centre"}
    news = two.pull()
    assert [change.verdict.outcome for change in news if isinstance(change, VerdictChanged)] == [Outcome.APPLIED]
    assert [r.state for r in reviews_in(news)] == [ReviewState.ACCEPTED]
    lines, _, _ = device("maria").snapshot()
    assert [r.state for r in reviews_in(tuple(lines))] == [ReviewState.ACCEPTED], "a third laptop has it too"


def test_work_on_a_deleted_job_goes_to_the_orphan_tray(device: Make, city: City) -> None:
    maria, dan = device("maria"), device("dan")
    seen, photo = city.order(1), a_photo(b"\xff\xd8\xff orphan")
    city.office.book.remove_order(seen.id, "City CRM")
    assert [type(change) for change in maria.pull()] == [Left]
    verdicts = maria.exchange(maria.entry(seen, AddNote("n", "Deep.")), maria.entry(seen, photo)).verdicts
    assert [(v.outcome, v.why) for v in verdicts] == [(Outcome.HELD, Why.ORDER_UNKNOWN)] * 2
    assert isinstance(maria.create_upload(photo), Answer)
    stored = maria.send_chunk(f"{BASE}/uploads/{photo.photo_id}", 0, b"\xff\xd8\xff orphan")
    assert isinstance(stored, Answer)
    assert stored.headers["field-sync-stored"] == photo.sha256
    changes = dan.pull()
    assert [c.order_id for c in changes if isinstance(c, Left)] == [seen.id]
    assert {r.asks for r in reviews_in(changes)} == {Role.DISPATCHER}


def test_the_new_crew_sees_that_work_may_have_begun(device: Make, city: City) -> None:
    maria, pete, sue = device("maria"), device("pete"), device("sue")
    seen = city.order(1)
    sue.exchange(sue.entry(seen, Assign(city.crew(8), "second")))
    pete.pull()
    (verdict,) = maria.exchange(maria.entry(seen, StartWork())).verdicts
    assert (verdict.outcome, verdict.met_by) == (Outcome.HELD, "Sue Park")
    (change,) = pete.pull()
    assert isinstance(change, OrderChanged)
    assert change.order.begun is not None
    assert change.order.begun.by == "Maria Lopez"
    assert change.order.status is Status.ASSIGNED


def test_a_change_by_the_crm_itself_has_a_name(device: Make, city: City) -> None:
    maria = device("maria")
    seen = city.order(1)
    city.office.book.edit_order(seen.id, lambda order: replace(order, fields={"lane": "left"}), "City CRM")
    (verdict,) = maria.exchange(maria.entry(seen, SetField("lane", "right"))).verdicts
    assert (verdict.outcome, verdict.met_by, verdict.parts[0].by) == (Outcome.HELD, "City CRM", "City CRM")


def test_both_evidences_of_a_job_that_two_crews_closed_are_kept(device: Make, city: City) -> None:
    maria, pete, sue = device("maria"), device("pete"), device("sue")
    seen = city.order(1)
    sue.exchange(sue.entry(seen, Assign(city.crew(8), "second")))
    pete.pull()
    pete.exchange(pete.entry(city.order(1), CloseOut("FILLED", note="Ours.", note_id="n-8")))
    (verdict,) = maria.exchange(maria.entry(seen, CloseOut("FILLED", note="Mine.", note_id="n-7"))).verdicts
    assert (verdict.outcome, verdict.why, verdict.met_by) == (Outcome.APPLIED, Why.ALREADY_CLOSED, "Pete Novak")
    assert sorted(note.text for note in city.order(1).notes) == ["Mine.", "Ours."]
    (told,) = [r for r in reviews_in(sue.pull()) if r.author == maria.person.id]
    assert (told.kind, told.asks) == (ReviewKind.INFORMED, Role.SUPERVISOR)
