/** An application of Spring Cloud's, over SealCache. */
@NullMarked
package io.sealcache.spring.cloud;

import org.jspecify.annotations.NullMarked;
