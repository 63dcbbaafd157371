package io.sealcache.cdi;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Of a {@link LaterScope}. */
@NormalScope
@Retention(RetentionPolicy.RUNTIME)
@interface Later {}
