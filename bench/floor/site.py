"""Three jobs, one SQL statement each: read a session, take a seat, enter the register; its form and its receipt."""

from django import forms
from django.db import IntegrityError, connection
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from bench.floor.statements import STATEMENTS


class RegistrationForm(forms.Form):
    name = forms.CharField(max_length=100)
    nik = forms.RegexField(r"^[0-9]{16}$")
    birth_on = forms.DateField()
    sex = forms.ChoiceField(choices=[("L", "Laki-laki"), ("P", "Perempuan")])
    phone = forms.RegexField(r"^\+[0-9]{8,15}$")
    kelurahan = forms.RegexField(r"^[0-9.]{13}$")
    street = forms.CharField(max_length=160)
    trade = forms.CharField(max_length=120)
    consent = forms.BooleanField(required=False)


def one_row(name, values):
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[connection.vendor][name], values)
        return cursor.fetchone()


def show_session(request, pk):
    title, venue, capacity, taken = one_row("show", {"session": pk})
    return render(request, "session.html", {"title": title, "venue": venue, "left": capacity - taken})


@require_POST
def book(request, pk):
    person = request.session["person"]
    try:
        seat = one_row("book", {"session": pk, "person": person})
    except IntegrityError:
        return HttpResponseRedirect("/sudah/")
    return HttpResponseRedirect(f"/kursi/{seat[0]}/" if seat else "/penuh/")


@require_http_methods(["GET", "POST"])
def register(request):
    if request.method == "GET":
        return render(request, "form.html", {"form": RegistrationForm()})
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return render(request, "refused.html", {"form": form}, status=422)
    person = one_row("register", form.cleaned_data)
    return HttpResponseRedirect(f"/terdaftar/{person[0]}/" if person else "/terdaftar/")


def show_receipt(request, pk):
    name, kelurahan = one_row("receipt", {"person": pk})
    return render(request, "receipt.html", {"pk": pk, "name": name, "kelurahan": kelurahan})


urlpatterns = [
    path("sesi/<int:pk>/", show_session),
    path("sesi/<int:pk>/pesan/", book),
    path("daftar/", register),
    path("terdaftar/<int:pk>/", show_receipt),
]
