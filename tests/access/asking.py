"""How each URL of the table is asked: with which arguments, by which method, and what is read off the answer."""

import re

from django.conf import settings
from django.urls import reverse

from tests.access.world import MISSING
from trainings.tickets import actions as calendar_feeds
from trainings.tickets import tokens

PUBLIC_CODE = "31.73.02"  # regions are public: they exist or not, whoever asks


def _pk(attribute):
    return lambda thing: [getattr(thing, attribute).pk] if thing else [MISSING]


def _number(thing):
    return [thing.person.registration_number] if thing else ["OK26-000000-0"]


def _meeting(thing):
    return [thing.session.pk, thing.meeting.pk] if thing else [MISSING, MISSING]


def _round(thing):
    return [thing.round.pk] if thing else [MISSING]


def _round_place(thing):
    return [thing.round.pk, thing.kecamatan] if thing else [MISSING, PUBLIC_CODE]


def _topic(thing):
    return [thing.call.topic_id if thing else MISSING]


def _download(thing):
    return [thing.run.pk, thing.kecamatan] if thing else [MISSING, "31.73.02"]


# URL names whose arguments name a row: what to put there.
OBJECTS = {
    "notifications:detail": _pk("message"),
    "participants:desk-done": _pk("person"),
    "participants:desk-receipt": _pk("person"),
    "participants:desk-issue-code": _pk("person"),
    "participants:desk-prove-phone": _pk("person"),
    "account_revoke_invitation": _pk("invitation"),
    "account_invitation": lambda thing: [thing.invitation.token] if thing else ["0-salah"],
    "account_invitation_code": lambda thing: [thing.invitation.token] if thing else ["0-salah"],
    "participants:journey-detail": _number,
    "participants:privacy-detail": _number,
    "participants:privacy-contact": _number,
    "participants:privacy-business": _number,
    "participants:privacy-times": _number,
    "participants:privacy-consent": _number,
    "participants:privacy-notice": _number,
    "participants:exports-file": _pk("export_file"),
    "participants:exports-progress": _pk("export_file"),
    "participants:exports-download": _pk("export_file"),
    "participants:exports-again": _pk("export_file"),
    "participants:privacy-download": _number,
    "participants:mentoring-call": _pk("person"),
    "participants:mentoring-chat": _pk("person"),
    "participants:mentoring-detail": _pk("person"),
    "participants:mentoring-write": _pk("person"),
    "participants:mentoring-edit": _pk("note"),
    "participants:mentoring-append": _pk("note"),
    "participants:mentoring-finish": _pk("note"),
    "participants:mentoring-void": _pk("note"),
    "participants:mentoring-assign": _pk("person"),
    "participants:mentoring-own": _number,
    "participants:mentoring-answer": _pk("question"),
    "participants:mentoring-ask-text": _pk("note"),
    "participants:mentoring-open-text": _pk("note"),
    "participants:people-detail": _pk("person"),
    "participants:people-check": _pk("person"),
    "participants:returns-send": _pk("returned"),
    "participants:returns-answer": _pk("returned"),
    "participants:returns-own": _number,
    "participants:people-joined": _pk("joined"),
    "participants:people-void": _pk("person"),
    "participants:people-nik": _pk("person"),
    "participants:people-edit": _pk("person"),
    "participants:handovers-edit": _pk("former"),
    "participants:handovers-done": _pk("handover"),
    "participants:handovers-undo": _pk("handover"),
    "participants:history-list": _pk("person"),
    "participants:calls-topic": _topic,
    "participants:calls-event": _topic,
    "participants:calls-number": _pk("call"),
    "participants:calls-result": _pk("call"),
    "participants:calls-impossible": _pk("call"),
    "participants:calls-undo": _pk("call"),
    "participants:worklists-check": _pk("person"),
    "participants:worklists-settle": _pk("person"),
    "participants:worklists-times": _pk("person"),
    "participants:contacts-record": _pk("person"),
    "participants:contacts-take-back": _pk("contact"),
    "participants:twins-detail": _pk("twin"),
    "participants:twins-decide": _pk("twin"),
    "participants:rights-ask": _number,
    "participants:rights-withdraw": lambda thing: [*_number(thing), *_pk("rights")(thing)],
    "participants:rights-own-copy": _number,
    "participants:rights-add": _pk("person"),
    "participants:rights-detail": _pk("rights"),
    "participants:rights-take": _pk("rights"),
    "participants:rights-decide": _pk("rights"),
    "participants:rights-lift": _pk("rights"),
    "participants:rights-answer": _pk("correction_request"),
    "participants:rights-paper": _pk("rights"),
    "participants:rights-file": _pk("rights"),
    "participants:corrections-propose": _pk("person"),
    "participants:corrections-detail": _pk("correction"),
    "participants:corrections-confirm": _pk("correction"),
    "participants:corrections-refuse": _pk("correction"),
    "participants:corrections-withdraw": _pk("correction"),
    "participants:corrections-undo": _pk("correction"),
    "participants:moves-propose": _pk("person"),
    "participants:moves-detail": _pk("move"),
    "participants:moves-accept": _pk("move"),
    "participants:moves-refuse": _pk("move"),
    "participants:moves-withdraw": _pk("move"),
    "participants:moves-undo": _pk("move"),
    "participants:moves-ask": _number,
    "participants:rules-propose": lambda thing: [thing.year.year if thing else 1999],
    **{
        f"participants:rules-{name}": _pk("rule_change")
        for name in ("detail", "progress", "people", "confirm", "refuse", "withdraw", "count")
    },
    **{f"trainings:years-{name}": _pk("year_turn") for name in ("detail", "confirm", "refuse", "withdraw")},
    "participants:merges-propose": _pk("twin"),
    "participants:merges-detail": _pk("merge"),
    "participants:merges-confirm": _pk("merge"),
    "participants:merges-refuse": _pk("merge"),
    "participants:merges-undo": _pk("merge"),
    "participants:permits-add": _number,
    "participants:permits-decide": _pk("application"),
    "participants:permits-void": _pk("licence"),
    "participants:agency-trainings-void": _pk("agency_attendance"),
    "participants:employment-own": _number,
    "participants:employment-desk": _pk("person"),
    "participants:finances-list": _number,
    "participants:finances-add": _number,
    "participants:finances-correct": _pk("statement"),
    "participants:finances-void": _pk("statement"),
    "participants:capital-list": _number,
    "participants:capital-add": _number,
    "participants:capital-check": _pk("unchecked"),
    "participants:capital-decide": _pk("capital"),
    "participants:capital-void": _pk("capital"),
    "participants:imports-detail": _pk("item"),
    "participants:imports-columns": _pk("unclear"),
    "participants:imports-failed": _pk("item"),
    "participants:imports-progress": _pk("item"),
    "participants:imports-confirm": _pk("item"),
    "participants:imports-propose": _pk("item"),
    "participants:imports-discard": _pk("item"),
    "participants:imports-again": _pk("item"),
    "participants:imports-report": _pk("item"),
    "participants:imports-go-on": _pk("item"),
    "participants:imports-mend": lambda thing: [thing.item.pk if thing else MISSING, 1],
    "participants:imports-rest": _pk("written"),
    "participants:imports-new": _pk("written"),
    "participants:imports-undo": _pk("written"),
    "trail:settle": _pk("unusual"),
    "trainings:sessions-detail": _pk("session"),
    "trainings:seats-book": _pk("session"),
    "trainings:seats-roster": _pk("session"),
    "trainings:seats-book-for-others": _pk("session"),
    "trainings:mentees-book": _pk("session"),
    "trainings:mentees-choose": _pk("person"),
    "trainings:seats-detail": _pk("seat"),
    "trainings:seats-accept": _pk("seat"),
    "trainings:seats-decline": _pk("seat"),
    "trainings:seats-cancel": _pk("seat"),
    "trainings:seats-swap": _pk("seat"),
    "trainings:seats-swap-to": lambda thing: [thing.seat.pk, thing.session.pk] if thing else [MISSING, MISSING],
    "trainings:seats-replace": _pk("seat"),
    "trainings:seats-shares": _pk("session"),
    "trainings:seats-search-people": _pk("session"),
    "trainings:seats-book-people": _pk("session"),
    "trainings:offers-book": _pk("person"),
    "trainings:tickets-detail": _pk("seat"),
    "trainings:tickets-pdf": _pk("seat"),
    "trainings:tickets-picture": _pk("seat"),
    "trainings:tickets-entry": _pk("seat"),
    "trainings:feeds-entries": lambda thing: [calendar_feeds.token_of(thing.owner) if thing else "salah"],
    "trainings:history-detail": _number,
    "trainings:planner-detail": _pk("proposal"),
    "trainings:planner-progress": _pk("proposal"),
    "trainings:planner-again": _pk("proposal"),
    "trainings:planner-left-out": _pk("proposal"),
    "trainings:planner-accept": _pk("proposal"),
    "trainings:attendance-mark": _meeting,
    "trainings:attendance-search": _meeting,
    "trainings:attendance-tick": lambda thing: [*_meeting(thing), thing.seat.pk if thing else MISSING],
    "trainings:attendance-done": _meeting,
    "trainings:attendance-roster": _meeting,
    "trainings:attendance-paper": _meeting,
    "trainings:attendance-receive": _meeting,
    "trainings:attendance-settle": lambda thing: [*_meeting(thing), thing.seat.pk if thing else MISSING],
    "trainings:door-show": _meeting,
    "trainings:door-search": _meeting,
    "trainings:door-admit": _meeting,
    "trainings:door-next": _meeting,
    "trainings:door-skip": _meeting,
    "trainings:door-close": _pk("session"),
    "trainings:door-feedback": _pk("seat"),
    "trainings:door-scan": lambda thing: [tokens.token_of(thing.seat) if thing else "salah"],
    "trainings:walk-ins-add": _meeting,
    "trainings:walk-ins-complete": _pk("walk_in"),
    "trainings:certificates-own": _number,
    "trainings:certificates-ask": _number,
    "trainings:certificates-list": _pk("session"),
    "trainings:certificates-issue": _pk("session"),
    "trainings:certificates-download-all": _pk("session"),
    "trainings:certificates-bundle": _pk("bundle"),
    "trainings:certificates-progress": _pk("bundle"),
    "trainings:certificates-bundle-file": _pk("bundle"),
    "trainings:certificates-download": _pk("certificate"),
    "trainings:certificates-revoke": _pk("certificate"),
    "trainings:placements-detail": _pk("following"),
    "trainings:placements-book": _pk("following"),
    "trainings:placements-start": lambda thing: [thing.following.pk, thing.person.pk] if thing else [MISSING, MISSING],
    "trainings:placements-end": _pk("placement"),
    "trainings:invitations-list": _pk("session"),
    "trainings:invitations-progress": _pk("session"),
    "trainings:invitations-again": _pk("session"),
    "trainings:invitations-answer": lambda thing: [thing.session_invitation.token] if thing else ["0-salah"],
    "bazaars:bazaars-detail": _pk("bazaar"),
    "bazaars:applications-apply": _pk("bazaar"),
    "bazaars:applications-withdraw": _pk("stall_application"),
    "bazaars:draws-list": _pk("bazaar"),
    "bazaars:draws-download": _pk("bazaar"),
    "bazaars:draws-manage": _pk("bazaar"),
    "bazaars:draws-close": _pk("bazaar"),
    "bazaars:draws-run": _pk("bazaar"),
    "bazaars:sales-check": _pk("sale"),
    "bazaars:sales-record": _pk("stall_day"),
    "bazaars:sales-void": _pk("sale"),
    **{
        f"reports:meetings-{name}": _round
        for name in ("detail", "start", "attendees", "close", "minutes", "screen", "steps", "actions")
    },
    "reports:meetings-place": _round_place,
    **{f"reports:actions-{name}": _pk("action") for name in ("detail", "close", "answer", "owner")},
    "reports:runs-detail": lambda thing: [thing.run.pk] if thing else [MISSING],
    "reports:runs-progress": lambda thing: [thing.run.pk] if thing else [MISSING],
    "reports:runs-again": lambda thing: [thing.run.pk] if thing else [MISSING],
    "reports:runs-zip": lambda thing: [thing.run.pk] if thing else [MISSING],
    "reports:runs-table": lambda thing: [thing.run.pk if thing else MISSING, "angka"],
    "reports:reports-download": _download,
    **{f"reports:editions-{name}": _pk("edition") for name in ("detail", "changes", "files", "approve", "discard")},
    **{f"reports:editions-{name}": _pk("period") for name in ("prepare", "meeting")},
    "reports:editions-write": _pk("paragraph"),
    "reports:decks-download": _download,
    "reports:figure-list": lambda thing: ["terdaftar", thing.kecamatan if thing else "31.73.99"],
    "reports:progress-detail": lambda thing: [thing.kecamatan] if thing else ["31.73.99"],
}
# Arguments that name no row of anybody.
PLAIN = {
    "kept_forms:drop": [MISSING],
    "trainings:certificates-verify": ["salah"],  # whoever holds a paper reads of it; nobody else has its code
    "participants:registration-step": [1],
    "participants:registration-receipt": ["salah"],
    "participants:desk-sent": ["salah"],
    "account_take_off": ["email"],
    "reports:editions-check-number": ["2026-01-R9"],
    "admin:app_list": ["training_sessions"],
    "mfa_remove_webauthn": [MISSING],
    "mfa_edit_webauthn": [MISSING],
}
ADMIN_THING = {
    "accounts_accesslog": "log",
    "accounts_roleassignment": "assignment",
    "accounts_user": "staffer",
    "bazaars_bazaar": "bazaar",
    "bazaars_draw": "draw",
    "bazaars_stallapplication": "stall_application",
    "bazaars_stallsale": "sale",
    "door_claim": "claim",
    "door_closing": "closing",
    "door_standby": "stand_by",
    "door_walkin": "walk_in",
    "jobs_job": "job",
    "programme_agency": "agency",
    "programme_businessclass": "business_class",
    "programme_commodity": "commodity",
    "programme_kecamatanoffice": "office",
    "programme_module": "module",
    "programme_registrationpoint": "point",
    "regions_region": "region",
    "capital_capitalapplication": "capital",
    "corrections_correction": "correction",
    "moves_move": "move",
    "consents_privacytext": "text",
    "identity_checks_identitycheck": "check",
    "permits_licence": "licence",
    "mentoring_mentoringnote": "note",
    "finances_monthlystatement": "statement",
    "people_participant": "person",
    "journey_stageevent": "event",
    "programme_community": "community",
    "programme_programmeyear": "year",
    "programme_target": "target",
    "papers_report": "report",
    "papers_reportrun": "run",
    "seats_seat": "seat",
    "training_sessions_session": "session",
    "training_sessions_trainer": "trainer",
    "training_sessions_training": "training",
    "training_sessions_trainingtarget": "training_target",
    "training_sessions_venue": "venue",
}
# Public pages without data of a person: a visitor's browser keeps them and asks whether they changed.
KEPT_BY_VISITORS = {
    "reports:home",
    "trainings:sessions-list",
    "trainings:sessions-detail",
    "bazaars:bazaars-list",
    "bazaars:bazaars-detail",
    "bazaars:draws-list",
    "bazaars:draws-download",
    "reports:progress",
    "reports:progress-detail",
}
# Parts of the admin that are not asked by name: the catch-all and the old address of a change page.
NOT_PAGES = {"admin:(?P<url>.*)$", "admin:<path:object_id>/"}


