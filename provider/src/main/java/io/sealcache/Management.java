package io.sealcache;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The MBeans of a manager's caches, on the platform's MBean server. Thread-safe. */
final class Management {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();
  private static final String ENCRYPTION = "io.sealcache:type=Encryption";
  private static final String STATISTICS = "javax.cache:type=CacheStatistics";
  private static final String CONFIGURATION = "javax.cache:type=CacheConfiguration";
  private static final Pattern RESERVED = Pattern.compile("[,:=\n*?\"]");

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final String managerUri;
  private final ConcurrentMap<EncryptedCache<?, ?>, Map<String, ObjectName>> registered =
      new ConcurrentHashMap<>(); // by type

  Management(URI managerUri) {
    this.managerUri = PrintableUri.of(managerUri);
  }

  /** Registers what the cache's configuration asks for, and what tells of the encryption. */
  void register(EncryptedCache<?, ?> cache) {
    add(cache, ENCRYPTION, new EncryptionBean(cache.components()));
    if (cache.configuration().isStatisticsEnabled()) {
      enableStatistics(cache, true);
    }
    enableManagement(cache, cache.configuration().isManagementEnabled());
  }

  void unregister(EncryptedCache<?, ?> cache) {
    registered.computeIfPresent(
        cache,
        (there, beans) -> {
          beans.values().forEach(this::unregister);
          return null;
        });
  }

  void enableStatistics(EncryptedCache<?, ?> cache, boolean enabled) {
    cache.statistics().setEnabled(enabled);
    if (enabled) {
      addStatistics(cache);
    } else {
      cache.configuration().setStatisticsEnabled(false);
      remove(cache, STATISTICS);
    }
  }

  /** Those that cost little, unless user code has said which. */
  void enableCheapStatistics(EncryptedCache<?, ?> cache) {
    if (cache.statistics().enableCheap()) {
      addStatistics(cache);
    }
  }

  private void addStatistics(EncryptedCache<?, ?> cache) {
    cache.configuration().setStatisticsEnabled(true);
    add(
        cache,
        STATISTICS,
        new StandardMBean(cache.statistics(), CacheStatisticsMXBean.class, true));
  }

  void enableManagement(EncryptedCache<?, ?> cache, boolean enabled) {
    cache.configuration().setManagementEnabled(enabled);
    if (enabled) {
      add(cache, CONFIGURATION, new StandardMBean(cache.configuration(), CacheMXBean.class, true));
    } else {
      remove(cache, CONFIGURATION);
    }
  }

  private void add(EncryptedCache<?, ?> cache, String type, Object bean) {
    registered.compute(
        cache,
        (there, known) -> {
          Map<String, ObjectName> beans = known == null ? new HashMap<>() : known;
          beans.computeIfAbsent(type, absent -> register(cache.getName(), type, bean));
          return beans;
        });
  }

  private void remove(EncryptedCache<?, ?> cache, String type) {
    registered.computeIfPresent(
        cache,
        (there, beans) -> {
          ObjectName name = beans.remove(type); // null if it was off
          if (name != null) {
            unregister(name);
          }
          return beans;
        });
  }

  // Managers may have one URI, as far as it is shown, and another class loader or query.
  private ObjectName register(String cache, String type, Object bean) {
    String first = name(cache, type);
    for (int instance = 1; ; instance++) {
      String name = instance == 1 ? first : first + ",instance=" + instance;
      try {
        ObjectName free = new ObjectName(name);
        server.registerMBean(bean, free);
        if (instance > 1) {
          LOGGER.log(
              Level.WARNING,
              "The MBean {0} is that of another cache manager; cache ''{1}'' has {2}",
              first,
              cache,
              name);
        }
        return free;
      } catch (InstanceAlreadyExistsException e) {
        // the next may be free
      } catch (JMException e) {
        throw new CacheException("The MBean " + name + " can't be registered", e);
      }
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else has unregistered it.
    } catch (JMException e) {
      throw new CacheException("The MBean " + name + " can't be unregistered", e);
    }
  }

  // As the reference implementation does, which tools such as Micrometer follow; but the name of a
  // cache that no bean may have is quoted, as replacing characters makes one of two.
  private String name(String cache, String type) {
    return "%s,CacheManager=%s,Cache=%s"
        .formatted(
            type,
            RESERVED.matcher(managerUri).replaceAll("."),
            RESERVED.matcher(cache).find() ? ObjectName.quote(cache) : cache);
  }
}
