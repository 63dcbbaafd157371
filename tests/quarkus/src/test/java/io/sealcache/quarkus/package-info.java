/** SealCache in ArC. */
@NullMarked
package io.sealcache.quarkus;

import org.jspecify.annotations.NullMarked;
