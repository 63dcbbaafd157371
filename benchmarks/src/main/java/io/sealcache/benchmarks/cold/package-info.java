/** The cost of a JVM's first operations, and the heap that a cache keeps. */
@NullMarked
package io.sealcache.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
