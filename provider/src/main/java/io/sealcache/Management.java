package io.sealcache;

import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** The MBeans of one cache, on the platform's MBean server; none once it is closed. Thread-safe. */
final class Management {
  private static final System.Logger LOGGER = LoggerName.PROVIDER.logger();
  private static final String ENCRYPTION = "io.sealcache:type=Encryption";
  private static final String STATISTICS = "javax.cache:type=CacheStatistics";
  private static final String CONFIGURATION = "javax.cache:type=CacheConfiguration";
  private static final Pattern RESERVED = Pattern.compile("[,:=\n*?\"]");

  private final URI managerUri;
  private final CacheComponents<?, ?> cache;
  private final CacheConfiguration<?, ?> configuration;
  private final Map<String, ObjectName> registered = new HashMap<>(); // by type
  private boolean closed;

  Management(URI managerUri, CacheComponents<?, ?> cache, CacheConfiguration<?, ?> configuration) {
    this.managerUri = managerUri;
    this.cache = cache;
    this.configuration = configuration;
  }

  /** Registers what the cache's configuration asks for, and what tells of the encryption. */
  synchronized void register() {
    add(ENCRYPTION, new EncryptionBean(cache));
    if (cache.statistics().isEnabled()) {
      addStatistics();
    }
    if (configuration.isManagementEnabled()) {
      enableManagement(true);
    }
  }

  /** The flag and the bean as one, beside a call that says otherwise. */
  synchronized void enableStatistics(boolean enabled) {
    cache.statistics().setEnabled(enabled);
    if (enabled) {
      addStatistics();
    } else {
      remove(STATISTICS);
    }
  }

  /** Those that cost little, unless user code has said which. */
  synchronized void enableCheapStatistics() {
    if (cache.statistics().enableCheap()) {
      addStatistics();
    }
  }

  private void addStatistics() {
    add(STATISTICS, new StandardMBean(cache.statistics(), CacheStatisticsMXBean.class, true));
  }

  /** As {@link #enableStatistics}. */
  synchronized void enableManagement(boolean enabled) {
    configuration.setManagementEnabled(enabled);
    if (enabled) {
      add(CONFIGURATION, new StandardMBean(configuration, CacheMXBean.class, true));
    } else {
      remove(CONFIGURATION);
    }
  }

  private synchronized void add(String type, Object bean) {
    if (!closed && !registered.containsKey(type)) {
      registered.put(type, register(type, bean));
      if (closed) { // by who was told of the registration
        remove(type);
      }
    }
  }

  private synchronized void remove(String type) {
    ObjectName name = registered.remove(type); // null if it was off
    if (name != null) {
      unregister(name);
    }
  }

  /** Takes all away; whoever enables one later adds none. */
  synchronized void close() {
    closed = true;
    List<ObjectName> names = List.copyOf(registered.values());
    registered.clear(); // by then they may be another cache's
    EachInTurn.run(names, Management::unregister);
  }

  // Managers may have one URI, as far as it is shown, and another class loader or query.
  private ObjectName register(String type, Object bean) {
    String first = name(type);
    for (int instance = 1; ; instance++) {
      String name = instance == 1 ? first : first + ",instance=" + instance;
      try {
        ObjectName free = new ObjectName(name);
        server().registerMBean(bean, free);
        if (instance > 1) {
          LOGGER.log(
              Level.WARNING,
              "The MBean {0} is that of another cache manager; cache ''{1}'' has {2}",
              first,
              cache.name(),
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

  private static void unregister(ObjectName name) {
    try {
      server().unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else has unregistered it.
    } catch (JMException e) {
      throw new CacheException("The MBean " + name + " can't be unregistered", e);
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  // As the reference implementation does, which tools such as Micrometer follow; but the name of a
  // cache that no bean may have is quoted, as replacing characters makes one of two.
  private String name(String type) {
    return "%s,CacheManager=%s,Cache=%s"
        .formatted(
            type,
            RESERVED.matcher(PrintableUri.of(managerUri)).replaceAll("."),
            RESERVED.matcher(cache.name()).find() ? ObjectName.quote(cache.name()) : cache.name());
  }
}
