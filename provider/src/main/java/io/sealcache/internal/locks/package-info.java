/**
 * Who waits for whom in this JVM: for entries, for writes under way, for loads, which enter what
 * nobody is changing, and for caches that are being closed.
 */
@NullMarked
package io.sealcache.internal.locks;

import org.jspecify.annotations.NullMarked;
