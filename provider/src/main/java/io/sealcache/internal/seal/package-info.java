/** Where plaintext meets ciphertext: objects on this side, what the store holds on the other. */
@NullMarked
package io.sealcache.internal.seal;

import org.jspecify.annotations.NullMarked;
