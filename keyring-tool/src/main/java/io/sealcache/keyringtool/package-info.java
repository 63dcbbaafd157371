/** The command line of keyring files. */
@NullMarked
package io.sealcache.keyringtool;

import org.jspecify.annotations.NullMarked;
