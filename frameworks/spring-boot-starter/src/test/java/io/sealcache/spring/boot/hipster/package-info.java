/** An application as JHipster generates one, except its cache configuration. */
@NullMarked
package io.sealcache.spring.boot.hipster;

import org.jspecify.annotations.NullMarked;
