/** The product's own rules: layers, public API, metadata. */
@NullMarked
package io.sealcache.architecture;

import org.jspecify.annotations.NullMarked;
