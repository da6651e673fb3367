"""One form makes a series: it is shown with all its clashes, single sessions are left out, the rest are stored."""

from functools import partial

from django.contrib import admin
from django.contrib.auth.decorators import permission_required

from okoce.kept_forms import again
from trainings.planning import previews
from trainings.planning.forms.series import SeriesForm
from trainings.planning.views import drafts

ADD = "training_sessions.add_session"


@permission_required(ADD, raise_exception=True)
def plan_series(request):
    """The form, under it the sessions it would make; both are one form, so that what is stored was seen."""
    form = again.bind(request, SeriesForm, user=request.user)
    is_valid = form.is_valid()
    if is_valid and "save" in request.POST:
        about = {name: form.cleaned_data[name] for name in ("agency", "training")}
        if answer := drafts.store(request, form.drafts(), **about):
            return answer
    context = admin.site.each_context(request) | {
        "title": "Buat deret sesi",
        "form": form,
        "preview": drafts.preview(request, partial(SeriesForm, user=request.user), _judge),
    }
    return again.page(request, "admin/training_sessions/session/series.html", context, is_judged=not is_valid)


def _judge(form):
    return previews.judge(form.drafts(), training=form.cleaned_data["training"])
