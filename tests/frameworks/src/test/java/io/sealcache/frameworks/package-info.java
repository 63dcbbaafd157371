/** Frameworks over SealCache, as their own documentation has them use JCache. */
@NullMarked
package io.sealcache.frameworks;

import org.jspecify.annotations.NullMarked;
