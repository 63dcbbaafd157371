package io.sealcache.spring.boot;

import io.sealcache.EncryptionMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;

/**
 * What a health indicator tells. Down only where there are no keys to use: were unreadable entries
 * a reason, who runs the store could take the application down.
 */
final class EncryptionHealth {
  private final EncryptionBeans beans;

  EncryptionHealth(EncryptionBeans beans) {
    this.beans = beans;
  }

  /**
   * By cache.
   *
   * @throws RuntimeException if a cache has no keys
   */
  Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>();
    beans
        .byCache()
        .forEach(
            (cache, bean) -> {
              try {
                details.put(cache, of(bean));
              } catch (UndeclaredThrowableException e) {
                if (!(e.getCause() instanceof InstanceNotFoundException)) {
                  throw e;
                } // the cache was closed meanwhile
              }
            });
    return details;
  }

  private static Map<String, Object> of(EncryptionMXBean bean) {
    long opened = bean.getOpened();
    long unreadable = bean.getUnreadable().values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("currentKeyId", bean.getCurrentKeyId());
    details.put("sessionAgeSeconds", bean.getSessionAgeSeconds());
    if (bean.getKeyLoadAgeSeconds() >= 0) {
      details.put("keyLoadAgeSeconds", bean.getKeyLoadAgeSeconds());
      details.put("failedKeyLoads", bean.getFailedKeyLoads());
    }
    details.put("openedWithPreviousKey", bean.getOpenedWithPreviousKey());
    details.put("unreadable", unreadable);
    details.put(
        "unreadableRate", unreadable == 0 ? 0.0 : (double) unreadable / (opened + unreadable));
    return details;
  }
}
