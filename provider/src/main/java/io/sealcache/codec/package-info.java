/** Objects to bytes and back. Knows neither a cipher nor a cache. */
@NullMarked
package io.sealcache.codec;

import org.jspecify.annotations.NullMarked;
