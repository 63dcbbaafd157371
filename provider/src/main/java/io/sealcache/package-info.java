/** The JCache provider: objects in, objects out. Nothing here knows a cipher. */
@NullMarked
package io.sealcache;

import org.jspecify.annotations.NullMarked;
