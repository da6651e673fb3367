"""What upper floors add to lower ones, by dotted names: the lower one calls them and knows nothing else of them.

Each is a setting of the same name.
"""

# Modules whose facts(participant_ids) the journey is judged by.
EVIDENCE = [
    "participants.registration.evidence",
    "participants.identity_checks.evidence",
    "participants.mentoring.evidence",
    "participants.permits.evidence",
    "participants.finances.evidence",
    "participants.capital.evidence",
    "participants.agency_trainings.evidence",
    "trainings.attendance.evidence",
    "bazaars.evidence",
]
# f(day) -> [participants.calls.letters.Reminder] of what begins that day.
REMINDERS = [
    "trainings.seats.reminders.begin_on",
    "bazaars.reminders.begin_on",
    "participants.mentoring.reminders.begin_on",
]
# f(participant, present) -> {"template", "context", "now"} or None: what other apps show on /perjalanan/; "now" are
# candidates for its card "Sekarang" and may be left out; what "is_on_top" stands above the seven steps. `present` are
# the kinds of rows there are of the person, which modules of JOURNEY_PRESENCE name in PRESENT = {kind: rows}.
JOURNEY_PANELS = [
    "participants.returned_cards.display.own",
    "participants.consents.panels.new_notice",
    "trainings.tickets.journey_panel.upcoming_seats",
    "trainings.certificates.journey_panel.own",
    "trainings.invitations.journey_panel.open_invitations",
    "participants.employment.panels.own",
    "participants.agency_trainings.panels.own",
    "participants.permits.panels.own",
    "participants.finances.panels.own",
    "participants.mentoring.display.panel",
]
JOURNEY_PRESENCE = [
    "participants.journey.display",
    "trainings.seats.journey_panel",
    "trainings.certificates.journey_panel",
    "trainings.invitations.journey_panel",
    "participants.agency_trainings.panels",
    "participants.permits.panels",
    "participants.mentoring.display",
]
# f(participant) -> the same: what other apps show on the page of a mentee on /pendampingan/.
MENTEE_PANELS = ["trainings.seats.journey_panel.seats_of_mentee"]
# f(participant, user=) -> the same or None: what other apps show on the page of somebody that staff open.
PERSON_PANELS = [
    "participants.rights.panels.for_staff",
    "trainings.attendance.person_panel.for_staff",
    "participants.agency_trainings.panels.for_staff",
    "participants.employment.panels.for_staff",
    "participants.corrections.panels.for_staff",
    "participants.moves.panels.for_staff",
]
# Modules with lock(participant_ids) and join(former, record): what apps do when a waiting registration, or another
# record of the same person, becomes part of a record.
PERSON_JOINS = [
    "trainings.attendance.actions.joining",
    "trainings.invitations.actions.joining",
    "trainings.certificates.joining",
    "trainings.placements.joining",
    "bazaars.joining",
]
# f(seat, user) -> {"template", "context"} or None: what other rooms show on the page of a seat.
SEAT_PANELS = ["trainings.door.feedback_panel.feedback"]
# f(session) -> how many people were invited to it; its closing keeps the sum.
INVITED_COUNTS = ["trainings.invitations.turnouts.people_invited"]
# f(participant) -> {part: plain values}: what upper floors keep of a person, for the copy of own data.
OWN_DATA = [
    "trainings.attendance.own_data.of",
    "trainings.door.own_data.of",
    "trainings.invitations.own_data.of",
    "trainings.certificates.own_data.of",
    "trainings.placements.own_data.of",
    "bazaars.own_data.of",
    "participants.rights.own_data.of",
    "participants.corrections.panels.own_data",
    "participants.moves.panels.own_data",
    "participants.returned_cards.display.own_data",
    "participants.agency_trainings.panels.own_data",
    "participants.employment.panels.own_data",
]
# f(participant, markers): what apps forget of somebody who is deleted (participants/rights/actions/erasing.py).
PERSON_ERASURES = ["trainings.door.erasing.erase", "trainings.certificates.erasing.erase"]
PERSON_ERASURES += ["participants.exports.files.forget_person"]
# f(participant_id, purpose): what apps do at once when somebody withdraws a consent (participants/consents/actions.py).
CONSENT_WITHDRAWN = ["trainings.invitations.consents.withdrawn"]
# f(participant) -> {"template", "context"}: what upper rooms show on the page Data saya.
OWN_DATA_PANELS = ["participants.rights.panels.own"]
# Name in okoce/kept_for.py → f(is_dry=) -> how many old rows it deleted or emptied, or would (okoce/retention).
RETENTION = {
    "kept_forms": "okoce.kept_forms.actions.forget_old",
    "sent_forms": "participants.people.repeats.forget_old",
    "address_codes": "okoce.accounts.actions.codes.forget_old",
    "claim_codes": "participants.claims.actions.forget_old",
    "sessions": "okoce.accounts.session_limits.forget_ended",
    "drafts": "participants.registration.actions.drafts.forget_old",
    "walk_ins": "trainings.door.actions.walk_ins.forget_old",
    "undecided_imports": "participants.imports.actions.forgetting.forget_undecided",
    "import_reports": "participants.imports.actions.forgetting.forget_reports",
    "import_batches": "participants.imports.actions.forgetting.forget_batches",
    "merge_logs": "participants.merges.actions.undoing.forget_logs",
    "certificate_files": "trainings.certificates.actions.bundles.forget_old",
    "people_files": "participants.exports.files.forget_old",
    "planner_proposals": "trainings.planner.actions.proposals.forget_old",
    "jobs": "okoce.jobs.forgetting.forget_old",
    "invitations": "okoce.accounts.actions.invitations.forget_old",
    "call_notices": "participants.calls.forgetting.forget_old",
    "messages": "okoce.notifications.forgetting.forget_old",
    "retention_runs": "okoce.retention.actions.forget_old",
}
# f(request, user=) -> {"template", "context"} or None: what upper rooms show on the page of a request for a correction.
CORRECTION_PANELS = ["participants.corrections.panels.for_request"]
# Module with propose(homes, by=, reason=), waiting(ids) and withdraw(ids): what becomes of rows of lists that would
# move somebody to another kecamatan (participants/imports).
LIST_MOVES = "participants.moves.actions.from_lists"
# Model → its columns that lie under the NIK keys, of rooms above participants/privacy/nik_keys.py.
SEALED_UNDER_NIK_KEYS = {"corrections.correction": ["values_sealed"]}
# f(year): what upper floors do once a programme year was made from another (trainings/years).
YEAR_MADE = ["reports.snapshots.actions.periods.make"]
# f(year, on, known_at) -> {part: {region code: JSON value}}: what upper rooms have frozen with the figures of a
# fortnight (reports/snapshots); it stands in figures["parts"][part] of each kecamatan, kota and the province.
FROZEN_PARTS = ["reports.meetings.frozen.parts", "reports.forecast.frozen.parts", "reports.published.evidence.parts"]
# Kind of a notice → module with CHOICES, [(code, label)] of what people answer on the telephone, and
# record(notice, code, by=) and undo(notice, by=) -> what came of it in words.
CALL_ANSWERS = {"session_invited": "trainings.invitations.call_answers"}
# f(participant_ids, key=): what apps do once people were written by an import (participants/people/written.py).
PEOPLE_WRITTEN = ["participants.twins.hooks.people_written"]
# What a list holds → the module that judges, writes and takes back its rows (participants/imports/actions/kinds.py).
LIST_KINDS = {
    "people": "participants.imports.actions.people_lists",
    "licences": "participants.fact_lists.licences",
    "attendance": "participants.fact_lists.attendances",
    "takings": "bazaars.takings_lists",
    "mentors": "participants.fact_lists.mentors",
}
# f(request) -> okoce.now_card.Now or None: what may stand on the card "Sekarang" of every home.
NOW_SOURCES = ["okoce.kept_forms.now_card.kept_form", "participants.rights.now_card.clocks"]
NOW_SOURCES += ["participants.rules.now_card.change_to_confirm"]
NOW_SOURCES += ["reports.meetings.now_card.own_actions", "reports.meetings.now_card.to_answer"]
NOW_SOURCES += ["reports.meetings.now_card.meeting"]
# Beginning of a URL name → the kinds of data its pages show besides who it is (okoce/accounts/data_kinds.py): what the
# access log says was seen.
DATA_KINDS = {
    "participants:people": "card contact business journey",
    "participants:people-list": "",
    "participants:people-edit": "contact",
    "participants:people-nik": "card nik",
    "participants:history": "card contact business journey",
    "participants:desk": "card contact business",
    "participants:exports": "card contact business journey training",
    "participants:privacy": "card contact business journey",
    "participants:rights-file": "card contact business journey training mentoring permits finances capital market",
    "participants:rights-paper": "card contact business journey training mentoring permits finances capital market",
    "participants:twins": "card contact",
    "participants:returns": "card",
    "participants:merges": "card contact journey",
    "participants:corrections": "card",
    "participants:corrections-list": "",
    "participants:moves": "contact",
    "participants:moves-list": "",
    "participants:rules": "journey",
    "participants:imports": "card contact business",
    "participants:calls": "contact",
    "participants:worklists": "contact",
    "participants:journey": "journey",
    "participants:mentoring": "mentoring business",
    "participants:handovers": "mentoring",
    "participants:permits": "permits",
    "participants:finances": "finances",
    "participants:capital": "capital",
    "participants:agency-trainings": "training",
    "participants:employment": "business",
    "trainings:": "training",
    "trainings:planner": "training contact",
    "bazaars:": "market",
    "reports:figure-list-card": "card",
    "reports:figure-list-journey": "journey",
    "reports:figure-list-training": "training",
    "reports:figure-list-mentoring": "mentoring",
    "reports:figure-list-permits": "permits",
    "reports:figure-list-finances": "finances",
    "reports:figure-list-capital": "capital",
    "reports:figure-list-market": "market",
    "reports:figure-list-business": "business",
    "reports:editions-changes": "journey",
    "admin:people_participant": "card journey",
    "admin:identity_checks": "card",
    "admin:journey": "journey",
    "admin:mentoring": "mentoring",
    "admin:permits": "permits",
    "admin:finances": "finances",
    "admin:capital": "capital",
    "admin:corrections": "card",
    "admin:moves": "contact",
    "admin:seats": "training",
    "admin:bazaars": "market",
}
