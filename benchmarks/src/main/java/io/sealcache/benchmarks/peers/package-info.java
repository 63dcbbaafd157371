/** Other libraries that applications encrypt what they cache with, beside SealCache. */
@NullMarked
package io.sealcache.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
