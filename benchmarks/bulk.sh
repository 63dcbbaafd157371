#!/bin/sh
# benchmarks/bulk.sh [BLOCKS [STORE]]: what encryption adds to bulk operations over a Hazelcast client and Redis; prints a line a bar; fails if
# a bar is missed. BLOCKS: how many of each kind count (default 30). STORE: hazelcast-client or redis alone. BENCHMARK_JAVA: the java to measure with (default: the one on the path).
set -eu
cd "$(dirname "$0")/.."
java=${BENCHMARK_JAVA:-java}
target=benchmarks/target

mvn -q -ntp -B -Pbenchmarks -pl benchmarks -am -Dmaven.test.skip package

exec "$java" -Xms2g -Xmx2g -Dslf4j.internal.verbosity=ERROR \
  --add-modules=java.se --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.management/sun.management=ALL-UNNAMED \
  --add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED \
  -cp "$target/classes:$(cat "$target/classpath.txt")" io.sealcache.benchmarks.BulkOverClient "${1:-30}" ${2:+"$2"}
