#!/bin/sh
# benchmarks/run.sh quick|full: builds, measures on one CPU, prints a line a bar; fails if a bar is missed.
# BENCHMARK_JAVA: the java to measure with (default: the one on the path). BENCHMARK_CPU: the CPU (default 0).
set -eu
effort=${1:-quick}
case $effort in
  quick | full) ;;
  *) echo "run.sh quick|full, not '$effort'" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

"$java" -version 2>&1 | sed -n 2p
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p

pin=
if command -v taskset >/dev/null 2>&1; then
  pin="taskset -c ${BENCHMARK_CPU:-0}"
fi
exec $pin "$java" -cp "$target/classes:$(cat "$target/classpath.txt")" \
  io.sealcache.benchmarks.Bars "$effort" "$target/jmh-$effort"
