package io.sealcache.linearizability;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** How one application reaches the caches of a {@link LongRace}, one for each {@link Lifetime}. */
public final class RacedCaches {
  private final Map<Lifetime, Cache<String, String>> caches;

  private RacedCaches(Map<Lifetime, Cache<String, String>> caches) {
    this.caches = caches;
  }

  /** Opens them, and creates those that don't exist. */
  public static RacedCaches open(CacheManager manager) {
    return open(manager, configuration -> configuration);
  }

  /** As above, where configurations have more than a lifetime. */
  public static RacedCaches open(
      CacheManager manager, UnaryOperator<MutableConfiguration<String, String>> more) {
    Map<Lifetime, Cache<String, String>> caches = new EnumMap<>(Lifetime.class);
    for (Lifetime lifetime : Lifetime.values()) {
      caches.put(
          lifetime,
          manager.createCache(
              "raced-" + lifetime,
              more.apply(
                  new MutableConfiguration<String, String>()
                      .setExpiryPolicyFactory(lifetime.policy()))));
    }
    return new RacedCaches(caches);
  }

  /** Has one operation of each done in two steps, which is what a check must find. */
  RacedCaches broken(TwoSteps how) {
    Map<Lifetime, Cache<String, String>> broken = new EnumMap<>(Lifetime.class);
    caches.forEach((lifetime, cache) -> broken.put(lifetime, how.wrap(cache)));
    return new RacedCaches(broken);
  }

  public Cache<String, String> of(Lifetime lifetime) {
    return requireNonNull(caches.get(lifetime));
  }
}
