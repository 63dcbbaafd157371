/** An application as Spring's guides write one. */
@NullMarked
package io.sealcache.spring.boot.records;

import org.jspecify.annotations.NullMarked;
