"""One of everything in three places: the officer's kecamatan, another of the same kota, and another kota.

People who live there carry a mark in the name, so that a page that shows too much can be caught.
"""

import datetime as dt
from types import SimpleNamespace

import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver

from bazaars import draw as lots
from bazaars.models import Bazaar, ClosedList, Draw, StallApplication, StallDay, StallSale
from okoce.accounts.access_log import record
from okoce.accounts.models import AccessLog, Invitation
from okoce.clock import day_starts_at, now, today
from okoce.jobs.models import Job
from okoce.notifications.models import Delivery, Message
from okoce.programme.models import BusinessClass, Commodity, Community, KecamatanOffice, Module, Target
from okoce.regions.models import Region
from okoce.trail.models import UnusualAccess
from participants.agency_trainings.models import AgencyAttendance
from participants.calls.models import Notice, Topic
from participants.capital.models import CapitalApplication
from participants.consents import memory as privacy_texts
from participants.contacts.models import Contact
from participants.exports.models import ExportFile
from participants.finances.models import MonthlyStatement
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.imports.models import Import, WrittenBatch
from participants.journey.actions import journeys
from participants.journey.models import StageEvent
from participants.mentoring.models import MentorAssignment, MentorHandover, MentoringNote, MentorQuestion
from participants.moves.models import Move
from participants.people.models import Business
from participants.permits.models import Licence
from participants.returned_cards.models import CardReturn
from participants.rights.models import RightsRequest
from reports.meetings.actions import closings
from reports.papers.models import Document, Report, ReportRun
from reports.snapshots.actions import editions, periods
from reports.snapshots.models import Period
from tests.factories.consents import make_consent
from tests.factories.corrections import make_correction, make_move
from tests.factories.invitations import make_invitation
from tests.factories.meetings import make_action, make_meeting
from tests.factories.merges import make_candidate, make_merge
from tests.factories.people import make_joined, make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, GROGOL, JATINEGARA, KEBON_JERUK, TOMANG, make_places
from tests.factories.proposals import make_proposal
from tests.factories.rules import make_rule_change, make_year_turn
from tests.factories.venues import make_trainer, make_training, make_venue
from tests.factories.years import make_agency, make_point, make_year
from trainings.attendance.models import Attendance
from trainings.certificates import documents
from trainings.certificates.models import Bundle, Certificate
from trainings.door.models import Claim, Closing, StandBy, WalkIn
from trainings.placements.models import Placement
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, TrainingTarget

ROLES = {
    "AN": None,
    "PS": "",
    "MT": "mentor",
    "KC": "officer",
    "SD": "staff",
    "DN": "province",
    "PJ": "official",
    "AU": "auditor",
    "PD": "privacy",
}
PLACES = {"own": (GROGOL, TOMANG), "kecamatan": (KEBON_JERUK, DURI_KEPA), "kota": (CAKUNG, JATINEGARA)}
# Whose mark may stand on a page of whom. The participant's own record and the mentor's mentee live in `own`.
MAY_SEE = {
    "AN": set(),
    "PS": {"own"},
    "MT": {"own"},
    "KC": {"own"},
    "SD": {"own", "kecamatan"},
    "DN": {"own", "kecamatan", "kota"},
    "PJ": set(),
    "AU": set(),
    "PD": {"own", "kecamatan", "kota"},
}
MISSING = 987_654_321


def make_world():
    """(users by short role name, things by place)."""
    make_places()
    year = make_year()
    periods.make(year)
    for code in ("daring", "kecamatan"):
        make_point(code)
    users = {short: make_user(role or None, name=f"Pengguna {short}") for short, role in ROLES.items() if short != "AN"}
    run = ReportRun.objects.create(period=Period.objects.order_by("number").first(), requested_by=users["DN"])
    things = {place: _things(place, year, users, run) for place in PLACES}
    change = make_rule_change(year, statements=1)
    turn = make_year_turn(year, by=change.proposed_by)
    approved, draft = _editions()
    meeting = make_meeting(period=Period.objects.order_by("number").first(), by=users["DN"])
    for place, thing in things.items():
        thing.rule_change, thing.year_turn, thing.round = change, turn, meeting
        thing.edition, thing.period = approved, draft.period
        thing.paragraph = draft.paragraphs.get(region=thing.kecamatan[:5])
        thing.action = _action(meeting, thing, users["KC"] if place == "own" else thing.staffer)
    return users, things


