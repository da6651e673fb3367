"""Names of other packages that are not theirs to keep, and that we import, call or override all the same.

A name is private when it begins with an underscore, stands in a module called `internal`, or is a method that the
package does not document and we override. Each stands under the file of ours that uses it, with the reason why no
public name does; a method with the parameters we rely on. tests/test_private_names.py holds list and tree equal.
"""

PRIVATE = {
    "participants/consents/admin.py": {
        "django.forms.forms:BaseForm.is_valid(self)": (
            "a text that nobody has seen as a page yet is no mistake, and is not stored either"
        ),
    },
    "participants/exports/admin.py": {
        "import_export.admin:ExportMixin._do_file_export(self, file_format, request, queryset, export_form)": (
            "the one step after the form is judged: a large file is made by a job"
        ),
    },
    "bazaars/admin/bazaars.py": {
        "django.contrib.admin.options:ModelAdmin.response_change(self, request, obj)": (
            "who changed what concerns people goes on to the page that says who was notified"
        ),
    },
    "trainings/planner/linear.py": {
        "highspy.highs:Highs.enableCallbacks(self)": "the solver prints its banner when its callbacks begin",
    },
    "trainings/planning/admin/sessions.py": {
        "django.contrib.admin.options:ModelAdmin.response_change(self, request, obj)": (
            "who changed what concerns people goes on to the page that says who was notified"
        ),
    },
    "participants/people/noted_rows.py": {
        "django.db.models.query:QuerySet._fetch_all(self)": (
            "the one place where rows of values come from the database, whichever way they are asked for"
        ),
        "django.db.models.query:QuerySet._result_cache": "the rows just read; iterating would read them again",
    },
    "okoce/accounts/adapter.py": {
        "allauth.account.adapter:DefaultAccountAdapter.reauthenticate(self, user, password)": (
            "allauth asks for the user by an e-mail address, which most accounts do not have"
        ),
        "allauth.account.adapter:DefaultAccountAdapter.pre_authenticate(self, request, credentials)": (
            "counts the attempt, as for a log-in"
        ),
        "allauth.account.adapter:DefaultAccountAdapter.authenticate(self, request, credentials)": (
            "a right password makes the wrong ones before it forgotten"
        ),
        "allauth.account.adapter:DefaultAccountAdapter.authentication_failed(self, request, credentials)": (
            "counts a wrong try of the network"
        ),
    },
    "okoce/accounts/middleware.py": {
        "django.contrib.auth.middleware:AuthenticationMiddleware.process_request(self, request)": (
            "who is signed in is asked with the limits of a session in between"
        ),
    },
    "okoce/accounts/backends.py": {
        "allauth.account.auth_backends:AuthenticationBackend._authenticate(self, request, credentials)": (
            "a log-in may be any known number; authenticate() around it hashes one password for an unknown one too"
        ),
        "allauth.account.auth_backends:AuthenticationBackend._check_password(self, user, password)": (
            "it remembers a closed account for allauth's page about it"
        ),
    },
    "okoce/accounts/forms.py": {
        "allauth.account.forms:LoginForm.user_credentials(self)": "one field for every kind of number",
        "allauth.account.forms:LoginForm.login(self, request, redirect_url)": (
            "the last place where the password is known, to judge that of somebody with a role"
        ),
    },
    "okoce/admin/filters.py": {
        "django.contrib.admin.filters:ListFilter.expected_parameters(self)": (
            "a filter by a field stands under the name of the field in the address"
        ),
    },
    "okoce/accounts/sessions.py": {
        "django.contrib.sessions.backends.db:SessionStore._get_session_from_db(self)": (
            "every request asks it; the statement is written once and not by the ORM"
        ),
        "django.contrib.sessions.backends.base:SessionBase._session_key": "emptied for a session that is not there",
    },
    "okoce/admin/lists.py": {
        "django.contrib.admin.views.main:ChangeList.get_query_string(self, new_params, remove)": (
            "a form sends boxes that were left empty; links are made without them"
        ),
        "django.contrib.admin.views.main:ChangeList.get_results(self, request)": (
            "one page is read, with the columns that are shown, and nothing is counted"
        ),
        "django.contrib.admin.views.main:ChangeList.get_ordering_field(self, field_name)": (
            "a column of names is sorted by the key; the columns are the same in every list"
        ),
    },
    "okoce/admin/programme.py": {
        "django.contrib.admin.options:ModelAdmin.formfield_for_dbfield(self, db_field, request, kwargs)": (
            "the limits of a year's measures stand in one table, for constraint and form"
        ),
    },
    "okoce/admin/scope.py": {
        "django.contrib.admin.options:ModelAdmin._get_obj_does_not_exist_redirect(self, request, opts, object_id)": (
            "a row that is not there is a 404; the admin would redirect and so tell it from one that may not be seen"
        ),
    },
    "okoce/admin/versions.py": {
        "django.contrib.admin.options:ModelAdmin.get_inline_formsets(self, request, formsets, inline_instances, obj)": (
            "the version of an inline's row stands first in it"
        ),
        (
            "django.contrib.admin.options:ModelAdmin."
            "render_change_form(self, request, context, add, change, form_url, obj)"
        ): ("the version stands first on the page, whatever fieldsets a page declares"),
    },
    "okoce/admin_site.py": {
        "django.contrib.admin.sites:AdminSite.autocomplete_view(self, request)": "suggestions are not counted",
        "django.contrib.admin.sites:AdminSite._registry": (
            "the menu asks two or three permissions of a model; get_app_list() around it asks five and makes addresses"
        ),
        "django.contrib.admin.sites:AdminSite.login(self, request, extra_context)": "wrapped as allauth documents it",
        "django.contrib.admin.sites:AdminSite.logout(self, request, extra_context)": "there is one way out",
        "django.contrib.admin.sites:AdminSite.password_change(self, request, extra_context)": (
            "a password is changed on one page"
        ),
    },
    "okoce/caches.py": {
        "django.core.cache.backends.redis:RedisCache._class": "the client is a setting of nothing",
        "django.core.cache.backends.redis:RedisCache._cache": "the client, for a command the cache does not offer",
        "django.core.cache.backends.redis:RedisCacheClient._client": "the class of the Redis client",
        "django.core.cache.backends.redis:RedisCacheClient._get_connection_pool(self, write)": "one client per pool",
        "django.core.cache.backends.redis:RedisCacheClient.get_client(self, key, write)": (
            "Django makes a client for each command, which costs more than the command"
        ),
    },
    "okoce/celery/message_files.py": {
        "kombu.transport.virtual.base:Channel._get(self, queue, timeout)": "kombu asks a virtual channel for it",
        "kombu.transport.virtual.base:Channel._put(self, queue, message)": "kombu asks a virtual channel for it",
        "kombu.transport.virtual.base:Channel._size(self, queue)": "kombu asks a virtual channel for it",
        "kombu.transport.virtual.base:Channel._purge(self, queue)": "kombu asks a virtual channel for it",
    },
    "okoce/history.py": {
        "simple_history.models:HistoricalRecords.copy_fields(self, model)": "only two columns are looked up by",
        "simple_history.models:HistoricalRecords.create_history_model(self, model, inherited)": (
            "the copies belong to the module of their record, and know their owner"
        ),
        "simple_history.models:HistoricalRecords.finalize(self, sender, kwargs)": "connects what runs before a save",
        "simple_history.models:HistoricalRecords.get_change_reason_for_object(self, instance, history_type, using)": (
            "the reason is that of the act under way"
        ),
        "simple_history.models:HistoricalRecords.get_history_user(self, instance)": "the actor of the act under way",
        "simple_history.models:HistoricalRecords.get_meta_options(self, model)": "names in Indonesian, no permissions",
        "simple_history.models:HistoricalRecords.post_save(self, instance, created, using, kwargs)": (
            "a copy is made inside the database, and only of what changed"
        ),
        "simple_history.models:HistoricalRecords.post_delete(self, instance, using, kwargs)": (
            "copies may be paused while a million sample rows are made"
        ),
    },
    "okoce/name_columns.py": {
        "django.db.models.fields:CharField.db_parameters(self, connection)": (
            "db_collation would be one name for both databases; the key is sorted by byte on each"
        ),
    },
    "okoce/postgresql/base.py": {
        "django.db.backends.postgresql.base:DatabaseWrapper.get_connection_params(self)": (
            "limits of the process, and no plan is compiled"
        ),
        "django.db.backends.postgresql.base:DatabaseWrapper.is_usable(self)": "a kept connection is tried unasked",
    },
    "okoce/fields/numbers.py": {
        "django.forms.fields:Field.prepare_value(self, value)": "a number is shown as people write it, 1.250.000",
    },
    "trainings/planning/forms/weeks.py": {
        "django.forms.fields:Field.prepare_value(self, value)": "one number is shown as the ticks of a week",
        "django.forms.widgets:Widget.get_context(self, name, value, attrs)": "the ticks are drawn as a grid",
    },
    "okoce/fields/kept_choices.py": {
        "django.forms.widgets:ChoiceWidget.get_context(self, name, value, attrs)": "the options are drawn already",
    },
    "okoce/kept_forms/again.py": {
        "django.forms.forms:BaseForm.is_valid(self)": "a form that is shown again is never carried out, whatever asks",
    },
    "okoce/versioned_forms.py": {
        "django.forms.forms:BaseForm._clean_form(self)": (
            "the typed fields are compared with the row after they were cleaned and before clean() judges them"
        ),
    },
    "participants/imports/sheet_rows.py": {
        "openpyxl.worksheet._read_only:ReadOnlyWorksheet._worksheet_path": "the part of the file that is a sheet",
        "openpyxl.worksheet._read_only:ReadOnlyWorksheet._shared_strings": "the texts of its cells",
        "openpyxl.workbook.workbook:Workbook._date_formats": "which numbers are dates",
        "openpyxl.workbook.workbook:Workbook._timedelta_formats": "which numbers are spans of time",
        "openpyxl.worksheet:_reader.WorkSheetParser": "what reads the rows publicly drops each that is out of order",
        "openpyxl.worksheet._reader:WorkSheetParser.parse_cell(self, element)": (
            "plain text within a sheet takes a shorter way, a third of the time"
        ),
    },
}

