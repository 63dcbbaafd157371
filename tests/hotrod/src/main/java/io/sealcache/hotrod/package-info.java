/** An Infinispan server to start, with nothing of SealCache's on its class path. */
@NullMarked
package io.sealcache.hotrod;

import org.jspecify.annotations.NullMarked;
