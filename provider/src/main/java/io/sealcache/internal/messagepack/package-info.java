/** MessagePack, as the standard codec and the codec msgpack write it. */
@NullMarked
package io.sealcache.internal.messagepack;

import org.jspecify.annotations.NullMarked;
