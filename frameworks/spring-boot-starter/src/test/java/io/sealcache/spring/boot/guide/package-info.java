/** An application as Spring's guides write one. */
@NullMarked
package io.sealcache.spring.boot.guide;

import org.jspecify.annotations.NullMarked;
