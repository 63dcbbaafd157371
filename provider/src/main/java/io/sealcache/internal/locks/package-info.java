/**
 * Waits of this JVM's threads: for entries, for loads, and for caches that are being opened or
 * closed.
 */
@NullMarked
package io.sealcache.internal.locks;

import org.jspecify.annotations.NullMarked;
