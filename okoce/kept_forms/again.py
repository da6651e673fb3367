"""A long form that could not be carried out is kept as typed and answered by redirect; its page shows it again.

A view makes its form by `bind` and ends with `page`. So Back, a reload and a new tab show what was typed, with its
errors, and nothing is sent twice. Passwords, codes and files are not kept.
"""

from functools import cache

from django import forms
from django.forms.forms import NON_FIELD_ERRORS
from django.shortcuts import redirect, render

from okoce.kept_forms import actions
from okoce.kept_forms.actions import NUMBER
from okoce.pk_parsing import row_number


def bind(request, form_class, **kwargs):
    """Return the form of a page: with what is posted now, with what was kept of it before, or empty.

    One that is shown again is judged anew and never valid: only what is posted is carried out.
    """
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    found = found_here(request)
    if found is None:
        return form_class(**kwargs)
    form = _shown_again(form_class)(found.data, **kwargs)
    if not found.is_judged:
        return form_class(**kwargs | {"initial": _standing_in(form)})
    _refuse_again(form, found)
    return form


def page(request, template, context, *, is_judged=True, shown=None):
    """Draw the page of the form; after a post keep the form and redirect to the page that shows it again."""
    if request.method == "POST":
        if kept := keep(request, context["form"], is_judged=is_judged, shown=shown):
            return answer(kept)
        return render(request, template, context)
    return render(request, template, context | about(request))


def keep(request, form, *, is_judged=True, shown=None):
    """Keep what was posted with the errors of its form; return its Kept, None where it may not be kept."""
    return actions.keep_refused(
        request,
        _path(request),
        number=_number(request),
        is_judged=is_judged,
        refusals=_sentences(form) if is_judged else {},
        shown=shown or {},
    )


def answer(kept):
    """Redirect to the page that shows a kept form; it is not forgotten on the way (LoginEndedMiddleware)."""
    response = redirect(kept.url)
    response.keeps_form = True
    return response


def found_here(request):
    """Return what was kept of the form at this address and is named in it; None otherwise. Read once a request."""
    if not hasattr(request, "kept_form"):
        number = row_number(request.GET.get(NUMBER))
        found = actions.find(request, number) if number else None
        request.kept_form = found if found and found.path == _path(request) else None
    return request.kept_form


def is_blank(request):
    """Return whether nothing was posted of the form on this page, and nothing kept of it is shown again."""
    return request.method == "GET" and found_here(request) is None


def about(request):
    """What parts/_kept_form.html needs: the form shown again, else one of this address that was not finished."""
    if kept := found_here(request):
        return {"kept": kept, "unfinished": None}
    path = _path(request)
    unfinished = next((each for each in actions.kept(request) if each.is_refused and each.path == path), None)
    return {"kept": None, "unfinished": unfinished}


def is_over(request, response):
    """Whether a posted form that was kept before is of no more use: it was answered by something else."""
    return not getattr(response, "keeps_form", False) and _number(request)


class _ShownAgain:
    def is_valid(self):
        return False


@cache
def _shown_again(form_class):
    return type(form_class)(form_class.__name__, (_ShownAgain, form_class), {"__module__": form_class.__module__})


def _standing_in(form):
    """{field: what stands in it}, of a form that was sent for another reason than to be carried out."""
    data, files = form.data, form.files
    return {name: field.widget.value_from_datadict(data, files, name) for name, field in form.fields.items()}


def _refuse_again(form, found):
    """What the form itself says, and what only the action said when it was posted."""
    if found.has_files:
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField):
                form.errors.pop(name, None)
    for name, sentences in found.refusals.items():
        field = None if name == NON_FIELD_ERRORS else name
        if field is None or field in form.fields:
            for sentence in sentences:
                if sentence not in form.errors.get(name, []):
                    form.add_error(field, sentence)


def _sentences(form):
    """{field: [sentence]}; what changed meanwhile is asked anew from the record."""
    return {name: [str(each) for each in errors] for name, errors in form.errors.items() if name != "version"}


def _number(request):
    return row_number(request.POST.get(NUMBER) or request.GET.get(NUMBER))


def _path(request):
    params = request.GET.copy()
    params.pop(NUMBER, None)
    return f"{request.path}?{params.urlencode()}" if params else request.path
