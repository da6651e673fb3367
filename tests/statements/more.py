"""More of everything in the world of tests.access: in the same kecamatan, the same family, of the same officers."""

import datetime as dt

from okoce.accounts.models import AccessLog
from okoce.notifications.models import Delivery, Message
from okoce.programme.models import Target
from participants.capital.models import CapitalApplication
from participants.finances.models import MonthlyStatement
from participants.journey.actions import journeys
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant, Residence
from participants.permits.models import Licence
from reports.papers.models import ReportRun
from tests.access import world
from tests.factories.places import GROGOL, TOMANG
from trainings.certificates import codes, documents
from trainings.certificates.models import Bundle, Certificate
from trainings.placements.models import Placement
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting


def make_more(users, own, number):
    """`own` is the thing of the place "own"; `number` says which of the family this is, from 2 on."""
    place = f"own{number}"
    world.PLACES[place] = (GROGOL, TOMANG)
    # One target a stage: the one there is makes room.
    free = {2: "perizinan", 3: "permodalan", 4: "pemasaran"}[number]
    Target.objects.filter(kecamatan=GROGOL, stage="pelatihan").update(stage=free)
    try:
        more = _more(own, users, place)
    finally:
        del world.PLACES[place]
    if number > 2:
        _to_the_person(own.person, more, number)
        journeys.refresh([own.person.pk])


def _more(own, users, place):
    """Another of the family with one of everything, in the same hands."""
    run = ReportRun.objects.create(period=own.run.period, requested_by=users["DN"])
    more = world._things(place, own.year, users, run)
    Participant.objects.filter(pk=more.person.pk).update(user=users["PS"], mentor=users["MT"])
    Message.objects.filter(user=more.owner).update(user=users["PS"])
    Delivery.objects.filter(user=more.owner).update(user=users["PS"])
    MentoringNote.objects.filter(pk=more.note.pk).update(mentor=users["MT"])
    Certificate.objects.filter(pk=more.certificate.pk).update(session=own.session)
    Placement.objects.filter(pk=more.placement.pk).update(training=own.following)
    papers = documents.fingerprint(documents.in_order(own.session.certificates))
    Bundle.objects.filter(pk=own.bundle.pk).update(fingerprint=papers)
    return more


def _to_the_person(person, more, number):
    """More of everything for the person themself."""
    for row in (more.note, more.licence, more.application, more.statement, more.capital):
        row.pk = None
        row._state.adding = True
        row.participant = person
        if isinstance(row, MonthlyStatement):
            row.month_on = (row.month_on - dt.timedelta(days=28 * (number - 1))).replace(day=1)
        if isinstance(row, CapitalApplication):
            row.lender = f"Bank {number}"
        if isinstance(row, Licence) and row.state == Licence.State.APPLIED:
            row.kind = (Licence.Kind.HALAL, Licence.Kind.BRAND)[number - 3]
        row.save()
    paper = Certificate.objects.get(pk=more.certificate.pk)
    paper.pk, paper.number, paper.code, paper.session, paper.participant = (
        None,
        f"UJI-{number}",
        codes.make(),
        more.session,
        person,
    )
    paper.save(force_insert=True)
    AccessLog.objects.create(
        actor=more.log.actor, act=AccessLog.Act.OPEN, subject=more.log.subject, subject_id=person.pk
    )
    Residence.objects.create(participant=person, kelurahan_id=TOMANG, since_on=dt.date(2026, 1, number))
    Seat.objects.create(session=more.session, participant=person, state=Seat.State.CONFIRMED)
    start = more.session.starts_at + dt.timedelta(days=number)
    Meeting.objects.create(session_id=more.session.pk, starts_at=start, ends_at=start + dt.timedelta(hours=2))
