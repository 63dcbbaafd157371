/** User code: called, and closed once its calls have returned. */
@NullMarked
package io.sealcache.internal.application;

import org.jspecify.annotations.NullMarked;
