#!/bin/sh
# benchmarks/run.sh quick: builds, measures on one CPU, prints a line a bar; fails if a bar is missed.
# benchmarks/run.sh brief: the same in some minutes, to see whether it works; figures mean nothing, nor that bars are missed.
# benchmarks/run.sh regression: a few ratios, by 25 s of CPU time; fails if one is worse than the baseline allows that is checked in
# for this JDK. regression --baseline [RUNS]: makes that anew, of so many runs alone and as many beside a busy program (6).
# benchmarks/run.sh full [PART...]: the same, longer, and what threads, growth, starts and peers cost; writes each part's figures to
# benchmarks/results, and RESULTS.md and its charts of them. PART: bars, way, statistics, threads, large, growth, cold, peers or redis
# (default: all). Threads and large values need CPUs with nothing else to do.
# BENCHMARK_JAVA: the java to measure with (default: the one on the path). BENCHMARK_CPU: the CPU of bars and peers (default 0).
# BENCHMARK_BUILT: not empty if it is built already.
set -eu
effort=${1:-quick}
[ $# -eq 0 ] || shift
case $effort in
  brief | quick | full | regression) ;;
  *) echo "run.sh brief|quick|full|regression, not '$effort'" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

[ -n "${BENCHMARK_BUILT:-}" ] || mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

"$java" -version 2>&1 | sed -n 2p
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p

pin=
# Where a process may not have CPU 0, it has the one that it gets, unless another was asked for.
if command -v taskset >/dev/null 2>&1 && { [ -n "${BENCHMARK_CPU:-}" ] || taskset -c 0 true; }; then
  pin="taskset -c ${BENCHMARK_CPU:-0}"
fi
# From the jar: class data sharing takes no directories.
path="$(echo $target/sealcache-benchmarks-*-SNAPSHOT.jar):$(cat "$target/classpath.txt")"

if [ "$effort" = regression ]; then
  set -- "${1:-}" "${2:-6}"
  case $1 in
    '') set -- ;;
    --baseline) set -- "$(git describe --always --dirty=+)" "$2" ;;
    *) echo "run.sh regression [--baseline [RUNS]], not '$1'" >&2; exit 2 ;;
  esac
  exec $pin "$java" -cp "$path" io.sealcache.benchmarks.regression.Regression benchmarks "$@"
fi

results=
missed=
# On one CPU where it is told so.
benchmark() {
  program=$1
  shift
  $cpu "$java" -Dslf4j.internal.verbosity=ERROR ${results:+"-Dbenchmarks.results=$results" "-Dbenchmarks.commit=$commit"} \
    -cp "$path" "io.sealcache.benchmarks.$program" "$@"
}

limits() {
  benchmark "$@" || missed=yes
}

if [ "$effort" != full ]; then
  cpu=$pin
  limits Bars "$effort" "$target/jmh-$effort"
  # So many JVMs, and blocks in each that take turns: what it is to show is less than two JVMs differ by.
  case $effort in
    brief) limits StatisticsBars 1 2; limits way.WayBars 1 2 quiet default ;;
    quick) limits StatisticsBars 3 200; limits way.WayBars 3 60 quiet ;;
  esac
  [ -z "$missed" ]
  exit
fi

results=benchmarks/results
mkdir -p "$results"
commit=$(git describe --always --dirty=+)
[ $# -gt 0 ] || set -- bars way statistics threads large growth cold peers redis
for part in "$@"; do
  case $part in
    bars | way | statistics | peers) cpu=$pin ;;
    *) cpu= ;;
  esac
  case $part in
    bars) limits Bars full "$target/jmh-full" ;;
    way) limits way.WayBars 5 100 quiet default ;;
    statistics) limits StatisticsBars 5 400 ;;
    threads) limits ThreadBars "${BENCHMARK_BLOCKS:-15}" ;;
    large) limits LargeValueBars "$target/jmh-large" "${BENCHMARK_ROUNDS:-2}" 16384 ;;
    growth) benchmark growth.Growth "$results" "$commit" ;;
    cold) benchmark cold.ColdStart "$results" "$commit" "${BENCHMARK_ROUNDS:-15}" ;;
    peers) benchmark peers.PeerCosts "$results" "$commit" ;;
    redis) benchmark peers.RedisCosts "$results" "$commit" "${BENCHMARK_BLOCKS:-25}" ;;
    *) echo "bars, way, statistics, threads, large, growth, cold, peers or redis, not '$part'" >&2; exit 2 ;;
  esac
done
results=
cpu=
benchmark results.ResultsReport benchmarks
[ -z "$missed" ]
