/**
 * Bytes to bytes: key derivation, the two ciphers and the layout of what they write. Knows neither
 * objects nor caches, and needs nothing but the JDK.
 */
@NullMarked
package io.sealcache.internal.crypto;

import org.jspecify.annotations.NullMarked;
