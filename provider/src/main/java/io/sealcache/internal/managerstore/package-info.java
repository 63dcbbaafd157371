/** Which store a cache manager has, by its settings. */
@NullMarked
package io.sealcache.internal.managerstore;

import org.jspecify.annotations.NullMarked;
