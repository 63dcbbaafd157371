/** Events of keys and entries, and the one that is told. */
@NullMarked
package io.sealcache.internal.audit;

import org.jspecify.annotations.NullMarked;
