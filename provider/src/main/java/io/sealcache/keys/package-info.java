/** Which secret: master keys, the keyring and where it comes from. */
@NullMarked
package io.sealcache.keys;

import org.jspecify.annotations.NullMarked;
