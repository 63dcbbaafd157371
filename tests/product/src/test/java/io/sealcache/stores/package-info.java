/** Each store with its own configuration, and what is refused of it. */
@NullMarked
package io.sealcache.stores;

import org.jspecify.annotations.NullMarked;
