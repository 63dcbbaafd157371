/** Keys that change, and entries that are sealed anew. */
@NullMarked
package io.sealcache.rotation;

import org.jspecify.annotations.NullMarked;
