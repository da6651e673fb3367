"""A participant's page about their mentor, and what a mentor answers."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from participants.mentoring import display as mentoring_shown
from participants.mentoring.actions import questions
from participants.mentoring.forms.questions import AnswerForm, QuestionForm
from participants.mentoring.models import MentoringNote, MentorQuestion
from participants.mentoring.models.questions import ASK
from participants.mentoring.views.notes import DESK, mentors_only
from participants.people import repeats
from participants.people.models import Participant


def show_own(request, number):
    """The mentor's card, a question and its answer, every meeting, and the text of those that are open."""
    people = Participant.objects.visible_to(request.user, ASK).select_related("mentor")
    person = get_object_or_404(people.defer("nik_sealed"), registration_number=number)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        with refusals.at_form(form):
            ask = partial(questions.ask, person, by=request.user, text=form.cleaned_data["text"])
            repeats.once(form.key_for(request.user), ask)
            messages.success(request, "Pertanyaan Anda sudah masuk ke halaman pendamping. Jawabannya tampil di sini.")
            return redirect("participants:mentoring-own", number=number)
    context = mentoring_shown.own_page(person) | {
        "person": person,
        "form": form,
        "crumbs": crumbs(("Perjalanan", "participants:journey-detail", number), here="Pendamping"),
    }
    return render(request, "participants/mentoring/own.html", context)


@require_POST
def ask_for_text(request, pk):
    notes = MentoringNote.objects.askable_by(request.user).standing().select_related("participant")
    note = get_object_or_404(notes, pk=pk)
    with refusals.as_message(request):
        questions.ask_for_text(note, by=request.user)
        messages.success(request, "Isi catatan diminta. Isinya terbuka di halaman ini paling lambat 72 jam lagi.")
    return redirect("participants:mentoring-own", number=note.participant.registration_number)


@mentors_only
@require_POST
def open_text(request, pk):
    note = get_object_or_404(MentoringNote.objects.of_mentees(request.user).standing(), pk=pk)
    with refusals.as_message(request):
        questions.open_text(note, by=request.user)
        messages.success(request, "Isi catatan ini sekarang bisa dibaca peserta.")
    return redirect("participants:mentoring-detail", pk=note.participant_id)


@mentors_only
def answer(request, pk):
    asked = MentorQuestion.objects.answerable_by(request.user).select_related("participant")
    question = get_object_or_404(asked, pk=pk)
    person = question.participant
    access_log.record(request.user, AccessLog.Act.OPEN, person)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals.at_form(form):
            act = partial(questions.answer, question, by=request.user, text=form.cleaned_data["text"])
            repeats.once(form.key_for(request.user), act)
            messages.success(request, mentoring_shown.answered(person))
            return redirect("participants:mentoring-detail", pk=person.pk)
    crumb = (person.name, "participants:mentoring-detail", person.pk)
    context = {"form": form, "question": question, "person": person, "crumbs": crumbs(DESK, crumb, here="Jawab")}
    return render(request, "participants/mentoring/answer.html", context)
