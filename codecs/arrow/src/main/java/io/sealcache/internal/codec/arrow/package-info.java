/** How the codec arrow is found. */
@NullMarked
package io.sealcache.internal.codec.arrow;

import org.jspecify.annotations.NullMarked;
