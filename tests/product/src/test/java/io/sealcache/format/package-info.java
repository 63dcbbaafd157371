/** Entries as they are stored, and as earlier versions stored them. */
@NullMarked
package io.sealcache.format;

import org.jspecify.annotations.NullMarked;
