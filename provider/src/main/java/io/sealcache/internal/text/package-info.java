/** What people write in settings, and what they read in messages and logs. */
@NullMarked
package io.sealcache.internal.text;

import org.jspecify.annotations.NullMarked;
