/** What the README's quick start runs: {@link io.sealcache.examples.QuickStart}. */
@NullMarked
package io.sealcache.examples;

import org.jspecify.annotations.NullMarked;