def arguments(name, thing):
    """The URL's arguments for a row of a place; for a row that is not there when `thing` is None."""
    if name in OBJECTS:
        return OBJECTS[name](thing)
    if name.startswith("admin:password"):
        return []
    if name in PLAIN:
        return PLAIN[name]
    model, _, page = name.removeprefix("admin:").rpartition("_")
    if name.startswith("admin:") and page in ("change", "delete", "history", "cancel", "copy"):
        row = getattr(thing, ADMIN_THING[model], None) if thing and model in ADMIN_THING else None
        return [row.pk if row else MISSING]
    return []


def ask(client, name, method, thing, typed=None):
    """(word of the answer, body): "login" for the way to log-in, else the status. What may be stored is listed.

    `typed` is sent with it, by POST.
    """
    is_signed_in = settings.SESSION_COOKIE_NAME in client.cookies
    response = getattr(client, method.lower())(reverse(name, args=arguments(name, thing)), typed)
    is_stored_nowhere = "no-store" in response["Cache-Control"]
    assert is_stored_nowhere or (name in KEPT_BY_VISITORS and not is_signed_in), f"{method} {name} may be stored"
    body = b"".join(response.streaming_content) if response.streaming else response.content
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)
    if response.status_code == 302 and response["Location"].startswith(("/masuk/", "/admin/login/")):
        return "login", body
    return str(response.status_code), body
