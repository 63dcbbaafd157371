/** Counts what a store holds by what it says of itself; has no key and opens nothing. */
@NullMarked
package io.sealcache.internal.census;

import org.jspecify.annotations.NullMarked;
