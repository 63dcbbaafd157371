package io.sealcache.spring.boot;

import io.sealcache.EncryptionMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What SealCache tells of each encrypted cache of this JVM. */
final class EncryptionBeans {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** By the cache's name; where several managers have one of a name, the name tells them apart. */
  Map<String, EncryptionMXBean> byCache() {
    Map<String, EncryptionMXBean> beans = new TreeMap<>();
    for (ObjectName name : server.queryNames(pattern(), null)) {
      String cache = cache(name);
      beans.put(
          beans.containsKey(cache) ? name.getCanonicalName() : cache,
          JMX.newMXBeanProxy(server, name, EncryptionMXBean.class));
    }
    return beans;
  }

  private static ObjectName pattern() {
    try {
      return new ObjectName("io.sealcache:type=Encryption,*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cache(ObjectName name) {
    String cache = name.getKeyProperty("Cache");
    return cache.startsWith("\"") ? ObjectName.unquote(cache) : cache;
  }
}
