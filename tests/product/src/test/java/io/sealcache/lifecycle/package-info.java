/** Opening and closing of caches, managers, providers and applications. */
@NullMarked
package io.sealcache.lifecycle;

import org.jspecify.annotations.NullMarked;
