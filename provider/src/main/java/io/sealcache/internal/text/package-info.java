/** Text that people write in settings, and read in messages and logs. */
@NullMarked
package io.sealcache.internal.text;

import org.jspecify.annotations.NullMarked;