def _editions():
    """(an approved one, a draft) of the first two periods; the second may only begin tomorrow or later."""
    first, second = Period.objects.order_by("number")[:2]
    draft = editions.prepare(first)
    approved = editions.approve(draft, by=make_user("province"), seen=draft.sha256)
    with time_machine.travel(max(now(), day_starts_at(second.starts_on)), tick=False):
        return approved, editions.prepare(second)


def _things(place, year, users, run):
    kecamatan, kelurahan = PLACES[place]
    owner = users["PS"] if place == "own" else make_user(name=f"Pemilik {place}")
    mark = f"PENANDA{place.upper()}"
    person = make_participant(
        kelurahan=kelurahan, name=mark, user=owner, mentor=users["MT"] if place == "own" else None, year=year
    )
    Business.objects.create(participant=person, standing="running", trade="gorengan")
    make_consent(person)
    check = identity.check(person, by=users["DN"], place=IdentityCheck.Place.DESK)
    note = MentoringNote.objects.create(
        participant=person,
        mentor=users["MT"] if place == "own" else make_user("mentor", region=kecamatan),
        kind="visit",
        minutes=30,
        text=f"RAHASIA{place.upper()}",
        next_step="Catat penjualan",
    )
    licence = Licence.objects.create(
        participant=person, kind="nib", state="issued", number=f"N{place}", issued_on=today()
    )
    application = Licence.objects.create(participant=person, kind="pirt")
    statement = MonthlyStatement.objects.create(
        participant=person, month_on=today().replace(day=1), sales=1, costs=0, submitted_on=today()
    )
    capital = CapitalApplication.objects.create(participant=person)
    unchecked = CapitalApplication.objects.create(
        participant=person, state="disbursed", lender="Bank", amount=1, disbursed_on=today(), is_own_entry=True
    )
    session, meeting, seat = _session(person, year, kecamatan)
    attendance = Attendance.objects.create(seat=seat, meeting=meeting, marked_by=users["DN"])
    bazaar = Bazaar.objects.create(
        programme_year=year,
        name=f"Bazar {kecamatan}",
        kecamatan_id=kecamatan,
        venue="Aula",
        starts_on=today(),
        ends_on=today() + dt.timedelta(days=1),
        stalls=5,
        is_published=True,
    )
    stall_application, stall_day, draw = _stall(bazaar, person, users["DN"])
    sale = StallSale.objects.create(
        bazaar=bazaar, participant=person, stall_day=stall_day, sold_on=today(), amount=10_000
    )
    journeys.refresh([person.pk])
    record(users["DN"], AccessLog.Act.OPEN, person)
    item = Import.objects.create(
        file_name=f"{mark}.xlsx",
        sha256=place,
        region_id=kecamatan,
        registration_point=make_point(),
        uploaded_by=users["KC"] if place == "own" else make_user("officer", region=kecamatan),
        proposed_at=now(),
        state=Import.State.READY,
        counts={"new": 1},
    )
    item.failed = [["Nama", "Alasan"], [mark, "salah"]]
    cells = {"2": {"row": 2, "sheet": "", "cells": {"name": [mark, "text"]}}}
    item.kept = {"sex_codes": "", "title": "", "cells": cells}
    item.save()
    written = Import.objects.create(
        file_name=f"{mark} ditulis.xlsx",
        sha256=place,
        region_id=kecamatan,
        registration_point=item.registration_point,
        uploaded_by=item.uploaded_by,
        proposed_at=now(),
        state=Import.State.DONE,
        counts={"new": 1},
        confirmed_by=users["DN"],
        confirmed_at=now(),
        finished_at=now(),
    )
    batch = WrittenBatch(item=written)
    batch.log = {"2": {"pk": person.pk, "new": False}}
    batch.save()
    unclear = Import.objects.create(
        file_name=f"{mark} kolom.xlsx",
        sha256=place,
        region_id=kecamatan,
        registration_point=item.registration_point,
        uploaded_by=item.uploaded_by,
        state=Import.State.COLUMNS,
    )
    unclear.report = {"heads": [{"key": "X", "letter": "A", "text": "X", "fields": "", "samples": [mark]}] * 2}
    unclear.save()
    document = Document.objects.create(
        input_fingerprint=place, content=b"%PDF-1.7 " + place.encode(), sha256=place, size=9, pages=2
    )
    report = Report.objects.create(run=run, region_id=kecamatan, document=document, ready_at=now())
    Report.objects.create(run=run, region_id=kecamatan, kind="dek", document=document, ready_at=now())
    LogEntry.objects.create(
        user=users["DN"],
        content_type=ContentType.objects.get_for_model(person),
        object_id=str(person.pk),
        object_repr=mark,
        action_flag=CHANGE,
    )
    former, handover = _handover(person, kelurahan, year, note.mentor, users["DN"])
    commodity = Commodity.objects.get_or_create(code="kuliner", defaults={"name": "Kuliner"})[0]
    training = make_training(f"Pelatihan {place}", agency=_office(kecamatan))
    certificate, bundle = _papers(person, session, users["DN"])
    following, placement = _placement(person, training, users["DN"])
    pair = [make_participant(kelurahan=kelurahan, name=mark, year=year) for _ in range(2)]
    return SimpleNamespace(
        mark=mark,
        kecamatan=kecamatan,
        person=person,
        check=check,
        note=note,
        licence=licence,
        application=application,
        agency_attendance=AgencyAttendance.objects.create(
            participant=person,
            module=Module.objects.first(),
            attended_on=today(),
            agency=_office(kecamatan),
            recorded_by=users["DN"],
        ),
        statement=statement,
        capital=capital,
        unchecked=unchecked,
        session=session,
        venue=session.venue,
        training_target=TrainingTarget.objects.create(
            programme_year=year, agency=_office(kecamatan), commodity=_own_commodity(place), amount=40
        ),
        trainer=make_trainer(f"Narasumber {place}", agency=_office(kecamatan)),
        training=training,
        certificate=certificate,
        bundle=bundle,
        following=following,
        placement=placement,
        meeting=meeting,
        proposal=make_proposal(kecamatan, year, venue=session.venue, people=[person]),
        seat=seat,
        attendance=attendance,
        walk_in=_walk_in(meeting, mark, kelurahan, users["DN"]),
        **_over(meeting, seat, users["DN"]),
        bazaar=bazaar,
        stall_application=stall_application,
        stall_day=stall_day,
        draw=draw,
        sale=sale,
        report=report,
        run=run,
        item=item,
        unclear=unclear,
        written=written,
        event=StageEvent.objects.filter(participant=person).first(),
        year=year,
        text=privacy_texts.notice(),
        export_file=_export_file(person, users["SD"] if place == "own" else make_user("staff")),
        owner=owner,
        message=_message(owner, place, mark),
        call=_call(person, kecamatan),
        contact=Contact.objects.create(participant=person, outcome="missed", made_by=users["DN"]),
        target=Target.objects.create(
            programme_year=year, kecamatan_id=kecamatan, stage="pelatihan", agency=make_agency(), people=100
        ),
        question=MentorQuestion.objects.create(participant=person, text=f"TANYA{place.upper()}", asked_by=owner),
        office=KecamatanOffice.objects.get_or_create(kecamatan_id=kecamatan)[0],
        assignment=(users["KC"] if place == "own" else make_user("officer", region=kecamatan)).assignments.get(),
        log=AccessLog.objects.filter(subject_id=person.pk).first(),
        unusual=UnusualAccess.objects.create(kind="many", actor=owner, hour_at=now(), people=60),
        joined=make_joined(person, number=f"UJI-ULANG-{place}", street="Jalan Lama 9"),
        invitation=Invitation.objects.create(
            email=f"undangan-{place}@contoh.example",
            name=f"Undangan {place}",
            role="officer",
            region_id=kecamatan,
            invited_by=users["DN"],
        ),
        session_invitation=make_invitation(session, person),
        staffer=make_user("officer", region=kecamatan, name=f"Petugas {place}"),
        twin=make_candidate(person, make_participant(kelurahan=kelurahan, name=mark, year=year)),
        rights=RightsRequest.objects.create(participant=person, kind="copy", way="desk"),
        merge=make_merge(*pair, by=users["DN"]),
        correction=make_correction(pair[0], by=make_user("staff", region=kecamatan[:5])),
        correction_request=RightsRequest.objects.create(
            participant=person,
            kind="correction",
            way="own",
            wrong=["name"],
            words="Hurufnya kurang satu",
            asked_by=owner,
        ),
        move=_move(place, pair[1], users["DN"]),
        returned=_returned(person, users["DN"]),
        former=former,
        handover=handover,
        agency=make_agency(),
        module=session.modules.model.objects.first(),
        point=make_point(),
        region=Region.objects.get(pk=kecamatan),
        commodity=commodity,
        business_class=BusinessClass.objects.get_or_create(code="10710", title="Roti", commodity=commodity)[0],
        community=Community.objects.create(name=f"Komunitas {place}", region_id=kecamatan[:5]),
        job=Job.objects.create(key=f"uji {place}", name="uji", created_by=users["DN"]),
    )


