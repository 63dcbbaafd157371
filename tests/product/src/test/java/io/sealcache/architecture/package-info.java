/** The product's own rules: layers, public API, metadata, tests that pages name. */
@NullMarked
package io.sealcache.architecture;

import org.jspecify.annotations.NullMarked;
