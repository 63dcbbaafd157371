/** The classes that an application writes in names of Spring Boot 4. */
@NullMarked
package io.sealcache.spring.boot.boot4;

import org.jspecify.annotations.NullMarked;
