"""What becomes of each kind of row about a person who is deleted.

Rows that figures count stay, and what was written in them about the person goes; rows that only speak to or about the
person go. A test holds every text column of every row about a person to one of these tables.
"""

# Model: (the way to the person, the columns whose words go).
WIPED = {
    "people.business": ("participant", ["name", "trade"]),
    "identity_checks.identitycheck": ("participant", ["void_reason"]),
    "permits.licence": ("participant", ["number", "number_key", "refusal_reason", "void_reason"]),
    "finances.monthlystatement": ("participant", ["void_reason"]),
    "capital.capitalapplication": ("participant", ["lender", "reason", "void_reason"]),
    "agency_trainings.agencyattendance": ("participant", ["void_reason"]),
    "employment.workercount": ("participant", ["void_reason"]),
    "contacts.contact": ("participant", ["note", "void_reason"]),
    "mentoring.mentoringnote": ("participant", ["text", "next_step", "void_reason"]),
    "returned_cards.cardreturn": ("participant", ["words", "answer"]),
    "merges.merge": ("keep", ["reason", "refusal", "undo_reason", "former_number"]),
    "rights.rightsrequest": ("participant", ["words", "outcome", "lift_words"]),
    "seats.seat": ("participant", []),
    "attendance.attendance": ("seat__participant", ["void_reason"]),
    "certificates.certificate": ("participant", ["name", "revoke_reason"]),
    "placements.placement": ("participant", ["host_name", "host_address", "host_phone", "outcome_note"]),
    "bazaars.stallapplication": ("participant", []),
    "bazaars.stallday": ("application__participant", ["release_reason"]),
    "bazaars.stallsale": ("participant", ["void_reason"]),
}
# Model: the ways to the person. The last first, as others hang on them.
DELETED = {
    "people.joinedregistration": ["participant"],
    "mentoring.notewording": ["note__participant"],
    "mentoring.noteaddition": ["note__participant"],
    "mentoring.mentorquestion": ["participant"],
    "agency_trainings.oldclaim": ["participant"],
    "calls.notice": ["participant"],
    "consents.noticereading": ["participant"],
    "claims.claimcode": ["participant"],
    "claims.cardaccount": ["participant"],
    "registration.registrationdraft": ["participant"],
    "twins.twincandidate": ["one", "other"],
    "corrections.correction": ["participant"],
    "rules.ruleeffect": ["participant"],  # the counts of the change stay
    "moves.move": ["participant"],  # where somebody lived from when on is kept apart
}
# Columns of rows about a person that hold codes or words of the portal itself.
HARMLESS = {
    "consents.consent": ["channel"],
    "journey.stageevent": ["evidence", "reason"],  # the database refuses to change one
    "journey.stagestanding": ["evidence"],
    "merges.merge": ["lost_stages"],
    "returned_cards.cardreturn": ["reason"],
    "rights.rightsrequest": ["wrong"],  # names of fields
    "mentoring.mentoringnote": ["topics"],
    "seats.seat": ["release_reason"],
    "employment.workercount": ["way"],
    "certificates.certificate": ["number", "code", "content"],
}
