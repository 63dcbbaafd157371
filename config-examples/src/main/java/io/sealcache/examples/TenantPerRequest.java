package io.sealcache.examples;

import io.sealcache.keys.TenantResolver;
import org.jspecify.annotations.Nullable;

/**
 * The tenant of the request that a thread serves, from a thread-local. A servlet filter calls
 * {@link #serve} with what it learnt from a verified token, never from a header that clients write.
 */
final class TenantPerRequest implements TenantResolver {
  private final ThreadLocal<@Nullable String> tenant = new ThreadLocal<>();

  /** Serves a request, for its tenant only. */
  void serve(String verifiedTenant, Runnable request) {
    @Nullable String outer = tenant.get();
    tenant.set(verifiedTenant);
    try {
      request.run();
    } finally {
      tenant.set(outer); // threads are pooled: the next request may be another tenant's
    }
  }

  @Override
  public @Nullable String tenant() {
    return tenant.get();
  }

  /** So that a cache loader finds the tenant on a thread of {@code loadAll} too. */
  @Override
  public Runnable carry(Runnable load) {
    @Nullable String callers = tenant.get();
    return callers == null ? load : () -> serve(callers, load);
  }
}
