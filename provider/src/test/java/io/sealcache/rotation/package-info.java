/** Rotations of data keys, while applications read and write, for tests over each store. */
@NullMarked
package io.sealcache.rotation;

import org.jspecify.annotations.NullMarked;
