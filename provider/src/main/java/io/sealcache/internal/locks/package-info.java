/** Waits of this JVM's threads, for entries and for loads. */
@NullMarked
package io.sealcache.internal.locks;

import org.jspecify.annotations.NullMarked;
