#!/bin/sh
# What the tests need besides Python: Chromium, PostgreSQL, Redis, nginx, Caddy, strace. Installs them where it may, else
# says the exact line.
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
for program in redis-server nginx caddy strace openssl; do
  command -v $program >/dev/null 2>&1 || [ -x /usr/sbin/$program ] || missing="$missing $program"
done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need:$missing. Please install them with your system's package manager."
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "The tests need a little more. Please type:  sudo apt-get install -y --no-install-recommends$missing"
  exit 1
fi
echo "Installing what the tests need:$missing"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/tmp/facilitator-test-needs.log 2>&1 || {
  tail -5 /tmp/facilitator-test-needs.log
  echo "Could not install:$missing. Please type:  apt-get install -y --no-install-recommends$missing"
  exit 1
}
