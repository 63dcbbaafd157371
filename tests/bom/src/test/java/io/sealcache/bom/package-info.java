/** What Maven makes of the POMs that are published. */
@NullMarked
package io.sealcache.bom;

import org.jspecify.annotations.NullMarked;
