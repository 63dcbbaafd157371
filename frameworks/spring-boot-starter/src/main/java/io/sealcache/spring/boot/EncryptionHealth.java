package io.sealcache.spring.boot;

import io.sealcache.EncryptionMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The health of encryption, as a health indicator tells it. Down only where there are no keys to
 * use: were unreadable entries a reason, who runs the store could take the application down.
 */
final class EncryptionHealth {
  static final String FAILED = "The keys of the encrypted caches can't be used";

  private final SealedManagers beans;

  EncryptionHealth(SealedManagers beans) {
    this.beans = beans;
  }

  /**
   * By cache.
   *
   * @throws RuntimeException if a cache has no keys, or its manager is closed
   */
  Map<String, Object> details() {
    List<String> closed = beans.closed();
    if (!closed.isEmpty()) {
      throw new IllegalStateException(
          "Their cache manager is closed, and its keys are gone: beans " + closed);
    }
    Map<String, Object> details = new TreeMap<>();
    beans
        .caches()
        .forEach(
            (name, cache) -> {
              try {
                details.put(name, of(cache.unwrap(EncryptionMXBean.class)));
              } catch (RuntimeException e) {
                if (!cache.isClosed()) {
                  throw e;
                } // since they were listed
              }
            });
    return details;
  }

  private static Map<String, Object> of(EncryptionMXBean bean) {
    long opened = bean.getOpened();
    long unreadable = bean.getUnreadable().values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("currentKeyId", bean.getCurrentKeyId());
    Map<String, Long> events = bean.getEvents();
    details.put(
        "keysNotLoaded",
        events.getOrDefault("keys-not-loaded", 0L)
            + events.getOrDefault("name-keys-not-loaded", 0L)
            + events.getOrDefault("table-failed", 0L));
    details.put("openedWithPreviousKey", bean.getOpenedWithPreviousKey());
    details.put("unreadable", unreadable);
    details.put(
        "unreadableRate", unreadable == 0 ? 0.0 : (double) unreadable / (opened + unreadable));
    return details;
  }
}
