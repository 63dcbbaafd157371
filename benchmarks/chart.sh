#!/bin/sh
# benchmarks/chart.sh: draws the chart of what hits cost, of the figures that run.sh quick has left in target.
set -eu
cd "$(dirname "$0")/.."
target=benchmarks/target
exec "${BENCHMARK_JAVA:-java}" -cp "$target/classes:$(cat "$target/classpath.txt")" \
  io.sealcache.benchmarks.HitReport "$target/jmh-quick" \
  "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)" benchmarks/hits.json docs/hits.svg
