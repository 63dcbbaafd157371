/** Expiry policies and ages. */
@NullMarked
package io.sealcache.expiry;

import org.jspecify.annotations.NullMarked;
