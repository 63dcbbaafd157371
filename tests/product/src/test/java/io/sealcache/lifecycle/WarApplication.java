package io.sealcache.lifecycle;

import io.sealcache.fixture.StoreFixture;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** An application of {@link WarLoader}'s that uses classes of its own wherever it can. */
public final class WarApplication {
  private WarApplication() {}

  /** The cached value. */
  public record Order(String item, int amount) {}

  /** Where that comes from. */
  public static final class Orders implements CacheLoader<String, Order> {
    @Override
    public Order load(String key) {
      return new Order(key, 1);
    }

    @Override
    public Map<String, Order> loadAll(Iterable<? extends String> keys) {
      return StreamSupport.stream(keys.spliterator(), false)
          .collect(Collectors.toMap(key -> key, this::load));
    }
  }

  /** The listener that hears of it. */
  public static final class Listener implements CacheEntryCreatedListener<String, Order> {
    private int heard;

    @Override
    public void onCreated(
        Iterable<CacheEntryEvent<? extends String, ? extends Order>> createdEvents) {
      createdEvents.forEach(event -> heard += event.getValue().amount());
    }
  }

  /** How long it is kept. */
  public static final class AnHour implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return Duration.ONE_HOUR;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  /** Creates and uses a cache, and closes nothing. */
  public static void run(CachingProvider provider, URI uri) {
    Listener listener = new Listener();
    Cache<String, Order> cache =
        provider
            .getCacheManager(
                uri,
                WarApplication.class.getClassLoader(),
                StoreFixture.settings("org.jsr107.ri.spi.RICachingProvider"))
            .createCache(
                "forgotten",
                new MutableConfiguration<String, Order>()
                    .setTypes(String.class, Order.class)
                    .setStatisticsEnabled(true)
                    .setManagementEnabled(true)
                    .setReadThrough(true)
                    .setCacheLoaderFactory(Orders::new)
                    .setExpiryPolicyFactory(AnHour::new)
                    .addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(
                            () -> listener, null, false, true)));
    cache.put("a", new Order("a", 7));
    expect(cache.get("a").amount() == 7 && cache.get("loaded").amount() == 1);
    expect(
        cache.<Integer>invoke(
                "a",
                (entry, none) -> {
                  entry.setValue(new Order("a", entry.getValue().amount() + 1));
                  return entry.getValue().amount();
                })
            == 8);
    expect(listener.heard == 8);
  }

  private static void expect(boolean fulfilled) {
    if (!fulfilled) {
      throw new IllegalStateException("The cache doesn't work");
    }
  }
}
