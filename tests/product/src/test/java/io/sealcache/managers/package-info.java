/** Managers and caches that several use. */
@NullMarked
package io.sealcache.managers;

import org.jspecify.annotations.NullMarked;
