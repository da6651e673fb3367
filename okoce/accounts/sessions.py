"""Django's sessions in the database, read as every request reads them: in one plain statement."""

from django.contrib.sessions.backends import db
from django.db import connection

from okoce.clock import now

_FIND = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        # In SQL because every request asks it, and the ORM takes longer to write this than the database to answer.
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [self.session_key, connection.ops.adapt_datetimefield_value(now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return self.model(session_key=self.session_key, session_data=row[0], expire_date=row[1])
