@NullMarked
package io.sealcache.vault;

import org.jspecify.annotations.NullMarked;
