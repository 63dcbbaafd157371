/** The program of the README's quick start: {@link io.sealcache.examples.QuickStart}. */
@NullMarked
package io.sealcache.examples;

import org.jspecify.annotations.NullMarked;
