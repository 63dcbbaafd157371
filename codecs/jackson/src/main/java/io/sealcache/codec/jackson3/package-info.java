/** The codecs that bind by Jackson 3, which is needed for nothing else. */
@NullMarked
package io.sealcache.codec.jackson3;

import org.jspecify.annotations.NullMarked;
