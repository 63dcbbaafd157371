#!/bin/sh
# benchmarks/providers.sh: the kernel and bare ciphers by the JDK's AES, and with the Amazon Corretto Crypto Provider first in the JVM's
# list; on one CPU with one thread and on all with eight. BENCHMARK_JAVA: the java to measure with (default: the one on the path).
# BENCHMARK_CPU: the CPU (default 0). BENCHMARK_ROUNDS: fresh JVMs a row (default 2).
set -eu
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

"$java" -version 2>&1 | sed -n 2p
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p
: >"$target/jdk.security"
# All others follow, those of the JDK that are not named here twice.
i=1
for provider in AmazonCorrettoCryptoProvider SUN SunRsaSign SunEC SunJSSE SunJCE; do
  echo "security.provider.$i=$provider"
  i=$((i + 1))
done >"$target/accp.security"
measure() {
  threads=$1
  shift
  for first in jdk accp; do
    echo "$first, $threads threads"
    "$@" "$java" -cp "$target/classes:$(cat "$target/classpath.txt")" org.openjdk.jmh.Main '\.(Bare)?CipherBenchmark|\.KeyBenchmark.seal' \
      -t "$threads" -f "${BENCHMARK_ROUNDS:-2}" -wi 3 -w 300ms -i 5 -r 250ms -foe true \
      -prof io.sealcache.benchmarks.CpuTime -rf json -rff "$target/providers-$first-$threads.json" \
      -jvmArgs "-Djava.security.properties=$target/$first.security -Xms1g -Xmx1g -Xmn16m -XX:+UseSerialGC -Xbatch" |
      sed -n '/^Benchmark/,$p'
  done
}
measure 1 taskset -c "${BENCHMARK_CPU:-0}"
measure 8 env
