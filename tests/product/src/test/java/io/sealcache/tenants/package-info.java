/** Tenants: apart from each other, forgotten, without keys. */
@NullMarked
package io.sealcache.tenants;

import org.jspecify.annotations.NullMarked;
