# Sourced by ./run and ./test from the project root: brings this machine up to what the portal needs.
# Whatever is in place already costs nothing, so that both commands may call it every time.

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
# uv: trust the machine's certificates, and never look for a Python of its own.
export UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_COMPILE_BYTECODE=1
# Some images forbid Python to keep compiled modules; each worker and each command would compile Django anew.
unset PYTHONDONTWRITEBYTECODE

say() { echo "» $*"; }
give_up() { echo >&2; echo "$*" >&2; exit 1; }

may_be_root() { # nobody is asked for a password where nobody sits
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
  command -v apt-get >/dev/null && may_be_root || return 1
  say "Installing system packages: $*"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq)
  as_root "${apt[@]}" update >/dev/null 2>&1 || true # a mirror that is partly down is no reason to stop
  as_root "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 2>&1
}

packages_sentence() {
  echo "Needed system packages are missing and may not be installed from here. As root, run
    apt-get update && apt-get install -y --no-install-recommends $*
then start $0 again."
}

find_python() {
  local name
  for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

make_venv() {
  # Asking it to run also finds a venv whose Python has been upgraded away.
  .venv/bin/python -c 'import pip' 2>/dev/null && return
  local python
  if ! python=$(find_python); then
    install_packages python3 python3-venv && python=$(find_python) ||
      give_up "$(packages_sentence python3 python3-venv) (Python 3.11, 3.12 or 3.13 is needed.)"
  fi
  say "Making the Python environment"
  rm -rf .venv
  if ! "$python" -m venv .venv 2>/dev/null; then
    rm -rf .venv # without ensurepip half an environment is left
    install_packages python3-venv && "$python" -m venv .venv ||
      { rm -rf .venv; give_up "$(packages_sentence python3-venv)"; }
  fi
}

install_lock() { # install_lock run|test|dev
  local group=$1 stamp
  stamp=.venv/okoce-$group-$(cat requirements/uv.txt "requirements/$group.txt" | sha256sum | cut -c1-16)
  [ -e "$stamp" ] && return
  say "Installing the Python packages of requirements/$group.txt"
  .venv/bin/python -m pip install -q --require-hashes -r requirements/uv.txt &&
    VIRTUAL_ENV=$PWD/.venv .venv/bin/python -m uv pip install -q --require-hashes -r "requirements/$group.txt" ||
    .venv/bin/python -m pip install -q --require-hashes -r "requirements/$group.txt" ||
    give_up "The Python packages could not be installed. Check the connection to the package index and start $0 again."
  rm -f .venv/okoce-"$group"-*
  touch "$stamp"
}

pango_missing() { # without the subset library PDFs are slower, and other bytes
  ! .venv/bin/python -c 'from weasyprint.text.ffi import harfbuzz_subset as h; raise SystemExit(h is None)' \
    >/dev/null 2>&1
}
PANGO_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

compile_translations() { # pure Python: no gettext on the machine
  local po
  for po in locale/*/LC_MESSAGES/django.po; do
    if [ -e "$po" ] && ! [ "${po%.po}.mo" -nt "$po" ]; then
      .venv/bin/python -m babel.messages.frontend -q compile -d locale -D django
      return
    fi
  done
}

find_chromium() {
  local name
  for name in ${CHROMIUM:-} chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name"; then return; fi
  done
  return 1
}
