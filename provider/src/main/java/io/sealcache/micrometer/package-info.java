/** Meters of encrypted caches, for Micrometer, which you add. */
@NullMarked
package io.sealcache.micrometer;

import org.jspecify.annotations.NullMarked;
