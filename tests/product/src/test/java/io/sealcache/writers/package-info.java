/** Writers: told in the order of the store. */
@NullMarked
package io.sealcache.writers;

import org.jspecify.annotations.NullMarked;
