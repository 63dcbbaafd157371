/** Starts the servers that a run of the TCK needs, on loopback and free ports, and stops them. */
@NullMarked
package io.sealcache.tck;

import org.jspecify.annotations.NullMarked;
