/** What several threads share and JCache knows nothing of. */
@NullMarked
package io.sealcache.internal.concurrent;

import org.jspecify.annotations.NullMarked;
