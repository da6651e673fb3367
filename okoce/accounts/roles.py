"""Who may do what: one table. With whom they may do it follows from the role.

A permission is Django's `app.action_model`. A role that is not named in a row may not. Roles act in the area of their
assignments; a mentor acts on the people assigned to them now, wherever those live; everybody signed in acts on their
own record and those of their family (PS). `Participant.allows` and `visible_to` read it so.
"""

from django.db import models

from okoce.regions.levels import Level


class Role(models.TextChoices):
    MENTOR = "mentor", "Pendamping"
    OFFICER = "officer", "Petugas kecamatan"
    STAFF = "staff", "Petugas Sudin"
    PROVINCE = "province", "Dinas"
    OFFICIAL = "official", "Pejabat"
    AUDITOR = "auditor", "Auditor"
    PRIVACY = "privacy", "Petugas perlindungan data"


MT, KC, SD, DN, PJ, AU, PD = Role.values
PS = "owner"  # no role: the owner of the record

# Level of the region a role is given for; used when an assignment is made.
LEVELS = {
    MT: {Level.KECAMATAN},
    KC: {Level.KECAMATAN},
    SD: {Level.KOTA},
    DN: {Level.PROVINCE},
    PJ: {Level.PROVINCE, Level.KOTA, Level.KECAMATAN},
    AU: {Level.PROVINCE},
    PD: {Level.PROVINCE},
}

# Who may give which role (never to oneself, never outside one's area).
MAY_GRANT = {SD: {MT, KC}, DN: {MT, KC, SD, PJ, AU, PD}}

STAFF_ROLES = frozenset({KC, SD, DN, AU, PD})

