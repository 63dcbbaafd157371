/** The port to the wrapped cache: knows ciphertext only. Each package below knows one store. */
@NullMarked
package io.sealcache.internal.store;

import org.jspecify.annotations.NullMarked;