def _action(meeting, thing, owner):
    """What the meeting decided for a kecamatan, and its owner asks to stop."""
    action = make_action(meeting, kecamatan=thing.kecamatan, owner=owner)
    closings.propose(action, closings.Closing.Kind.DROPPED, "Tidak perlu lagi", by=owner)
    return action


def _returned(person, by):
    """The person, whose registration was sent back."""
    CardReturn.objects.create(participant=person, reason="home", returned_by=by)
    return person


def _move(place, person, by):
    """A move that waits for another kecamatan; where it would lead into somebody's area, one that was refused."""
    to = DURI_KEPA if place == "own" else JATINEGARA
    if place == "kota":
        refused = {"state": Move.State.REFUSED, "answer": "Penuh", "decided_by": by, "decided_at": now()}
        return make_move(person, to=TOMANG, by=make_user("staff", region=CAKUNG[:5]), **refused)
    return make_move(person, to=to, by=make_user("staff"))


def _export_file(person, by):
    """A large file of people that can be fetched."""
    file = ExportFile(requested_by=by, reason="Undangan", shape="csv", people=[person.pk], count=1, ready_at=now())
    file.put(b"isi")
    file.save()
    return file


def _message(owner, place, mark):
    """A message that did not reach its receiver by mail."""
    message = Message.objects.create(user=owner, key=f"uji {place}", kind="uji", subject=f"Perihal {mark}", body="Isi")
    Delivery.objects.create(message=message, user=owner, channel="email", kind="uji", state=Delivery.State.FAILED)
    return message


