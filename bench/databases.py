"""Two databases on one server: the portal's and the floor's."""

import os
import sqlite3
from contextlib import closing

import psycopg2

from bench.floor import statements

NAMES = ("okoce_bench", "okoce_floor")


class Databases:
    """On the server of `url`; without one, two SQLite files in `folder`."""

    def __init__(self, url, folder):
        self.is_postgres = bool(url)
        self.url = url
        if self.is_postgres:
            self.portal, self.floor = (
                url.replace("/postgres?", f"/{name}?") for name in ("okoce_bench", "okoce_floor")
            )
        else:
            self.portal, self.floor = "", f"sqlite:///{folder / 'floor.sqlite3'}"

    def make(self):
        if self.is_postgres:
            for name in NAMES:
                self._run(self.url, f"CREATE DATABASE {name}")
        self.on_floor(statements.tables("postgresql" if self.is_postgres else "sqlite"))

    def server_pid(self):
        if not self.is_postgres:
            return None
        return int(self._run(self.url, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")[0][0])

    def version(self):
        if not self.is_postgres:
            return f"SQLite {sqlite3.sqlite_version} (embedded: the figures below are not those of production)"
        return "PostgreSQL " + self._run(self.url, "SHOW server_version")[0][0].split()[0]

    def on_floor(self, sql):
        return self._run(self.floor, sql)

    def add(self, name):
        """One more on the same server; its address."""
        self._run(self.url, f"CREATE DATABASE {name}")
        return self.url.replace("/postgres?", f"/{name}?")

    def copy(self, source, name):
        """A copy of the database `source`, to which nobody may be connected; its address."""
        self._run(self.url, f"CREATE DATABASE {name} TEMPLATE {source}")
        return self.url.replace("/postgres?", f"/{name}?")

    def tidy(self, url):
        """What a database does at night by itself; its size in megabytes."""
        self._run(url, "VACUUM ANALYZE")
        self._run(self.url, "CHECKPOINT")
        return self._run(url, "SELECT pg_database_size(current_database())")[0][0] // 1_000_000

    def settle(self):
        """After loading: what a database does at night by itself."""
        if self.is_postgres:
            self._run(self.portal, "VACUUM ANALYZE")
            self._run(self.floor, "VACUUM ANALYZE")
            self._run(self.url, "CHECKPOINT")

    def _run(self, url, sql):
        if not self.is_postgres:
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                if ";" in sql:
                    connection.executescript(sql)
                    return []
                return connection.execute(sql).fetchall()
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []


def floor_environment(databases, secret):
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"FLOOR_DATABASE_URL": databases.floor, "FLOOR_SECRET_KEY": secret}
