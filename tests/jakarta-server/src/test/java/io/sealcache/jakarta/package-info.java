/** A web application over SealCache in a Jakarta server, by HTTP. */
@NullMarked
package io.sealcache.jakarta;

import org.jspecify.annotations.NullMarked;
