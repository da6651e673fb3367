"""Django's sessions in the database, read as every request reads them: in one plain statement."""

from django.contrib.sessions.backends import db

from okoce.accounts.current_user_sql import session_row
from okoce.clock import now


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        row = session_row(self.session_key, now())
        if row is None:
            self._session_key = None
            return None
        data, expires_at = row
        return self.model(session_key=self.session_key, session_data=data, expire_date=expires_at)
