package io.sealcache.cli;

import io.sealcache.keys.TenantResolver;
import org.jspecify.annotations.Nullable;

/** As of an application that serves nobody here. */
public final class Nobody implements TenantResolver {
  @Override
  public @Nullable String tenant() {
    return null;
  }
}
