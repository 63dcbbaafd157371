package io.sealcache;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;

/** The MBeans of a manager's caches, on the platform's MBean server. Thread-safe. */
final class Management {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();
  private static final String ENCRYPTION = "io.sealcache:type=Encryption";
  private static final String STATISTICS = "javax.cache:type=CacheStatistics";
  private static final String CONFIGURATION = "javax.cache:type=CacheConfiguration";
  private static final Pattern RESERVED = Pattern.compile("[,:=\n*?\"]");

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final String managerUri;
  private final ConcurrentMap<Bean, ObjectName> registered = new ConcurrentHashMap<>();

  /** One of a cache's beans. */
  private record Bean(String type, EncryptedCache<?, ?> cache) {
    // Those that the compiler makes have a cold JVM make method handles.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Bean other && type.equals(other.type) && cache == other.cache;
    }

    @Override
    public int hashCode() {
      return 31 * type.hashCode() + cache.hashCode();
    }
  }

  Management(URI managerUri) {
    this.managerUri = PrintableUri.of(managerUri);
  }

  /** Registers what the cache's configuration asks for, and what tells of the encryption. */
  void register(EncryptedCache<?, ?> cache) {
    add(new Bean(ENCRYPTION, cache), new EncryptionBean(cache.components()));
    if (cache.configuration().isStatisticsEnabled()) {
      enableStatistics(cache, true);
    }
    enableManagement(cache, cache.configuration().isManagementEnabled());
  }

  void unregister(EncryptedCache<?, ?> cache) {
    remove(new Bean(ENCRYPTION, cache));
    remove(new Bean(STATISTICS, cache));
    remove(new Bean(CONFIGURATION, cache));
  }

  void enableStatistics(EncryptedCache<?, ?> cache, boolean enabled) {
    cache.statistics().setEnabled(enabled);
    if (enabled) {
      addStatistics(cache);
    } else {
      cache.configuration().setStatisticsEnabled(false);
      remove(new Bean(STATISTICS, cache));
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
        new Bean(STATISTICS, cache),
        new StandardMBean(cache.statistics(), CacheStatisticsMXBean.class, true));
  }

  void enableManagement(EncryptedCache<?, ?> cache, boolean enabled) {
    cache.configuration().setManagementEnabled(enabled);
    Bean bean = new Bean(CONFIGURATION, cache);
    if (enabled) {
      add(bean, new StandardMBean(cache.configuration(), CacheMXBean.class, true));
    } else {
      remove(bean);
    }
  }

  private void add(Bean which, Object bean) {
    registered.computeIfAbsent(which, absent -> register(absent, bean));
  }

  // Managers may have one URI, as far as it is shown, and another class loader or query.
  private ObjectName register(Bean which, Object bean) {
    String first = name(which);
    for (int instance = 1; ; instance++) {
      String name = instance == 1 ? first : first + ",instance=" + instance;
      try {
        ObjectName free = new ObjectName(name);
        if (tryRegister(bean, free)) {
          warnIfTaken(first, name, which);
          return free;
        }
      } catch (JMException e) {
        throw new CacheException("The MBean " + name + " can't be registered", e);
      }
    }
  }

  private boolean tryRegister(Object bean, ObjectName name) throws JMException {
    try {
      server.registerMBean(bean, name);
      return true;
    } catch (InstanceAlreadyExistsException e) {
      return false;
    }
  }

  private static void warnIfTaken(String first, String name, Bean which) {
    if (!name.equals(first)) {
      LOGGER.log(
          Level.WARNING,
          "The MBean {0} is that of another cache manager; cache ''{1}'' has {2}",
          first,
          which.cache().getName(),
          name);
    }
  }

  private void remove(Bean which) {
    registered.computeIfPresent(which, (there, name) -> unregister(name)); // nothing if it was off
  }

  private @Nullable ObjectName unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else has unregistered it.
    } catch (JMException e) {
      throw new CacheException("The MBean " + name + " can't be unregistered", e);
    }
    return null;
  }

  // As the reference implementation does, which tools such as Micrometer follow; but the name of a
  // cache that no bean may have is quoted, as replacing characters makes one of two.
  private String name(Bean which) {
    String cache = which.cache().getName();
    return "%s,CacheManager=%s,Cache=%s"
        .formatted(
            which.type(),
            RESERVED.matcher(managerUri).replaceAll("."),
            RESERVED.matcher(cache).find() ? ObjectName.quote(cache) : cache);
  }
}
