/**
 * JCache's annotations in Jakarta CDI. A manager of another provider than SealCache is refused,
 * unless a system property allows it. Your code calls nothing here: this jar on the class path is
 * all it takes. {@link io.sealcache.cdi.Uncached} is all that one may name.
 */
@NullMarked
package io.sealcache.cdi;

import org.jspecify.annotations.NullMarked;
