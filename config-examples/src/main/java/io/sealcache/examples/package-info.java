/** Examples that run, to copy from. Start with {@link io.sealcache.examples.QuickStart}. */
@NullMarked
package io.sealcache.examples;

import org.jspecify.annotations.NullMarked;
