/** Operations on single entries: results, failures, threads. */
@NullMarked
package io.sealcache.operations;

import org.jspecify.annotations.NullMarked;
