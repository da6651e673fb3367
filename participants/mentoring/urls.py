"""Addresses of mentoring."""

from django.urls import path

from participants.mentoring.views import checks, contacts, handovers, notes, questions

urlpatterns = [
    path("peserta/tugas/pendamping/", handovers.list_former, name="handovers-list"),
    path("peserta/tugas/pendamping/<row:pk>/", handovers.reassign, name="handovers-edit"),
    path("peserta/tugas/serah-terima/<row:pk>/", handovers.show_done, name="handovers-done"),
    path("peserta/tugas/serah-terima/<row:pk>/kembalikan/", handovers.undo, name="handovers-undo"),
    path("pendampingan/", notes.list_mentees, name="mentoring-list"),
    path("pendampingan/kartu/", checks.show_own_card, name="mentoring-card"),
    path("pendamping/cek/", checks.check, name="mentoring-check"),
    path("perjalanan/<number:number>/pendamping/", questions.show_own, name="mentoring-own"),
    path("pendampingan/pertanyaan/<row:pk>/", questions.answer, name="mentoring-answer"),
    path("pendampingan/catatan/<row:pk>/minta/", questions.ask_for_text, name="mentoring-ask-text"),
    path("pendampingan/catatan/<row:pk>/buka/", questions.open_text, name="mentoring-open-text"),
    path("pendampingan/<row:pk>/", notes.show_mentee, name="mentoring-detail"),
    path("pendampingan/<row:pk>/telepon/", contacts.call, name="mentoring-call"),
    path("pendampingan/<row:pk>/whatsapp/", contacts.chat, name="mentoring-chat"),
    path("pendampingan/<row:pk>/catatan/", notes.write_note, name="mentoring-write"),
    path("pendampingan/catatan/<row:pk>/ubah/", notes.edit_note, name="mentoring-edit"),
    path("pendampingan/catatan/<row:pk>/tambahan/", notes.append_note, name="mentoring-append"),
    path("pendampingan/catatan/<row:pk>/selesai/", notes.finish_step, name="mentoring-finish"),
    path("pendampingan/catatan/<row:pk>/batal/", notes.void_note, name="mentoring-void"),
    path("peserta/<row:pk>/pendamping/", notes.assign_mentor, name="mentoring-assign"),
]
