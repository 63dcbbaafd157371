/** SealCache in Spring Boot: encrypted caches by configuration alone, or no start. */
@NullMarked
package io.sealcache.spring.boot;

import org.jspecify.annotations.NullMarked;
