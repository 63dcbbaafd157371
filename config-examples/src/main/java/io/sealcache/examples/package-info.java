/** Examples that run, to copy from. */
@NullMarked
package io.sealcache.examples;

import org.jspecify.annotations.NullMarked;
