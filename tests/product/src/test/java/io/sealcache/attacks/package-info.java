/** Whoever controls the store: it lies, swaps, replays, plants entries and classes. */
@NullMarked
package io.sealcache.attacks;

import org.jspecify.annotations.NullMarked;
