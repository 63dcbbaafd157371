/** The codec of Apache Arrow tables, which is needed for nothing else. */
@NullMarked
package io.sealcache.codec.arrow;

import org.jspecify.annotations.NullMarked;
