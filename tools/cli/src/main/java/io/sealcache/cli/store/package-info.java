/** The commands that look at what a store holds, and see a rotation to its end. */
@NullMarked
package io.sealcache.cli.store;

import org.jspecify.annotations.NullMarked;
