# Sourced: a private PostgreSQL and Redis on unix sockets in a throw-away folder. Nothing listens on a port,
# nothing the machine already runs is touched, and stop_services leaves nothing behind.

postgres_folder() { # the newest installed server; Debian keeps its programs off the PATH
  local folder found=
  for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /usr/pgsql-*/bin; do
    [ -x "$folder/initdb" ] && found=$folder
  done
  [ -n "$found" ] || { command -v initdb >/dev/null && found=$(dirname "$(readlink -f "$(command -v initdb)")"); }
  [ -n "$found" ] && echo "$found"
}

redis_program() { command -v redis-server || command -v valkey-server; }

as_postgres() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi
}

start_services() {
  # Not below /root, which the user postgres cannot enter; short, since a socket path ends at 107 bytes.
  SERVICES=$(mktemp -d "${TMPDIR:-/var/tmp}/okoce.XXXXXX")
  PG=$(postgres_folder)
  chmod 711 "$SERVICES"
  mkdir "$SERVICES/pg" "$SERVICES/redis"
  [ "$(id -u)" != 0 ] || chown postgres: "$SERVICES/pg"
  (
    cd "$SERVICES" # as user postgres the project folder may be out of reach
    as_postgres "$PG/initdb" -D "$SERVICES/pg/data" -U okoce -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
      >"$SERVICES/initdb.log" 2>&1 || { cat "$SERVICES/initdb.log" >&2; exit 1; }
    # A table emptied between two tests, vacuumed and filled again is planned as empty: quadratic joins.
    as_postgres "$PG/pg_ctl" -D "$SERVICES/pg/data" -w -t 60 -l "$SERVICES/pg/log" -o "-k $SERVICES/pg \
      -c listen_addresses='' -c max_connections=200 -c fsync=off -c autovacuum=off -c full_page_writes=off \
      -c synchronous_commit=off -c max_wal_size=2GB -c log_error_verbosity=terse -c log_min_error_statement=panic" start >/dev/null || { cat "$SERVICES/pg/log" >&2; exit 1; }
    "$(redis_program)" --port 0 --unixsocket "$SERVICES/redis/s" --save '' --appendonly no --databases 64 \
      --maxmemory-policy noeviction --dir "$SERVICES/redis" --daemonize yes \
      --pidfile "$SERVICES/redis/pid" --logfile "$SERVICES/redis/log" >/dev/null
  )
  SERVICES_DATABASE_URL="postgres://okoce@/postgres?host=$SERVICES/pg"
  SERVICES_REDIS_URL="unix://$SERVICES/redis/s"
}

stop_services() {
  [ -n "${SERVICES:-}" ] || return 0
  (
    cd /
    as_postgres "$PG/pg_ctl" -D "$SERVICES/pg/data" -m immediate stop >/dev/null 2>&1
    [ ! -s "$SERVICES/redis/pid" ] || kill -9 "$(cat "$SERVICES/redis/pid")" 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do # until the last of them has let go of its files
      rm -rf "$SERVICES" 2>/dev/null && break
      sleep 0.5
    done
  ) || true
  SERVICES=
}
