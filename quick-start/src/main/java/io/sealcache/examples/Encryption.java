package io.sealcache.examples;

import io.sealcache.EncryptionMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The figures that SealCache tells of a cache by JMX. */
final class Encryption {
  private Encryption() {}

  /** How many entries didn't open since the cache was created, by reason; without the zeros. */
  static Map<String, Long> unreadable(String cacheName) {
    Map<String, Long> counts = new TreeMap<>(bean(cacheName).getUnreadable());
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static EncryptionMXBean bean(String cacheName) {
    try {
      ObjectName name =
          new ObjectName(
              "io.sealcache:type=Encryption"
                  + ",CacheManager=io.sealcache.EncryptedCachingProvider"
                  + ",Cache="
                  + cacheName);
      return JMX.newMXBeanProxy(
          ManagementFactory.getPlatformMBeanServer(), name, EncryptionMXBean.class);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("No cache can be named " + cacheName, e);
    }
  }
}
