/** Loaders: once a key, never over a newer value, and what comes of failures. */
@NullMarked
package io.sealcache.loaders;

import org.jspecify.annotations.NullMarked;
