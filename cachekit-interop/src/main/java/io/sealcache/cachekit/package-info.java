/**
 * The cache entries of <a href="https://github.com/cachekit-io/protocol">cachekit</a>: {@code
 * interop/v1}, in which programs in Java, Python, Rust and TypeScript share one store, written and
 * read; the frame of cachekit-py's default mode, read.
 *
 * <p>Knows bytes only: your code fetches and stores them. Depends on nothing else of SealCache.
 */
@NullMarked
package io.sealcache.cachekit;

import org.jspecify.annotations.NullMarked;
