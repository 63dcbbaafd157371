/** Where the keys of a cache manager come from, by its settings. */
@NullMarked
package io.sealcache.internal.managerkeys;

import org.jspecify.annotations.NullMarked;
