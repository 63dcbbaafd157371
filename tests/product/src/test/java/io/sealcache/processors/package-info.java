/** Entry processors, and code that uses the entry it is called for. */
@NullMarked
package io.sealcache.processors;

import org.jspecify.annotations.NullMarked;
