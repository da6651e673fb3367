"""Roles are offered by invitation to an e-mail address, and accepted by the account that proved it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import kept_for
from okoce.accounts import access_log
from okoce.accounts.actions.roles import check_grant, grant
from okoce.accounts.grants import grantable_roles
from okoce.accounts.models import AccessLog, Invitation, RoleAssignment, User
from okoce.clock import now
from okoce.formats import tanggal
from okoce.notifications.mails import queue_mail
from okoce.regions import places

STATES = {
    Invitation.State.ACCEPTED: "Undangan ini sudah diterima; masuk dengan surel Anda untuk memakainya.",
    Invitation.State.REVOKED: "Undangan ini sudah ditarik; hubungi yang mengundang bila perlu undangan baru.",
    Invitation.State.EXPIRED: "Undangan ini sudah lewat tujuh hari; minta undangan baru.",
}
NOT_STANDING = "Yang mengundang tidak lagi berwenang memberi peran ini; minta undangan baru ke kantor Sudin atau Dinas."
ANOTHER = "Undangan ini untuk surel lain; buktikan dulu surel itu dengan kode."
INVITED = "Surel ini sudah diundang untuk peran itu di wilayah itu; tarik dulu undangan yang lama."


def holder_of(email):
    """Return the account that proved an address, or None."""
    return User.objects.filter(email=email.lower()).first()


def check_invitation(invitation, *, by):
    """Refuse an invitation that its role could not be given by. Raise `ValidationError` as `check_grant` does, and
    where the same role is offered already.
    """
    check_grant(_assignment(invitation, holder_of(invitation.email)), by=by)
    same = {"email": invitation.email, "role": invitation.role, "region": invitation.region}
    if Invitation.objects.standing().filter(**same).exists():
        raise ValidationError(INVITED)


@transaction.atomic
def invite(invitation, *, by, link):
    """Send an unsaved invitation; `link` makes the address of a page from its token. Raise `ValidationError` as
    `check_invitation` does.
    """
    invitation.email = invitation.email.lower()
    check_invitation(invitation, by=by)
    same = {"email": invitation.email, "role": invitation.role, "region": invitation.region}
    past = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__lte=now(), **same)
    past.update(revoked_at=now(), revoked_by=by)
    invitation.invited_by = by
    invitation.save()
    access_log.record(by, AccessLog.Act.CHANGE, invitation, "Undangan peran dikirim")
    queue_mail(
        invitation.email,
        "Undangan menjadi petugas Portal OK OCE",
        f"{by.name} mengundang Anda menjadi {invitation.get_role_display()} di "
        f"{places.named(invitation.region_id)}.\n\n"
        f"Buka {link(invitation.token)} untuk membuktikan surel ini dan menerimanya. Berlaku sampai "
        f"{tanggal(invitation.expires_at)}. Bila Anda tidak mengenal pengundangnya, abaikan pesan ini.",
        kind="role_invitation",
        user=holder_of(invitation.email),
        key=f"invitation:{invitation.pk}",
        expires_at=invitation.expires_at,
    )
    return invitation


@transaction.atomic
def revoke(invitation, *, by):
    """Take back an invitation nobody has accepted. Raise `ValidationError` where `by` may not, and afterwards."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.role not in grantable_roles(by, invitation.region_id):
        raise ValidationError("Anda tidak berwenang menarik undangan ini; hubungi Dinas.")
    if not invitation.is_open:
        raise ValidationError(f"Undangan ini {invitation.state.label}; tidak ada yang ditarik.")
    invitation.revoked_at, invitation.revoked_by = now(), by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    access_log.record(by, AccessLog.Act.CHANGE, invitation, "Undangan peran ditarik")


@transaction.atomic
def accept(invitation, *, user):
    """Give the account that proved the address its role; other roles that it holds stay. Return the assignment.

    Raise `ValidationError` for another account, for an invitation that is over, and where its sender may no longer
    give the role.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by").get(pk=invitation.pk)
    check_open(invitation)
    if user.email != invitation.email:
        raise ValidationError(ANOTHER)
    by = invitation.invited_by
    if not by.is_active or invitation.role not in grantable_roles(by, invitation.region_id):
        raise ValidationError(NOT_STANDING)
    assignment = _assignment(invitation, user)
    grant(assignment, by=by)
    invitation.accepted_at, invitation.accepted_by = now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    access_log.record(user, AccessLog.Act.CHANGE, invitation, "Undangan peran diterima")
    return assignment


def check_open(invitation):
    """Raise `ValidationError` with the sentence for an invitation that is accepted, revoked or expired."""
    if not invitation.is_open:
        raise ValidationError(STATES[invitation.state])


def forget_old(*, is_dry=False):
    """Delete invitations that nobody accepted and that were sent 90 days ago; return how many."""
    old = Invitation.objects.filter(accepted_at=None, created_at__lt=now() - kept_for.lasts("invitations"))
    return kept_for.delete(old, is_dry=is_dry)


def _assignment(invitation, user):
    return RoleAssignment(
        user=user or User(name=invitation.name),
        role=invitation.role,
        region=invitation.region,
        starts_at=now(),
        ends_at=invitation.ends_at,
    )
