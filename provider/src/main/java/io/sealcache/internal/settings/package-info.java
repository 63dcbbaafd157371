/** Every setting: its name, where it comes from and what it says. */
@NullMarked
package io.sealcache.internal.settings;

import org.jspecify.annotations.NullMarked;
