/** The cost of SealCache around the parts that a hit or a put is made of. */
@NullMarked
package io.sealcache.benchmarks.way;

import org.jspecify.annotations.NullMarked;
