/** The key table that settings name. */
@NullMarked
package io.sealcache.internal.keytable;

import org.jspecify.annotations.NullMarked;
