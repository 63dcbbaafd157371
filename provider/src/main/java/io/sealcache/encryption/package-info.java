/** The choices that the settings of encryption take, and why an entry may not open. */
@NullMarked
package io.sealcache.encryption;

import org.jspecify.annotations.NullMarked;
