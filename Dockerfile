# One image for web, worker and beat; docker-compose.yml says which of them a container is.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
COPY requirements/uv.txt requirements/run.txt requirements/
RUN python -m venv .venv \
 && .venv/bin/python -m pip install -q --require-hashes -r requirements/uv.txt \
 && VIRTUAL_ENV=/app/.venv .venv/bin/python -m uv pip install -q --no-cache --require-hashes -r requirements/run.txt \
 && .venv/bin/python -m pip uninstall -q -y uv
COPY . .
# The throw-away keys that collectstatic makes for itself stay in this stage.
RUN .venv/bin/python -m babel.messages.frontend -q compile -d locale -D django \
 && OKOCE_VAR=/tmp/var STATIC_ROOT=/app/collected .venv/bin/python manage.py collectstatic --noinput -v 0 \
 && chmod -R a+rX /app/collected \
 && .venv/bin/python -m compileall -q okoce participants trainings bazaars reports

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin okoce \
 && install -d -o okoce -g okoce /app/var
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 STATIC_ROOT=/app/collected XDG_CACHE_HOME=/tmp/cache
USER okoce
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "scripts/healthy.py"]
CMD ["gunicorn", "okoce.wsgi:application", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", \
     "--max-requests", "2000", "--max-requests-jitter", "200", "--graceful-timeout", "20", "--no-control-socket"]
