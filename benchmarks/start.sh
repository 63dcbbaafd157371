#!/bin/sh
# benchmarks/start.sh [ROUNDS]: what a start over Caffeine is busy with, unencrypted and sealed; prints a table for each archive of classes.
# BENCHMARK_JAVA: the java to measure with (default: the one on the path). BENCHMARK_CPU: the CPU (default 0).
# BENCHMARK_BUILT: not empty if it is built already.
set -eu
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

[ -n "${BENCHMARK_BUILT:-}" ] || mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

pin=
if command -v taskset >/dev/null 2>&1; then
  pin="taskset -c ${BENCHMARK_CPU:-0}"
fi
# From the jar: class data sharing takes no directories.
$pin "$java" -Dslf4j.internal.verbosity=ERROR \
  -cp "$(echo $target/sealcache-benchmarks-*-SNAPSHOT.jar):$(cat "$target/classpath.txt")" \
  io.sealcache.benchmarks.cold.StartParts "${1:-15}"
