/** The codecs that need the JDK alone. */
@NullMarked
package io.sealcache.codec.standard;

import org.jspecify.annotations.NullMarked;
