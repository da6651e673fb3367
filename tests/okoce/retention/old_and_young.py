"""For each name of okoce/kept_for.py two rows of some age, and how to see that one of them was forgotten."""

import datetime as dt

from django.contrib.sessions.models import Session

from okoce.accounts.models import AddressCode, Invitation
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.kept_forms.models import KeptForm
from okoce.notifications.models import Delivery, Message
from okoce.retention.models import RetentionRun
from participants.calls.models import Notice
from participants.claims.models import ClaimCode
from participants.exports.models import ExportFile
from participants.imports.models import Import, WrittenBatch
from participants.merges.models import Merge
from participants.people.models import SentForm
from participants.registration.models import RegistrationDraft
from tests.factories.calls import make_call
from tests.factories.merges import make_merge
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, make_places
from tests.factories.sessions import make_session
from tests.factories.years import make_point, make_year
from tests.trainings.door.meetings import make_meeting, with_officer
from tests.trainings.door.test_walk_ins import write
from trainings.certificates.models import Bundle
from trainings.door.models import WalkIn
from trainings.planner.models import Proposal


def make_import(**fields):
    sealed = dict.fromkeys(["content_sealed", "report_sealed", "kept_sealed"], b"x")
    about = {"file_name": "daftar.csv", "sha256": "0", "region_id": GROGOL, "registration_point": make_point()}
    return Import.objects.create(**about | sealed | fields, uploaded_by=make_user("officer"))


def written(**fields):
    return make_import(state=Import.State.DONE, confirmed_at=now(), finished_at=now(), **fields)


def _done_merge():
    merge = make_merge(make_participant(), make_participant())
    decided = {"state": Merge.State.DONE, "decided_by": make_user("officer"), "log_sealed": b"x"}
    Merge.objects.filter(pk=merge.pk).update(**decided)
    return merge


def _proposal():
    make_places()
    asked = {"first_on": now().date(), "weeks": 2, "most_sessions": 3, "seats": 40, "programme_year": make_year()}
    return Proposal.objects.create(kecamatan_id=GROGOL, **asked)


def _bundle():
    session = make_session()
    return Bundle.objects.create(session=session, fingerprint="x", papers=1, requested_by=make_user("officer"))


def _message():
    user = make_user()
    return Message.objects.create(user=user, key=f"uji {user.pk}", kind="uji", subject="Perihal", body="Isi pesan")


def _job():
    key = f"uji {Job.objects.count()}"
    return Job.objects.create(key=key, name="uji", state=Job.State.DONE, finished_at=now())


def _invitation():
    by = make_user("province")
    return Invitation.objects.create(
        email=f"undangan{by.pk}@contoh.example", name="Uji", role=Role.OFFICER, region_id=GROGOL, invited_by=by
    )


def _notice():
    notice = make_call(key=f"lama{Notice.objects.count()}")
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.REACHED)
    return notice


# Name → (how a row is made, its model, the column of its age, columns that are emptied; none: the row is deleted).
ROWS = {
    "kept_forms": (lambda: KeptForm.objects.create(user=make_user(), sealed=b"x"), KeptForm, "kept_at", {}),
    "sent_forms": (lambda: SentForm.objects.create(key=f"{SentForm.objects.count()}"), SentForm, "sent_at", {}),
    "address_codes": (lambda: AddressCode.objects.create(purpose="login", sealed=b"x"), AddressCode, "created_at", {}),
    "claim_codes": (lambda: ClaimCode.objects.create(place="mail"), ClaimCode, "created_at", {}),
    "drafts": (lambda: RegistrationDraft.objects.create(answers_sealed=b"x"), RegistrationDraft, "updated_at", {}),
    "walk_ins": (lambda: write(with_officer(make_meeting())), WalkIn, "made_at", {"name": ""}),
    "undecided_imports": (
        lambda: make_import(state=Import.State.READY),
        Import,
        "uploaded_at",
        {"state": Import.State.FORGOTTEN, "content_sealed": b""},
    ),
    "import_reports": (written, Import, "uploaded_at", {"report_sealed": b"", "kept_sealed": b""}),
    "import_batches": (
        lambda: WrittenBatch.objects.create(item=written(), log_sealed=b"x"),
        WrittenBatch,
        "item__finished_at",
        {},
    ),
    "merge_logs": (_done_merge, Merge, "decided_at", {"log_sealed": b""}),
    "certificate_files": (_bundle, Bundle, "requested_at", {}),
    "people_files": (
        lambda: ExportFile.objects.create(
            requested_by=make_user("officer"), shape="csv", reason="Uji", people=[], count=0
        ),
        ExportFile,
        "requested_at",
        {},
    ),
    "planner_proposals": (_proposal, Proposal, "made_at", {}),
    "jobs": (_job, Job, "finished_at", {}),
    "invitations": (_invitation, Invitation, "created_at", {}),
    "call_notices": (_notice, Notice, "created_at", {"subject": "Kabar lama", "url": ""}),
    "messages": (_message, Message, "created_at", {"subject": "Pesan lama"}),
    "retention_runs": (lambda: RetentionRun.objects.create(how="job"), RetentionRun, "asked_at", {}),
}


def make(name, age):
    """Make the row of a kind that is so old; return it."""
    if name == "sessions":
        expires = now() + dt.timedelta(days=14) - age
        return Session.objects.create(session_key=f"{age.days}", session_data="x", expire_date=expires)
    create, model, column, _ = ROWS[name]
    row = create()
    if column.startswith("item__"):
        Import.objects.filter(pk=row.item_id).update(finished_at=now() - age)
    else:
        model.objects.filter(pk=row.pk).update(**{column: now() - age})
    return row


def is_forgotten(name, row):
    emptied = ROWS[name][3] if name in ROWS else {}
    found = type(row).objects.filter(pk=row.pk).first()
    if not emptied:
        return found is None
    return found is not None and all(_plain(getattr(found, column)) == value for column, value in emptied.items())


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def make_old_mail(age):
    mail = Delivery.objects.create(channel="email", kind="login_code", state=Delivery.State.SENT)
    Delivery.objects.filter(pk=mail.pk).update(created_at=now() - age)
    return mail
