# Read by `.ci/mariadb` and `.ci/mysql`, which are alike from here on: starts a server on a free port, and runs a command beside it.
#
# `server`, `admin` and `client` are theirs, each a command with its options, and `folder` has the server's data in `data`.

cat >"$folder/start" <<END
#!/usr/bin/env bash
# Returns when the server can be asked; fails where it ended instead.
${server[*]} --datadir=$folder/data --socket=$folder/socket --pid-file=$folder/pid --bind-address=127.0.0.1 --port=\$1 \\
  --max-connections=200 --skip-name-resolve --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=OFF >>$folder/log 2>&1 </dev/null &
server=\$!
until ${admin[*]} --socket=$folder/socket --user=root ping >/dev/null 2>&1; do
  kill -0 \$server 2>/dev/null || exit 1
  sleep 0.1
done
# Not another server, on whose port this one could not listen.
[ "\$(cat $folder/pid)" = \$server ]
END
# Waits until it is gone: its port and its files are needed again.
cat >"$folder/stop" <<END
#!/usr/bin/env bash
server=\$(cat $folder/pid 2>/dev/null) || exit 0
kill -KILL \$server 2>/dev/null
while kill -0 \$server 2>/dev/null; do sleep 0.1; done
rm -f $folder/pid $folder/socket.lock
END
trap 'bash "$folder/stop" || true; rm -rf "$folder"' EXIT

# Another process may take a free port before the server does: then the next one is tried.
started=
for _ in 1 2 3 4 5 6 7 8; do
  port=$((20000 + RANDOM % 10000))
  if bash "$folder/start" "$port"; then
    started=yes
    break
  fi
done
[ -n "$started" ] || { cat "$folder/log" >&2; exit 1; }
# On a port there is no system user to be; and with `--skip-name-resolve` root@localhost is root over the socket alone.
"${client[@]}" --socket="$folder/socket" --user=root --execute \
  "CREATE USER velithon@'127.0.0.1'; GRANT ALL ON *.* TO velithon@'127.0.0.1'; CREATE DATABASE velithon"

export DATABASE_RESTART="bash $folder/stop; sleep 1; bash $folder/start $port"
export DATABASE_URL=mysql://velithon@127.0.0.1:$port/velithon
export VELITHON_TEST_MYSQL=$DATABASE_URL
echo "$(basename "$0"): $("${server[@]}" --version) on port $port" >&2
"$@"
