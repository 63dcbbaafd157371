/** Keys that a PKCS#11 token wraps, such as a hardware security module. */
@NullMarked
package io.sealcache.pkcs11;

import org.jspecify.annotations.NullMarked;
