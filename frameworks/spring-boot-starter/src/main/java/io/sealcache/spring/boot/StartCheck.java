package io.sealcache.spring.boot;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.context.SmartLifecycle;

/**
 * Looks, before anything is served, at what {@link CacheGuard} may not have seen: beans that were
 * made before it, and what {@code @Cacheable} really uses, which need not be a bean.
 */
final class StartCheck implements SmartLifecycle {
  private static final List<Class<?>> CACHES =
      List.of(
          CacheManager.class,
          Cache.class,
          javax.cache.CacheManager.class,
          javax.cache.Cache.class,
          CacheResolver.class);

  private final CacheRules rules;
  private final SealCacheSettings settings;
  private final ConfigurableListableBeanFactory beans;
  private volatile boolean running;

  StartCheck(CacheRules rules, SealCacheSettings settings, ConfigurableListableBeanFactory beans) {
    this.rules = rules;
    this.settings = settings;
    this.beans = beans;
  }

  @Override
  public void start() {
    MadeBeans made = new MadeBeans(beans);
    CACHES.forEach(type -> made.forEach(type, rules::check));
    beans.getBeansOfType(CacheAspectSupport.class, false, false).forEach(this::checkDefault);
    new AnnotatedMethods(beans).check(rules);
    SealedManagers managers = new SealedManagers(beans);
    settings.allowed().forEach(this::checkIsThere);
    warnOfUnknownCaches(managers);
    running = true;
  }

  private void checkDefault(String name, CacheAspectSupport aspect) {
    CacheResolver resolver = aspect.getCacheResolver();
    if (resolver != null) {
      rules.checkDefault(resolver, name);
    }
  }

  // A name that is left behind would one day let another bean pass.
  private void checkIsThere(String name) {
    if (!beans.containsBean(name)) {
      throw new RefusedStartException(
          "%s names '%s', but there is no such bean".formatted(SealCacheSettings.ALLOWED, name),
          "Take it out of " + SealCacheSettings.ALLOWED + ".");
    }
  }

  // No more than a warning, as a cache may be created later.
  private void warnOfUnknownCaches(SealedManagers managers) {
    Set<String> known = new TreeSet<>();
    managers.forEach(
        (manager, bean) -> {
          if (!manager.isClosed()) {
            manager.getCacheNames().forEach(known::add);
          }
        });
    Set<String> unknown = settings.ofOtherCaches(known);
    if (!known.isEmpty() && !unknown.isEmpty()) {
      LoggerName.PROVIDER
          .logger()
          .log(Level.WARNING, "Settings {0} are of no cache that is there: {1}", unknown, known);
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before a web server or a listener of messages. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
