"""The chain over the access log is only appended, as the log is."""

from okoce.triggers import append_only

TABLES = ("trail_chainlink", "trail_chainhead", "trail_chaincheck", "trail_accessedperson")
_ALL = [append_only(table) for table in TABLES]
TRIGGERS = {
    vendor: {name: sql for each in _ALL for name, sql in each[vendor].items()} for vendor in ("sqlite", "postgresql")
}
