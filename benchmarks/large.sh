#!/bin/sh
# benchmarks/large.sh [KIB...]: what two threads take of the time of one for a large value; prints a line a bar, fails if a bar is missed.
# KIB: sizes (default 1024, 4096 and 16384). Needs two CPUs with nothing else to do. BENCHMARK_JAVA: the java to measure with
# (default: the one on the path). BENCHMARK_ROUNDS: fresh JVMs a row (default 2).
set -eu
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target
[ $# -gt 0 ] || set -- 1024 4096 16384

mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

"$java" -version 2>&1 | sed -n 2p
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p
exec "$java" -cp "$target/classes:$(cat "$target/classpath.txt")" \
  io.sealcache.benchmarks.LargeValueBars "$target/jmh-large" "${BENCHMARK_ROUNDS:-2}" "$@"
