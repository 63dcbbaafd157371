#!/bin/sh
# benchmarks/tables.sh: what encryption adds to putting and getting Arrow tables over a Hazelcast client; prints a line a size.
# BENCHMARK_JAVA: the java to measure with (default: the one on the path).
set -eu
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

for size in "1000 40 200" "1000000 40 3"; do
  # shellcheck disable=SC2086 # three arguments
  "$java" -Xms2g -Xmx2g -Dslf4j.internal.verbosity=ERROR --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-modules=java.se --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.management/sun.management=ALL-UNNAMED \
    --add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED \
    -cp "$target/classes:$(cat "$target/classpath.txt")" io.sealcache.benchmarks.TableOverClient $size
done
