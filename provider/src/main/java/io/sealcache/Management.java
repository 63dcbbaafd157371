package io.sealcache;

import io.sealcache.encryption.UnreadableReason;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EncryptionStatistics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheMXBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The MBeans of a manager's caches, on the platform's MBean server. Thread-safe. */
final class Management {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final URI managerUri;
  private final ConcurrentMap<ObjectName, EncryptedCache<?, ?>> registered =
      new ConcurrentHashMap<>();

  Management(URI managerUri) {
    this.managerUri = managerUri;
  }

  /** Registers what the cache's configuration asks for, and what tells of the encryption. */
  void register(EncryptedCache<?, ?> cache) {
    CompleteConfiguration<?, ?> configuration = cache.configuration().snapshot();
    add(cache, name("io.sealcache:type=Encryption", cache), encryption(cache));
    enableStatistics(cache, configuration.isStatisticsEnabled());
    enableManagement(cache, configuration.isManagementEnabled());
  }

  void unregister(EncryptedCache<?, ?> cache) {
    remove(cache, name("io.sealcache:type=Encryption", cache));
    remove(cache, name("javax.cache:type=CacheStatistics", cache));
    remove(cache, name("javax.cache:type=CacheConfiguration", cache));
  }

  void enableStatistics(EncryptedCache<?, ?> cache, boolean enabled) {
    cache.statistics().setEnabled(enabled);
    cache.configuration().setStatisticsEnabled(enabled);
    set(cache, name("javax.cache:type=CacheStatistics", cache), cache.statistics(), enabled);
  }

  void enableManagement(EncryptedCache<?, ?> cache, boolean enabled) {
    cache.configuration().setManagementEnabled(enabled);
    set(cache, name("javax.cache:type=CacheConfiguration", cache), view(cache), enabled);
  }

  private void set(EncryptedCache<?, ?> cache, ObjectName name, Object bean, boolean wanted) {
    if (wanted) {
      add(cache, name, bean);
    } else {
      remove(cache, name);
    }
  }

  private void add(EncryptedCache<?, ?> cache, ObjectName name, Object bean) {
    try {
      server.registerMBean(bean, name);
      registered.put(name, cache);
    } catch (InstanceAlreadyExistsException e) {
      // Switched on twice, or two names differ only in what no ObjectName may hold.
    } catch (JMException e) {
      throw new CacheException("The MBean " + name + " can't be registered", e);
    }
  }

  private void remove(EncryptedCache<?, ?> cache, ObjectName name) {
    if (!registered.remove(name, cache)) {
      return; // it was off, or the name is another cache's
    }
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else has unregistered it.
    } catch (JMException e) {
      throw new CacheException("The MBean " + name + " can't be unregistered", e);
    }
  }

  private ObjectName name(String start, EncryptedCache<?, ?> cache) {
    String text =
        start + ",CacheManager=" + safe(managerUri.toString()) + ",Cache=" + safe(cache.getName());
    try {
      return new ObjectName(text);
    } catch (JMException e) {
      throw new CacheException("No MBean can be named " + text, e);
    }
  }

  // As the reference implementation does, which tools such as Micrometer follow.
  private static String safe(String text) {
    return text.replaceAll("[,:=\n*?\"]", ".");
  }

  private static CacheMXBean view(EncryptedCache<?, ?> cache) {
    return new CacheMXBean() {
      private CompleteConfiguration<?, ?> now() {
        return cache.configuration().snapshot();
      }

      @Override
      public String getKeyType() {
        return now().getKeyType().getName();
      }

      @Override
      public String getValueType() {
        return now().getValueType().getName();
      }

      @Override
      public boolean isReadThrough() {
        return now().isReadThrough();
      }

      @Override
      public boolean isWriteThrough() {
        return now().isWriteThrough();
      }

      @Override
      public boolean isStoreByValue() {
        return now().isStoreByValue();
      }

      @Override
      public boolean isStatisticsEnabled() {
        return now().isStatisticsEnabled();
      }

      @Override
      public boolean isManagementEnabled() {
        return now().isManagementEnabled();
      }
    };
  }

  private static EncryptionMXBean encryption(EncryptedCache<?, ?> cache) {
    EncryptedStore<?, ?> store = cache.components().store();
    EncryptionStatistics statistics = store.statistics();
    CurrentTenant tenant = cache.components().tenant();
    return new EncryptionMXBean() {
      @Override
      public long getSealed() {
        return statistics.sealed();
      }

      @Override
      public long getOpened() {
        return statistics.opened();
      }

      @Override
      public long getOpenedWithPreviousKey() {
        return statistics.openedWithPreviousKey();
      }

      @Override
      public Map<String, Long> getUnreadable() {
        Map<String, Long> counts = new TreeMap<>();
        for (UnreadableReason reason : UnreadableReason.values()) {
          counts.put(reason.name(), statistics.unreadable(reason));
        }
        return counts;
      }

      @Override
      public long getLostRaces() {
        return statistics.lostRaces();
      }

      @Override
      public long getFutureWriteTimes() {
        return statistics.futureWriteTimes();
      }

      @Override
      public String getCurrentKeyId() {
        return isKnown() ? "%08x".formatted(store.currentKeyId(name())) : "";
      }

      @Override
      public long getSessionAgeSeconds() {
        return isKnown() ? store.sessionAge(name()).toSeconds() : 0;
      }

      // A thread that asks an MBean is in no tenant's scope.
      private @Nullable String name() {
        return tenant.isResolved() ? store.latestTenant() : tenant.name();
      }

      private boolean isKnown() {
        return !tenant.isResolved() || store.latestTenant() != null;
      }
    };
  }
}
