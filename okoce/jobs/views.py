"""Whether the portal is well, for alarms and balancers: a word for everybody, sentences for those who run it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from okoce.jobs import health as checks


@login_not_required
@require_safe
def health(request):
    """For the alarm: 503 as soon as something is wrong that somebody should look at."""
    problems = checks.problems()
    answer = {"ok": not problems}
    if _may_read_problems(request):
        answer["problems"] = problems
    return JsonResponse(answer, status=503 if problems else 200)


@login_not_required
@require_safe
def health_web(request):
    """For balancers: 503 when this process cannot serve pages. A failed job is no reason to take the pages away."""
    is_ok = checks.is_readable()
    return JsonResponse({"ok": is_ok}, status=200 if is_ok else 503)


def _may_read_problems(request):
    token = request.headers.get("X-Health-Token", "")
    if settings.HEALTH_TOKEN and constant_time_compare(token, settings.HEALTH_TOKEN):
        return True
    try:
        return request.user.has_perm("jobs.view_job")
    except DatabaseError:
        return False
