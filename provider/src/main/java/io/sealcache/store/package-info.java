/** The wrapped cache: ciphertext goes out, plaintext never does. */
@NullMarked
package io.sealcache.store;

import org.jspecify.annotations.NullMarked;
