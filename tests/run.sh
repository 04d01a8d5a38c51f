#!/bin/sh
# All that CI runs. `fast` leaves out the browser and the second database.
set -eu
PYTHON=.venv/bin/python

if [ "${1:-}" = fast ]; then
    exec "$PYTHON" -m pytest -m "not browser" -n 2 tests
fi

# What the full run needs from Debian; installed when we may, named when we may not.
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
command -v redis-server >/dev/null || missing="$missing redis-server"
[ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing="$missing postgresql"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

./run lint
./run rooms
./run types
exec "$PYTHON" -m pytest -n 2 tests
