/**
 * Seals and opens the keys and values of a cache: bytes in, bytes out. Begin with {@link
 * io.sealcache.core.EntrySealer}. The formats are in {@code docs/format.md}, the order in which to
 * read the classes in {@code docs/review.md}.
 */
@NullMarked
package io.sealcache.core;

import org.jspecify.annotations.NullMarked;
