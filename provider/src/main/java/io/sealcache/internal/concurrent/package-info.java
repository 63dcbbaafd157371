/** Tools that several threads share, and that know nothing of JCache. */
@NullMarked
package io.sealcache.internal.concurrent;

import org.jspecify.annotations.NullMarked;
