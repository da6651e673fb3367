from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.jobs import health as parts


@login_not_required
@never_cache
@require_safe
def health(request):
    """For balancers and supervisors: 200 as long as pages can be served, 503 without a database."""
    answer = parts.health()
    return JsonResponse(answer, status=503 if answer == parts.DOWN else 200)
