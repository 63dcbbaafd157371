/** The choices that settings take. */
@NullMarked
package io.sealcache.encryption;

import org.jspecify.annotations.NullMarked;
