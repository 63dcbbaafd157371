/** The classes that an application writes in names of Spring Boot 3. */
@NullMarked
package io.sealcache.spring.boot.boot3;

import org.jspecify.annotations.NullMarked;
