/** The choices that settings take, and what a store holds for a key. */
@NullMarked
package io.sealcache.encryption;

import org.jspecify.annotations.NullMarked;
