/** Measures what encryption costs and holds it against the limits. */
@NullMarked
package io.sealcache.benchmarks;

import org.jspecify.annotations.NullMarked;
