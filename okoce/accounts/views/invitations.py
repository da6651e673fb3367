"""Roles offered by invitation: the list, sending one, taking one back, and the page its link leads to."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from okoce import rates, refusals
from okoce.accounts import asked_codes, first_factor
from okoce.accounts.actions import codes, invitations
from okoce.accounts.forms import CodeForm, InvitationForm
from okoce.accounts.models import AddressCode, Invitation, RoleAssignment
from okoce.accounts.one_time_codes import ELSEWHERE
from okoce.accounts.views.codes import TOO_MANY, log_in, typed_code
from okoce.crumbs import crumbs
from okoce.pagination import paged
from okoce.pk_parsing import row_number
from okoce.regions import places

MAY, SEE = "accounts.add_roleassignment", "accounts.view_roleassignment"
TO_ADDRESS = AddressCode.For.INVITATION


@permission_required(SEE, raise_exception=True)
def index(request):
    rows, around = paged(request, Invitation.objects.visible_to(request.user).newest())
    for row in rows:
        row.place = places.named(row.region_id)
    page = {"invitations": rows, "may_invite": request.user.has_perm(MAY)}
    return render(request, "accounts/invitations/list.html", page | around)


@permission_required(MAY, raise_exception=True)
def add(request):
    """Show whose account it is, and send the invitation once that was seen."""
    form = InvitationForm(request.POST or None, by=request.user)
    page = {"form": form, "crumbs": crumbs(("Undangan", "account_invitations"), here="Undang")}
    if form.is_valid():
        if request.POST.get("seen") == "ya":
            with refusals.at_form(form):
                invitations.invite(form.save(commit=False), by=request.user, link=_link)
                messages.success(request, f"Undangan dikirim ke {form.cleaned_data['email']}.")
                return redirect("account_invitations")
        else:
            return render(request, "accounts/invitations/check.html", page | _facts(form, request.user))
    return render(request, "accounts/invitations/edit.html", page)


@permission_required(MAY, raise_exception=True)
@require_POST
def revoke(request, pk):
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user, MAY), pk=pk)
    with refusals.as_message(request):
        invitations.revoke(invitation, by=request.user)
        messages.success(request, "Undangan ditarik; tautannya tidak berlaku lagi.")
    return redirect("account_invitations")


@login_not_required
def detail(request, token):
    """The page of a link: who invites to what, and the next step."""
    invitation = _by_token(token)
    if request.method == "POST" and invitation.is_open:
        if "accept" in request.POST:
            return _accept(request, invitation)
        if rates.is_within(request, "ask_invitation", "60/h/ip,5/h/key", key=token):
            asked_codes.remember(request, codes.request_code(TO_ADDRESS, invitation.email))
            return redirect("account_invitation_code", token=token)
        messages.error(request, TOO_MANY)
    page = {"invitation": invitation, "place": places.named(invitation.region_id)}
    page["is_theirs"] = request.user.is_authenticated and request.user.email == invitation.email
    page["refusal"] = "" if invitation.is_open else invitations.STATES[invitation.state]
    return render(request, "accounts/invitations/detail.html", page)


@login_not_required
@sensitive_post_parameters()
def confirm(request, token):
    """The code to the invited address; who was signed in here as somebody else is signed out."""
    invitation, rows = _by_token(token), asked_codes.rows(request, TO_ADDRESS)
    page_url = reverse("account_invitation", args=[token])
    if not rows or not AddressCode.objects.filter(pk=rows[-1]).exists():
        messages.warning(request, ELSEWHERE)
        return redirect(page_url)
    form = CodeForm(request.POST or None)
    if form.is_valid() and (row := typed_code(request, form, rows)):
        with refusals.as_message(request):
            if row.address.value != invitation.email:
                raise ValidationError(invitations.ANOTHER)
            user = next(iter(codes.accounts_for(row)), None)
            if request.user.is_authenticated and request.user != user:
                logout(request)
            return log_in(request, row, user, name=invitation.name, to=page_url)
        return redirect(page_url)
    return render(request, "accounts/codes/confirm.html", {"form": form, "start": page_url, "purpose": TO_ADDRESS})


def _accept(request, invitation):
    if not request.user.is_authenticated:
        raise Http404
    with refusals.as_message(request):
        assignment = invitations.accept(invitation, user=request.user)
        first_factor.note_invitation(request)
        messages.success(request, f"Anda kini {assignment.get_role_display()} di {places.named(assignment.region_id)}.")
        return redirect("account_overview" if request.user.has_usable_password() else "account_set_password")
    return redirect("account_invitation", token=invitation.token)


def _by_token(token):
    pk = row_number(token.partition("-")[0])
    invitation = Invitation.objects.select_related("invited_by").filter(pk=pk).first()
    if invitation is None or not constant_time_compare(invitation.token, token):
        raise Http404
    return invitation


def _facts(form, by):
    """Whose account it is, how its address was proved, and the roles it holds now where `by` may see them."""
    holder, data = form.holder, form.cleaned_data
    held = RoleAssignment.objects.visible_to(by).active().filter(user_id=holder.pk) if holder else []
    return {
        "holder": holder,
        "held": [(each.get_role_display(), places.named(each.region_id)) for each in held],
        "role": dict(form.fields["role"].choices)[data["role"]],
        "place": places.named(data["region"].pk),
    }


def _link(token):
    return f"{settings.SITE_URL}{reverse('account_invitation', args=[token])}"
