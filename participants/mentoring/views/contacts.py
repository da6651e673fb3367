"""A mentor calls or writes to one of their people: the number is read, the reading is logged, the phone takes over."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from participants.mentoring.models.notes import WRITE
from participants.mentoring.views.notes import mentors_only
from participants.people.models import Participant


class DialRedirect(HttpResponseRedirect):
    """Lead to the phone's own dialler, or to a chat."""

    allowed_schemes = ["tel", "https"]


@mentors_only
@require_safe
def call(request, pk):
    return DialRedirect(f"tel:{_number(request, pk)}")


@mentors_only
@require_safe
def chat(request, pk):
    return DialRedirect(f"https://wa.me/{_number(request, pk).removeprefix('+')}")


def _number(request, pk):
    mentees = Participant.objects.supervised_by(request.user, WRITE)
    person = get_object_or_404(mentees.only("phone"), pk=pk)
    if not person.phone:
        raise Http404
    access_log.record(request.user, AccessLog.Act.OPEN, person)
    return person.phone
