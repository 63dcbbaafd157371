/** The published POMs, as Maven reads them. */
@NullMarked
package io.sealcache.bom;

import org.jspecify.annotations.NullMarked;
