#!/usr/bin/env bash
# Runs one command with a throw-away PostgreSQL and Redis: scripts/with_services.sh .venv/bin/pytest tests/okoce
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. scripts/services.sh

trap stop_services EXIT
start_services
DATABASE_URL=$SERVICES_DATABASE_URL REDIS_URL=$SERVICES_REDIS_URL "$@"