# Underscored names that their package documents.
PUBLIC = {"_meta", "_state", "_default_manager", "_base_manager", "_db", "_fields", "_replace"}

# Methods that we override and their package documents: Django's reference, the docstrings that allauth and kombu print
# as theirs, the hooks of django-import-export.
DOCUMENTED = set(
    """
    add_arguments handle ready from_db
    is_hidden clean full_clean add_error to_python validate has_changed value_from_datadict render label_from_instance
    save pre_save update bulk_create get_by_natural_key get_session_auth_hash get_session_auth_fallback_hash
    has_perm has_module_perms get_user get_user_permissions get_group_permissions process_view
    register admin_view get_app_list get_urls add_view change_view history_view lookups queryset has_output media
    get_queryset get_form get_fields get_fieldsets get_readonly_fields get_list_filter get_changelist lookup_allowed
    get_search_results get_inline_instances get_changeform_initial_data save_model save_related
    formfield_for_foreignkey formfield_for_manytomany
    has_view_permission has_add_permission has_change_permission has_delete_permission
    send_mail is_open_for_signup get_client_ip
    driver_version
    as_sql
    process_response
    page has_next start_index end_index get_paginator
    export_action get_export_data get_export_filename get_export_resource_kwargs filter_export after_export
    """.split()
)
