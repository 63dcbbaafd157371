/** The cost of an operation as everything around it grows. */
@NullMarked
package io.sealcache.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
