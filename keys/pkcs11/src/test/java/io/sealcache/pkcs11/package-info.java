@NullMarked
package io.sealcache.pkcs11;

import org.jspecify.annotations.NullMarked;
