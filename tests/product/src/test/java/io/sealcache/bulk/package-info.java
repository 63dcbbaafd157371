/** Operations on many entries. */
@NullMarked
package io.sealcache.bulk;

import org.jspecify.annotations.NullMarked;
