/** The codecs that bind by Jackson 2, which is needed for nothing else. */
@NullMarked
package io.sealcache.codec.jackson;

import org.jspecify.annotations.NullMarked;
