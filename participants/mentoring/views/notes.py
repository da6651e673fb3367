"""The mentor's desk, and what a mentor writes about a meeting."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from okoce import refusals, work_counts
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.fields.read_back import read_back
from okoce.kept_forms import again
from okoce.programme import memory
from participants.calls import queries as calls
from participants.capital import display as capital
from participants.journey.display import mentee_panels, steps_of
from participants.mentoring import display as mentoring_shown
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.forms.notes import AdditionForm, AssignForm, FinishForm, NoteForm
from participants.mentoring.models import MentoringNote
from participants.mentoring.models.notes import WRITE
from participants.people import display as people_shown
from participants.people import repeats
from participants.people.forms import ReasonForm, SearchForm
from participants.people.models import Participant

SIZE = 30
DESK = ("Pendampingan", "participants:mentoring-list")


def mentors_only(view):
    """A mentor's people are those given to them; that is all a mentor's pages ever ask for."""
    return permission_required(WRITE, raise_exception=True)(view)


@mentors_only
def list_mentees(request):
    """Searching is a POST to the same address: what was typed never stands in it."""
    mentees = Participant.objects.supervised_by(request.user, WRITE).with_contacts()
    search = SearchForm(request.POST or None)
    is_search = request.method == "POST"
    if is_search:
        mentees = search.find(mentees) if search.is_valid() else mentees.none()
    shown = Paginator(mentees, SIZE).get_page(request.GET.get("halaman"))
    context = {} if is_search else mentoring_shown.waiting_for(request.user)
    context |= {
        "unchecked": [] if is_search else capital.waiting_for_check(request.user),
        "calls": {} if is_search else work_counts.kept(request.user, "calls", lambda: calls.waiting(request.user)),
        "mentees": mentoring_shown.contacts(shown.object_list),
        "count": shown.paginator.count,
        "has_more": is_search and shown.has_next(),
        "previous_url": f"?halaman={shown.previous_page_number()}" if shown.has_previous() else "",
        "next_url": f"?halaman={shown.next_page_number()}" if shown.has_next() and not is_search else "",
        "search": search,
        "is_search": is_search,
    }
    return render(request, "participants/mentoring/list.html", context)


@mentors_only
def show_mentee(request, pk):
    person = _mentee(request, pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person)
    context = {
        "person": person,
        "crumbs": crumbs(DESK, here=person.name),
        "phone": people_shown.phone(person),
        "facts": mentoring_shown.facts(person),
        "notes": mentoring_shown.notes(person, seen_by=request.user),
        "steps": steps_of(person, seen_by=request.user),
        "panels": mentee_panels(person) + mentoring_shown.evidence_panels(person, user=request.user),
        "questions": list(person.mentor_questions.visible_to(request.user)[: mentoring_shown.OWN_QUESTIONS]),
        "who_reads": mentoring_shown.who_reads(person),
    }
    return render(request, "participants/mentoring/detail.html", context)


@mentors_only
def write_note(request, pk):
    person = _mentee(request, pk)
    year = memory.year_of(person.programme_year_id)
    form = again.bind(request, NoteForm, may_share=year.notes_may_be_shared)
    if form.is_valid() and _done(form, mentoring.record, person, by=request.user, **form.cleaned_data):
        messages.success(request, f"Catatan pendampingan disimpan. {read_back(form)}")
        return redirect("participants:mentoring-detail", pk=person.pk)
    context = {"form": form, "person": person, "title": "Catatan pendampingan", "crumbs": _crumbs(person, "Catatan")}
    context["who_reads"] = mentoring_shown.who_reads(person)
    return again.page(request, "participants/mentoring/edit.html", context)


@mentors_only
def edit_note(request, pk):
    note = _note(request, MentoringNote.objects.written_by(request.user), pk)
    if not note.is_correctable:
        messages.info(request, "Catatan ini lebih tua dari 24 jam; tulis tambahan di bawahnya.")
        return redirect("participants:mentoring-append", pk=pk)
    year = memory.year_of(note.participant.programme_year_id)
    form = again.bind(request, NoteForm, note=note, may_share=year.notes_may_be_shared)
    if form.is_valid() and _done(form, mentoring.correct, note, by=request.user, **form.cleaned_data):
        messages.success(request, f"Catatan pendampingan dibetulkan. {read_back(form)}")
        return redirect("participants:mentoring-detail", pk=note.participant_id)
    context = {
        "form": form,
        "person": note.participant,
        "title": "Betulkan catatan",
        "who_reads": mentoring_shown.who_reads(note.participant),
        "crumbs": _crumbs(note.participant, "Betulkan catatan"),
    }
    return again.page(request, "participants/mentoring/edit.html", context)


@mentors_only
def append_note(request, pk):
    note = _note(request, MentoringNote.objects.written_by(request.user), pk)
    form = again.bind(request, AdditionForm)
    if form.is_valid() and _done(form, mentoring.append, note, by=request.user, text=form.cleaned_data["text"]):
        messages.success(request, "Tambahan disimpan.")
        return redirect("participants:mentoring-detail", pk=note.participant_id)
    return _note_page(request, "participants/mentoring/append.html", note, form, "Tambahan catatan")


@mentors_only
def finish_step(request, pk):
    note = _note(request, MentoringNote.objects.of_mentees(request.user).exclude(next_step=""), pk)
    form = again.bind(request, FinishForm)
    if form.is_valid() and _done(form, mentoring.finish, note, by=request.user, on=form.cleaned_data["on"]):
        messages.success(request, f"Langkah berikut ditandai selesai. {read_back(form)}")
        return redirect("participants:mentoring-detail", pk=note.participant_id)
    return _note_page(request, "participants/mentoring/finish.html", note, form, "Langkah berikut selesai")


@mentors_only
def void_note(request, pk):
    note = _note(request, MentoringNote.objects.written_by(request.user), pk)
    form = again.bind(request, ReasonForm)
    if form.is_valid() and _done(form, mentoring.void, note, by=request.user, reason=form.cleaned_data["reason"]):
        messages.success(request, "Catatan dibatalkan. Langkah yang bergantung padanya ikut gugur.")
        return redirect("participants:mentoring-detail", pk=note.participant_id)
    return _note_page(request, "participants/mentoring/void.html", note, form, "Batalkan catatan")


@permission_required(mentoring.ASSIGN, raise_exception=True)
def assign_mentor(request, pk):
    people = Participant.objects.supervised_by(request.user, mentoring.ASSIGN)
    person = get_object_or_404(people.for_detail(), pk=pk)
    offered = mentoring.mentors_for(request.user)
    registrar = mentoring.registrar_of(person, offered)
    form = again.bind(
        request,
        AssignForm,
        row=person,
        mentors=offered,
        initial={"mentor": registrar.pk if registrar else person.mentor_id},
    )
    if form.is_valid() and _done(form, mentoring.assign, person, by=request.user, **form.cleaned_data):
        messages.success(request, "Pendamping disimpan.")
        return redirect("participants:people-detail", pk=pk)
    people, own = ("Peserta", "participants:people-list"), (person.name, "participants:people-detail", pk)
    context = {
        "form": form,
        "person": person,
        "crumbs": crumbs(people, own, here="Pendamping"),
        "events": mentoring_shown.mentors(person),
        "registrar": registrar,
    }
    return again.page(request, "participants/mentoring/assign.html", context)


def _done(form, act, *args, by, **kwargs):
    """Do it, once for a form that was sent twice; a refusal is shown at the form."""
    with refusals.at_form(form):
        key = form.key_for(by) if "token" in form.fields else ""
        repeats.once(key, partial(act, *args, by=by, **kwargs))
    return form.is_valid()


def _mentee(request, pk):
    return get_object_or_404(Participant.objects.supervised_by(request.user, WRITE).for_detail(), pk=pk)


def _note(request, notes, pk):
    return get_object_or_404(notes.standing().select_related("participant"), pk=pk)


def _note_page(request, template, note, form, title):
    context = {"form": form, "note": note, "person": note.participant, "title": title}
    context["who_reads"] = mentoring_shown.who_reads(note.participant)
    context["crumbs"] = _crumbs(note.participant, title)
    return again.page(request, template, context)


def _crumbs(person, here):
    return crumbs(DESK, (person.name, "participants:mentoring-detail", person.pk), here=here)
