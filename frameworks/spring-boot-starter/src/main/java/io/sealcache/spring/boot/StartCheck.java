package io.sealcache.spring.boot;

import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.context.SmartLifecycle;

/**
 * Looks, before anything is served, at what {@link CacheGuard} may not have seen: beans that were
 * made before it, what {@code @Cacheable} really uses, which need not be a bean, and whether
 * encrypted caches have the settings that the application has.
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
  private final IgnoredSettings ignored;
  private final ConfigurableListableBeanFactory beans;
  private volatile boolean running;

  StartCheck(CacheRules rules, ConfigurableListableBeanFactory beans) {
    this.rules = rules;
    this.ignored = new IgnoredSettings(rules, beans);
    this.beans = beans;
  }

  @Override
  public void start() {
    MadeBeans made = new MadeBeans(beans);
    CACHES.forEach(type -> made.forEach(type, rules::check));
    beans.getBeansOfType(CacheAspectSupport.class, false, false).forEach(this::checkUsed);
    new AnnotatedMethods(beans).forEach(rules::checkUsed);
    new SealedManagers(beans).forEach(ignored::check);
    rules.allowedNames().forEach(this::checkIsThere);
    running = true;
  }

  private void checkUsed(String name, CacheAspectSupport aspect) {
    CacheResolver resolver = aspect.getCacheResolver();
    if (resolver != null) {
      rules.checkUsed(resolver, name);
    }
  }

  // A name that is left behind would one day let another bean pass.
  private void checkIsThere(String name) {
    if (!beans.containsBean(name)) {
      throw new PlaintextCacheException(
          "%s names '%s', but there is no such bean".formatted(SealCacheSettings.ALLOWED, name),
          "Take it out of " + SealCacheSettings.ALLOWED + ".");
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
