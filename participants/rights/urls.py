"""Addresses of rights."""

from django.urls import path

from participants.rights.views import breaches, desk, own, records, register

urlpatterns = [
    path("privasi/<number:number>/permohonan/", own.ask, name="rights-ask"),
    path("privasi/<number:number>/permohonan/<row:pk>/tarik/", own.withdraw, name="rights-withdraw"),
    path("privasi/<number:number>/salinan.pdf", own.download_paper, name="rights-own-copy"),
    path("peserta/<row:pk>/permohonan/", records.add_request, name="rights-add"),
    path("hak/", desk.list_requests, name="rights-list"),
    path("hak/pemrosesan/", register.show_register, name="rights-register"),
    path("hak/kebocoran/", breaches.trace_breach, name="rights-breach"),
    path("hak/<row:pk>/", desk.show_request, name="rights-detail"),
    path("hak/<row:pk>/proses/", desk.take_up, name="rights-take"),
    path("hak/<row:pk>/putuskan/", desk.decide, name="rights-decide"),
    path("hak/<row:pk>/jawab/", desk.answer_correction, name="rights-answer"),
    path("hak/<row:pk>/cabut/", desk.lift, name="rights-lift"),
    path("hak/<row:pk>/salinan.pdf", desk.give_paper, name="rights-paper"),
    path("hak/<row:pk>/salinan.json", desk.give_file, name="rights-file"),
]
