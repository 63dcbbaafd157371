package io.sealcache;

import io.sealcache.internal.settings.ApplicationClass;
import io.sealcache.internal.settings.CacheSettings;
import io.sealcache.internal.settings.Setting;
import io.sealcache.keys.TenantResolver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Whose entries an operation on one cache is about. Thread-safe if the resolver is. */
final class CurrentTenant {
  private final String cacheName;
  private final @Nullable String fixed;
  private final @Nullable TenantResolver resolver;

  /**
   * Makes the resolver, if there is to be one and the application has not.
   *
   * @param classLoader finds its class
   * @throws IllegalArgumentException if that fails
   */
  CurrentTenant(String cacheName, CacheSettings settings, ClassLoader classLoader) {
    var chosen = settings.tenantResolver();
    this.cacheName = cacheName;
    this.fixed = settings.tenant();
    this.resolver =
        chosen == null
            ? null
            : new ApplicationClass<>(TenantResolver.class, Setting.TENANT_RESOLVER)
                .choose(chosen, classLoader);
  }

  /**
   * The tenant for the operation that the calling thread begins; null for a cache without.
   *
   * @throws CacheException if the resolver fails or names none
   */
  @Nullable String name() {
    return name("; call the cache within a tenant's scope only");
  }

  /** As {@link #name()}, for listeners that are registered while the cache is opened. */
  @Nullable String nameForConfiguredListeners() {
    return name(
        " for the listeners that the cache is configured with; open the cache within a tenant's"
            + " scope, or take them out and call registerCacheEntryListener within one");
  }

  private @Nullable String name(String whatToDo) {
    if (resolver == null) {
      return fixed;
    }
    String tenant = ask(resolver, TenantResolver::tenant);
    if (tenant == null || tenant.isBlank()) {
      throw new CacheException(describe(resolver) + " gave no tenant" + whatToDo);
    }
    return tenant;
  }

  /** Whether it is another one from operation to operation. */
  boolean isResolved() {
    return resolver != null;
  }

  /**
   * A task to run on another thread, so that user code finds the tenant there.
   *
   * @return throws {@link CacheException} if user code fails there, or doesn't run {@code load}
   */
  Runnable carry(Runnable load) {
    TenantResolver applications = resolver;
    if (applications == null) {
      return load;
    }
    AtomicBoolean begun = new AtomicBoolean();
    Runnable task =
        () -> {
          begun.set(true);
          load.run();
        };
    Runnable carried = ask(applications, asked -> asked.carry(task));
    if (carried == null) {
      throw new CacheException(
          describe(applications) + " gave null for a task; it must give one to run");
    }
    return () -> {
      ask(
          applications,
          asked -> {
            carried.run();
            return task;
          });
      if (!begun.get()) {
        throw new CacheException(
            describe(applications) + " gave a task that ended without running what it was given");
      }
    };
  }

  private <T> @Nullable T ask(
      TenantResolver applications, Function<TenantResolver, @Nullable T> question) {
    try {
      return question.apply(applications);
    } catch (CacheException e) {
      throw e;
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw new CacheException(describe(applications) + " failed; see the cause", e);
    }
  }

  private String describe(TenantResolver applications) {
    return "Cache '%s': the tenant resolver %s (setting '%s')"
        .formatted(
            cacheName, applications.getClass().getName(), Setting.TENANT_RESOLVER.propertyName());
  }
}