# fmt: off
TABLE = {
    # permission                              who holds it
    "people.view_participant":          {PS, MT, KC, SD, DN, PD},
    "people.add_participant":           {MT, KC, SD, DN},      # the desk; a mentor's form has no card check
    "people.change_participant":        {KC, SD},
    "people.change_own_data":           {PS},                  # phone, address in the kecamatan, business, times
    "identity_checks.check_identity":            {KC, SD, DN},
    "people.unmask_nik":                {KC, SD, PD},          # with a reason, logged
    "imports.add_import":               {KC, SD, DN},          # upload, preview, propose
    "imports.confirm_import":           {SD, DN},              # write into the register
    "people.export_participant":        {SD, DN},              # with a reason, logged for each person
    "twins.view_twincandidate":         {KC, SD, DN},          # both people in the area
    "twins.change_twincandidate":       {KC, SD, DN},          # two people, or later
    "merges.add_merge":                 {KC, SD, DN},          # propose that two records become one
    "merges.confirm_merge":             {KC, SD, DN},          # by somebody else than who proposed it
    "merges.undo_merge":                {SD, DN},              # within 30 days
    "corrections.view_correction":      {KC, SD, DN},
    "corrections.add_correction":       {KC, SD},              # propose other values of what stands on a card
    "corrections.confirm_correction":   {SD, DN},              # by somebody else than who proposed it
    "corrections.undo_correction":      {SD, DN},              # within 30 days
    "moves.ask_move":                   {PS},                  # to another kecamatan
    "moves.view_move":                  {KC, SD, DN},          # of people here, and of those who want to come
    "moves.add_move":                   {KC, SD},
    "moves.accept_move":                {KC, SD, DN},          # where somebody moves to, not by who proposed it
    "moves.undo_move":                  {SD, DN},              # within 30 days
    "identity_checks.view_identitycheck":        {KC, SD, DN},
    "journey.view_stageevent":           {MT, KC, SD, DN, AU},
    "journey.view_evidence":             {MT},                  # what each step stands on, of every kind
    "rights.view_rightsrequest":              {PS, KC, SD, DN, AU, PD},
    "rights.add_rightsrequest":               {PS, KC, SD},      # oneself, or at the desk with the card
    "rights.change_rightsrequest":            {PD},              # take up, decide, lift
    "rights.answer_correction":               {KC, SD, PD},      # refuse one, or say what was put right
    "rights.trace_breach":                    {AU, PD},          # reads the access log of one account
    "rights.view_processing":                 {AU, PD},          # the register of processing
    "consents.view_privacytext":               {DN, AU, PD},        # notice and consent texts in their versions
    "consents.add_privacytext":                {PD},                # publish a new version
    "mentoring.assign_mentor":             {KC, SD},
    "mentoring.view_mentoringnote":        {PS, MT, KC, SD},      # date, kind, minutes, topics; not the text
    "mentoring.add_mentoringnote":         {MT},
    "mentoring.book_seat":              {MT},                  # a seat for a mentee, booked and cancelled
    "mentoring.ask_mentor":             {PS},
    "mentoring.view_mentorquestion":    {PS, MT},
    "mentoring.answer_question":        {MT},
    "calls.view_notice":                 {MT, KC, SD},          # of their people, and of the events they host
    "calls.change_notice":               {MT, KC, SD},          # the call list worked off
    "permits.view_licence":              {PS, MT, KC, SD, DN},
    "permits.add_licence":               {PS, MT, KC, SD},
    "permits.change_licence":            {PS, MT, KC, SD},
    "agency_trainings.view_agencyattendance": {PS, MT, KC, SD, DN},  # by lists of agencies, and what old lists claim
    "agency_trainings.add_agencyattendance": {KC, SD},
    "agency_trainings.change_agencyattendance": {KC, SD},      # void, with a reason
    "employment.view_workercount":       {PS, KC, SD},          # how many work in a business, by its owner's word
    "employment.add_workercount":        {PS, KC, SD},          # oneself, or at the desk what somebody says
    "finances.view_monthlystatement":     {PS, MT, SD},
    "finances.add_monthlystatement":      {PS, MT},
    "finances.change_monthlystatement":   {PS, MT},
    "capital.view_capitalapplication":   {PS, MT, SD},
    "capital.add_capitalapplication":    {PS, MT},
    "capital.change_capitalapplication": {PS, MT},
    "capital.check_capitalapplication":  {MT, SD},              # what owners entered of themselves
    "training_sessions.view_session":      {KC, SD, DN, AU},
    "training_sessions.add_session":       {KC, SD, DN},
    "training_sessions.change_session":    {KC, SD, DN},
    "training_sessions.delete_session":    {SD, DN},
    "training_sessions.view_training":     {KC, SD, DN, AU},
    "training_sessions.add_training":      {SD, DN},
    "training_sessions.change_training":   {SD, DN},
    "training_sessions.delete_training":   {SD, DN},
    "training_sessions.view_trainingtarget":   {KC, SD, DN, AU},
    "training_sessions.add_trainingtarget":    {DN},
    "training_sessions.change_trainingtarget": {DN},
    "training_sessions.view_venue":        {KC, SD, DN, AU},
    "training_sessions.add_venue":         {KC, SD, DN},
    "training_sessions.change_venue":      {KC, SD, DN},
    "training_sessions.delete_venue":      {SD, DN},
    "training_sessions.view_trainer":      {KC, SD, DN},          # with a telephone number
    "training_sessions.add_trainer":       {SD, DN},
    "training_sessions.change_trainer":    {SD, DN},
    "training_sessions.delete_trainer":    {SD, DN},
    "training_sessions.view_meeting":      {KC, SD, DN, AU},
    "training_sessions.add_meeting":       {KC, SD, DN},
    "training_sessions.change_meeting":    {KC, SD, DN},
    "training_sessions.delete_meeting":    {KC, SD, DN},
    "seats.view_seat":                     {KC, SD, DN},          # the roster
    "seats.change_seat":                   {KC, SD},              # book or cancel for somebody
    "attendance.mark_attendance":          {KC, SD},
    "door.view_standby":                   {KC, SD},              # in the admin, read only
    "door.view_walkin":                    {KC, SD},
    "door.view_claim":                     {KC, SD},
    "door.view_closing":                   {KC, SD},
    "certificates.view_certificate":       {KC, SD, DN},          # of the sessions they host
    "certificates.add_certificate":        {KC, SD},
    "certificates.change_certificate":     {KC, SD},              # revoke, with a reason
    "placements.view_placement":           {SD, DN},              # graduates, and where they were placed
    "placements.add_placement":            {SD},
    "placements.change_placement":         {SD},
    "invitations.view_invitation":         {KC, SD, DN},
    "invitations.add_invitation":          {KC, SD},              # people of one's own area, by the portal's order
    "bazaars.view_bazaar":                    {KC, SD, DN, AU},
    "bazaars.add_bazaar":                     {SD, DN},
    "bazaars.change_bazaar":                  {SD, DN},
    "bazaars.delete_bazaar":                  {SD, DN},
    "bazaars.draw_stalls":                    {SD, DN},              # close the list, draw
    "bazaars.view_stallapplication":          {SD, DN},
    "bazaars.view_draw":                      {SD, DN, AU},
    "bazaars.view_stallsale":                 {SD},
    "bazaars.add_stallsale":                  {SD},
    "bazaars.change_stallsale":               {SD},
    "figures.view_figures":                 {KC, SD, DN, PJ, AU, PD},
    "papers.view_reportrun":                {KC, SD, DN, PJ, AU},
    "snapshots.view_period":                {DN, AU},
    "snapshots.change_period":              {DN},                   # weekday and day of the meetings
    "snapshots.view_edition":               {KC, SD, DN, PJ, AU},   # approved ones
    "snapshots.view_draft":                 {SD, DN, AU},           # and what is being prepared
    "snapshots.add_edition":                {DN},                   # freeze, freeze anew, correct
    "snapshots.write_paragraph":            {SD, DN},               # of their kota, of the province
    "snapshots.approve_edition":            {DN},                   # by somebody else than who froze it
    "papers.view_report":                   {DN, AU},
    "papers.add_reportrun":                 {KC, SD, DN, PJ},       # press the button, for their area
    "meetings.view_meeting":                {KC, SD, DN, PJ, AU},
    "meetings.change_meeting":              {DN},                   # prepare, start, name who is there, close
    "meetings.add_action":                  {DN, PJ},               # decide, and name another owner, for their area
    "meetings.change_action":               {KC, SD, DN, PJ},       # report on one's own, propose to close it
    "meetings.close_action":                {DN, PJ},
    "programme.view_programmeyear":           {KC, SD, DN, AU},
    "programme.change_programmeyear":         {DN},
    "programme.add_programmeyear":            {DN},
    "rules.view_rulechange":                  {DN, AU},            # and its effect, counted
    "rules.add_rulechange":                   {DN},
    "rules.confirm_rulechange":               {DN},                # by somebody else than who proposed it
    "years.view_yearturn":                    {DN, AU},            # the turn of the year
    "years.add_yearturn":                     {DN},
    "years.confirm_yearturn":                 {DN},                # by somebody else than who proposed it
    "programme.view_target":                  {KC, SD, DN, PJ, AU},
    "programme.add_target":                   {DN},
    "programme.change_target":                {DN},
    "programme.view_module":                  {KC, SD, DN, AU},
    "programme.add_module":                   {DN},
    "programme.change_module":                {DN},
    "programme.view_agency":                  {SD, DN, AU},
    "programme.add_agency":                   {DN},
    "programme.change_agency":                {DN},
    "programme.view_community":               {KC, SD, DN, AU},
    "programme.add_community":                {SD, DN},
    "programme.change_community":             {SD, DN},
    "programme.view_registrationpoint":       {KC, SD, DN, AU},
    "programme.change_registrationpoint":     {DN},
    "programme.view_kecamatanoffice":         {KC, SD, DN, AU},
    "programme.change_kecamatanoffice":       {SD, DN},
    "programme.view_commodity":               {KC, SD, DN, AU},
    "programme.change_commodity":             {DN},
    "programme.view_businessclass":           {KC, SD, DN, AU},
    "regions.view_region":                    {KC, SD, DN, AU},
    "accounts.view_user":                     {SD, DN, AU, PD},
    "accounts.view_roleassignment":           {SD, DN, AU, PD},
    "accounts.add_roleassignment":            {SD, DN},
    "accounts.change_roleassignment":         {SD, DN},
    "accounts.view_accesslog":                {SD, DN, AU, PD},
    "trail.view_unusualaccess":               {AU, PD},            # and whether the log is whole
    "trail.change_unusualaccess":             {PD},                # what came of looking at it
    "retention.view_retentionrun":            {AU, PD},            # what was deleted by age, in counts
    "retention.add_retentionrun":             {PD},                # a dry run
    "jobs.view_job":                          {DN, AU},
    "jobs.settle_job":                        {DN},                  # start a failed one again, or say it was seen
}
# fmt: on

PERMISSIONS = {role: frozenset(p for p, roles in TABLE.items() if role in roles) for role in (*Role.values, PS)}
# Held through a person alone: by who it is or who mentors them, in no area and by no superuser.
PERSONAL = frozenset(p for p, roles in TABLE.items() if roles <= {PS, MT})
