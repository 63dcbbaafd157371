/** Codecs as a cache uses them. */
@NullMarked
package io.sealcache.codecs;

import org.jspecify.annotations.NullMarked;