def _call(person, kecamatan):
    """Something to say to a person by telephone, about an event of their kecamatan."""
    number = int(kecamatan.replace(".", ""))
    about = {"label": "Sesi", "url": "/", "host_id": kecamatan}
    topic = Topic.objects.get_or_create(kind="session", subject_id=number, defaults=about)[0]
    return Notice.objects.create(
        participant=person, topic=topic, kind="uji", key="uji", subject="Perihal", text="isi.", state=Notice.State.OPEN
    )


def _handover(person, kelurahan, year, mentor, by):
    """Somebody whose mentor is none any more, and the person, who was handed over by that one."""
    former = make_user("mentor", name="Bekas pendamping")
    former.assignments.update(ends_at=now())
    make_participant(kelurahan=kelurahan, name=person.name, mentor=former, year=year)
    handover = MentorHandover.objects.create(from_mentor=former, to_mentor=mentor, handed_by=by)
    MentorAssignment.objects.create(participant=person, mentor=mentor, assigned_by=by, handover=handover)
    return former, handover


def _papers(person, session, by):
    """A paper of the session, and the file of all of them."""
    certificate = Certificate.objects.create(
        kind=Certificate.Kind.SESSION,
        number=f"UJI/{person.pk}",
        participant=person,
        session=session,
        programme_year=session.programme_year,
        name=person.name,
        kecamatan_id=person.kecamatan_id,
        completed_on=today(),
        content={"title": session.title, "modules": [], "days": [], "place": "", "agency": "Sudin"},
        issued_on=today(),
        issued_by=by,
    )
    drawn_from = documents.fingerprint([certificate])
    bundle = Bundle.objects.create(
        session=session, fingerprint=drawn_from, papers=1, content=b"%PDF-1.7", requested_by=by, ready_at=now()
    )
    return certificate, bundle


