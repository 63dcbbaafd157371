#!/bin/sh
# benchmarks/providers.sh: SealCache's ciphers, and bare ones, by the JDK's AES and by the Amazon Corretto Crypto Provider,
# on one CPU with one thread and on all with eight. BENCHMARK_JAVA: the java to measure with (default: the one on the path).
# BENCHMARK_CPU: the CPU (default 0). BENCHMARK_ROUNDS: fresh JVMs a row (default 2).
set -eu
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

"$java" -version 2>&1 | sed -n 2p
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p
measure() {
  threads=$1
  shift
  "$@" "$java" -cp "$target/classes:$(cat "$target/classpath.txt")" org.openjdk.jmh.Main ProviderBenchmark \
    -t "$threads" -f "${BENCHMARK_ROUNDS:-2}" -wi 3 -w 300ms -i 5 -r 250ms -foe true \
    -prof io.sealcache.benchmarks.CpuTime -rf json -rff "$target/providers-$threads.json" \
    -jvmArgs "-Xms1g -Xmx1g -Xmn16m -XX:+UseSerialGC -Xbatch" | sed -n '/^Benchmark/,$p'
}
measure 1 taskset -c "${BENCHMARK_CPU:-0}"
measure 8 env
