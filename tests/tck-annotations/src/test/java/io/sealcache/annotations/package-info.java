@NullMarked
package io.sealcache.annotations;

import org.jspecify.annotations.NullMarked;
