/**
 * JCache's annotations in Jakarta CDI, over any JCache provider. Nothing here is called by an
 * application: that this jar is on the class path is all it takes. {@link
 * io.sealcache.cdi.Uncached} is all that one may name.
 */
@NullMarked
package io.sealcache.cdi;

import org.jspecify.annotations.NullMarked;
