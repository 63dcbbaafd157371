package io.sealcache.stores;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The work that a test has an application do; travels with the values that it captures. */
@FunctionalInterface
interface Task<R extends @Nullable Object> extends Serializable {
  R run(ClientApplication application) throws Exception;
}
