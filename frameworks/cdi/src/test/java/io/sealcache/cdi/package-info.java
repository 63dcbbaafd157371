@NullMarked
package io.sealcache.cdi;

import org.jspecify.annotations.NullMarked;
