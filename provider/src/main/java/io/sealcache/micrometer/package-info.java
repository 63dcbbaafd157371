/** Meters of encrypted caches, for Micrometer, which the application brings. */
@NullMarked
package io.sealcache.micrometer;

import org.jspecify.annotations.NullMarked;
