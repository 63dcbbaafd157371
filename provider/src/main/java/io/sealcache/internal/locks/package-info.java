/**
 * Who waits for whom in this JVM: for entries, for writes under way and for loads, which enter what
 * nobody is changing.
 */
@NullMarked
package io.sealcache.internal.locks;

import org.jspecify.annotations.NullMarked;
