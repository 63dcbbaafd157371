package io.sealcache.stores;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The counters in an application's MXBean for one of its caches. */
record EncryptionCounters(ClientJvm client, String cache) {
  String currentKeyId() {
    String name = cache;
    return client.call(application -> (String) attribute(application, name, "CurrentKeyId"));
  }

  long openedWithPreviousKey() {
    String name = cache;
    return client.call(application -> (Long) attribute(application, name, "OpenedWithPreviousKey"));
  }

  /** The counts by reason, without those of none. */
  Map<String, Long> unreadable() {
    String name = cache;
    Map<String, Long> counts =
        client.call(
            application -> counts((TabularData) attribute(application, name, "Unreadable")));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static Map<String, Long> counts(TabularData table) {
    Map<String, Long> counts = new HashMap<>();
    for (Object row : table.values()) {
      CompositeData entry = (CompositeData) row;
      counts.put((String) entry.get("key"), (Long) entry.get("value"));
    }
    return counts;
  }

  private static Object attribute(ClientApplication application, String cache, String attribute)
      throws JMException {
    return ManagementFactory.getPlatformMBeanServer()
        .getAttribute(
            new ObjectName(
                "io.sealcache:type=Encryption,CacheManager=%s,Cache=%s"
                    .formatted(application.manager().getURI(), cache)),
            attribute);
  }
}
