/** Which version of Jackson the codecs json and msgpack are bound by. */
@NullMarked
package io.sealcache.internal.codec.jackson;

import org.jspecify.annotations.NullMarked;
