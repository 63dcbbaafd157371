package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.SettingDifferences;
import io.sealcache.internal.settings.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses a cache manager of SealCache's that was opened without what Spring's environment and
 * beans say: tenants would share their entries, and nobody would be told. Of keys and the store a
 * manager may have its own.
 */
final class IgnoredSettings {
  private static final Set<Setting> LOOKED_AT = lookedAt();

  /** Beans whose managers are opened with all settings, unless somebody else has opened them. */
  private static final Set<String> OPENED_WITH_ALL =
      Set.of("jCacheCacheManager", "sealCacheHibernateManager");

  private final CacheRules rules;
  private final ConfigurableListableBeanFactory beans;

  /** Those whose settings were found to be right; the environment may change since. */
  private final Set<EncryptedCacheManager> accepted =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  IgnoredSettings(CacheRules rules, ConfigurableListableBeanFactory beans) {
    this.rules = rules;
    this.beans = beans;
  }

  private static Set<Setting> lookedAt() {
    Set<Setting> settings = EnumSet.range(Setting.CONTEXT, Setting.NONCE);
    settings.remove(Setting.CONFIG);
    return settings;
  }

  /**
   * Compares each manager once.
   *
   * @param bean whose manager it is
   * @throws RefusedStartException if it lacks a setting and the bean isn't listed
   */
  void check(EncryptedCacheManager manager, String bean) {
    if (manager.isClosed() || accepted.contains(manager) || rules.isAllowed(bean)) {
      return;
    }
    Properties all = beans.getBean(SealCacheSettings.class).properties();
    Properties given = manager.getProperties();
    if (!ours(given).equals(ours(all))) {
      compare(manager, bean, all, given);
    }
    accepted.add(manager);
  }

  private void compare(
      EncryptedCacheManager manager, String bean, Properties all, Properties given) {
    Settings here = SealCacheSettings.read(all, manager.getClassLoader());
    Settings there = SealCacheSettings.read(given, manager.getClassLoader());
    if (OPENED_WITH_ALL.contains(bean)) {
      // A bean of another scope gives another instance each time.
      Set<String> others = new TreeSet<>(SettingDifferences.contradictions(all, there, LOOKED_AT));
      others.addAll(SettingDifferences.missing(there, here, LOOKED_AT));
      refuse(
          others,
          "The cache manager of bean %s was open already, with settings of its own: ignored would be "
              .formatted(rules.described(bean)),
          "Another context or application of this JVM has opened it. Close that before, or give this one a file of the store's of its own by %s."
              .formatted(SealCacheDefaults.CONFIG));
    } else {
      refuse(
          SettingDifferences.missing(here, there, LOOKED_AT),
          "The cache manager of bean %s was opened without settings that the application has: ignored would be "
              .formatted(rules.described(bean)),
          "Open it with the properties that the bean SealCacheSettings gives, changed as needed. If it may go without them, add '%s' to %s."
              .formatted(bean, SealCacheSettings.ALLOWED));
    }
  }

  /** Of SealCache's, those that a manager tells, except for the store's, which beans may choose. */
  private static Map<Object, Object> ours(Properties properties) {
    Map<Object, Object> ours = new HashMap<>(properties);
    ours.keySet()
        .removeIf(
            name ->
                !name.toString().startsWith("sealcache.")
                    || name.toString().startsWith("sealcache.store.")
                    || Setting.isSecretProperty(name));
    return ours;
  }

  private static void refuse(Set<String> settings, String description, String action) {
    if (!settings.isEmpty()) {
      throw new RefusedStartException(description + String.join(", ", settings), action);
    }
  }
}
