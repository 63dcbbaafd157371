/**
 * Objects to bytes and back: what a codec is. The codecs that come with SealCache are in the
 * packages below. None of them knows a cipher or a cache.
 */
@NullMarked
package io.sealcache.codec;

import org.jspecify.annotations.NullMarked;
