"""Whether somebody with a role may add their first second factor: with the invitation, or once it is approved."""

from okoce.accounts.actions.second_factor import needs_approval

_INVITED = "invitation_accepted_by"
PAGES = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_signup_webauthn"}


def note_invitation(request):
    """Remember that an invitation was accepted in this session."""
    request.session[_INVITED] = request.user.pk


def may_be_added(request):
    """Return whether who is signed in may add a second factor here and now."""
    return request.session.get(_INVITED) == request.user.pk or not needs_approval(request.user)
