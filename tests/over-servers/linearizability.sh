#!/bin/sh
# tests/over-servers/linearizability.sh STORE sealed|alone CALLS|MINUTESm [SEED]: builds, races, and judges whether the calls
# are linearizable; fails if they are not, or if the JVM holds more and more. STORE: caffeine, ehcache, hazelcast, redis. With 60m it is the hour after
# which heap, threads and file descriptors must be flat. It prints a line for linearizability.md.
# LINEARIZABILITY_JAVA: the java to run with (default: the one on the path).
set -eu
if [ $# -lt 3 ]; then
  sed -n 's/^# //p' "$0" >&2
  exit 2
fi
cd "$(dirname "$0")/../.."
target=tests/over-servers/target

mvn -q -ntp -B -Plinearizability -pl tests/over-servers -am -DskipTests -Djacoco.skip package

exec "${LINEARIZABILITY_JAVA:-java}" -Xmx512m -Djava.net.preferIPv4Stack=true \
  -cp "$target/test-classes:$(cat "$target/classpath.txt")" \
  io.sealcache.stores.Linearizability "$1" "$2" "$3" "${4:-1}"
