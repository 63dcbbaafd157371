/**
 * Stores, and a Jakarta server, in processes of their own, on loopback and ports that were free,
 * for tests.
 */
@NullMarked
package io.sealcache.servers;

import org.jspecify.annotations.NullMarked;
