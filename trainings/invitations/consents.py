"""What a withdrawn consent ends here: nobody is invited, or called about an invitation, who wants no news."""

from participants.calls.actions import notices
from participants.consents.models import Consent
from trainings.invitations.actions.notices import INVITED
from trainings.invitations.models import Invitation


def withdrawn(participant_id, purpose):
    """settings.CONSENT_WITHDRAWN: invitations that did not go out are taken back, and calls about the others too.

    Rows first: a job that sends them at this moment holds them until it is done, and its notices are found then.
    """
    if purpose == Consent.Purpose.NEWS:
        unsent = Invitation.objects.filter(participant=participant_id, state=Invitation.State.INVITED)
        unsent.filter(notified_at=None).delete()
        notices.withdraw_all(participant_id, kind=INVITED)
