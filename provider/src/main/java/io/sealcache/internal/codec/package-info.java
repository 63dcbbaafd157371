/** How the codecs that are artifacts of their own are found. */
@NullMarked
package io.sealcache.internal.codec;

import org.jspecify.annotations.NullMarked;
