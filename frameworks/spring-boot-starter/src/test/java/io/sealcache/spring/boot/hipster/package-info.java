/** An application as JHipster generates one, but for its cache configuration. */
@NullMarked
package io.sealcache.spring.boot.hipster;

import org.jspecify.annotations.NullMarked;
