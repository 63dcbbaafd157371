/** Files that hold secrets or decide over them, and whether others could have put them there. */
@NullMarked
package io.sealcache.internal.files;

import org.jspecify.annotations.NullMarked;
