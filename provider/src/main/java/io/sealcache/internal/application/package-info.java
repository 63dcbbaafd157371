/** The application's own code: called, timed by nobody, and closed once it has returned. */
@NullMarked
package io.sealcache.internal.application;

import org.jspecify.annotations.NullMarked;
