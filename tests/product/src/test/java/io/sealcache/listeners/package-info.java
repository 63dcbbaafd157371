/** Listeners of events. */
@NullMarked
package io.sealcache.listeners;

import org.jspecify.annotations.NullMarked;
