/** What Java Flight Recorder is told; without its module, nothing. */
@NullMarked
package io.sealcache.internal.jfr;

import org.jspecify.annotations.NullMarked;
