/** The documents as a site. */
@NullMarked
package io.sealcache.site;

import org.jspecify.annotations.NullMarked;