def _placement(person, training, by):
    """A training that continues the other, and the person's month in it."""
    following = make_training(f"Lanjutan {training}", agency=training.agency, continues=training)
    host = {"host_name": "Toko", "host_address": "Jalan Melati 3", "host_phone": "+6281200099999"}
    span = {"starts_on": today(), "ends_on": today() + dt.timedelta(days=30)}
    return following, Placement.objects.create(training=following, participant=person, noted_by=by, **host, **span)


def _own_commodity(place):
    return Commodity.objects.get_or_create(code=f"uji-{place}", defaults={"name": f"Komoditas {place}"})[0]


def _office(kecamatan):
    return make_agency(f"kukmp-{kecamatan[3:5]}", f"Sudin KUKMP {kecamatan[:5]}", kecamatan[:5])


def _session(person, year, kecamatan):
    starts_at = now() + dt.timedelta(days=5)
    session = Session.objects.create(
        programme_year=year,
        agency=make_agency(),
        title=f"Sesi {kecamatan}",
        kecamatan_id=kecamatan,
        venue=make_venue("Aula", kecamatan),
        state=Session.State.PUBLISHED,
        booking_closes_at=starts_at,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
    )
    meeting = Meeting.objects.create(session=session, starts_at=starts_at, ends_at=session.ends_at)
    seat = Seat.objects.create(session=session, participant=person, state=Seat.State.CONFIRMED)
    return session, meeting, seat


def _over(meeting, seat, by):
    """What the door of a meeting leaves: somebody who was called in vain, a chair given on, the figures at the end."""
    figures = dict.fromkeys(("invited", "confirmed", "came_of_confirmed", "came", "walk_ins", "turned_away"), 1)
    return {
        "stand_by": StandBy.objects.create(
            meeting=meeting, number=1, participant=seat.participant, state=StandBy.State.MISSED, made_by=by
        ),
        "claim": Claim.objects.create(seat=seat, meeting=meeting, claimed_by=by),
        "closing": Closing.objects.create(session=meeting.session, capacity=9, closed_by=by, **figures),
    }


def _walk_in(meeting, mark, kelurahan, by):
    return WalkIn.objects.create(
        session=meeting.session, meeting=meeting, name=mark, kelurahan_id=kelurahan, made_by=by, trade="gorengan"
    )


def _stall(bazaar, person, drawn_by):
    application = StallApplication.objects.create(bazaar=bazaar, participant=person, number=1, category="kuliner")
    text = lots.canonical(bazaar.pk, bazaar.stalls, [lots.Entry(1, 0, "kuliner")])
    digest = lots.fingerprint(text)
    ClosedList.objects.create(
        bazaar=bazaar, content=text, sha256=digest, seed_source="IHSG", draws_on=today(), closed_by=drawn_by
    )
    draw = Draw.objects.create(bazaar=bazaar, number=1, rule=lots.RULE, seed="1", list_sha256=digest, drawn_by=drawn_by)
    stall_day = StallDay.objects.create(bazaar=bazaar, number=1, day_on=today(), application=application)
    return application, stall_day, draw


def named_urls():
    """Every URL name of the portal, with its namespace; of parts that are no pages only the staff's jsi18n."""

    def walk(patterns, prefix=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from walk(pattern.url_patterns, namespace)
            else:
                yield f"{prefix}{pattern.name}" if pattern.name else f"{prefix}{pattern.pattern}"

    return set(walk(get_resolver().url_patterns))
