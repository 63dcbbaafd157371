package io.sealcache;

import io.sealcache.keys.TenantResolver;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An application's resolver: the tenant of the thread, which {@code loadAll} takes along. */
public final class TenantScope implements TenantResolver {
  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  final AtomicInteger asked = new AtomicInteger();

  /** For the setting {@code sealcache.tenant-resolver}. */
  public TenantScope() {}

  static void in(@Nullable String tenant, Runnable action) {
    call(
        tenant,
        () -> {
          action.run();
          return "";
        });
  }

  static <T extends @Nullable Object> T call(@Nullable String tenant, Supplier<T> action) {
    @Nullable String before = TENANT.get();
    TENANT.set(tenant);
    try {
      return action.get();
    } finally {
      TENANT.set(before);
    }
  }

  static @Nullable String current() {
    return TENANT.get();
  }

  @Override
  public @Nullable String tenant() {
    asked.incrementAndGet();
    return TENANT.get();
  }

  @Override
  public Runnable carry(Runnable load) {
    @Nullable String callers = TENANT.get();
    return () -> in(callers, load);
  }
}
