/** What the first operations of a JVM cost, and what is kept on its heap. */
@NullMarked
package io.sealcache.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
