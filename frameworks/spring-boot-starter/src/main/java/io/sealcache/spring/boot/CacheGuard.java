package io.sealcache.spring.boot;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Refuses each bean that would cache in clear as soon as it is made. Before anything is served it
 * looks at beans that were made before it, and at what {@code @Cacheable} really uses, which need
 * not be a bean; and refuses encrypted caches without the settings that the application has, those
 * that are made later too: not earlier, as beans that are settings may not be there yet.
 */
final class CacheGuard implements BeanPostProcessor, PriorityOrdered, SmartLifecycle {
  private static final List<Class<?>> CACHES =
      List.of(
          CacheManager.class,
          Cache.class,
          javax.cache.CacheManager.class,
          javax.cache.Cache.class,
          CacheResolver.class);

  private final CacheRules rules;
  private final ConfigurableListableBeanFactory beans;
  private final SealedManagers managers;
  private final IgnoredSettings ignored;
  private volatile List<BeanCheck> checks = List.of();
  private volatile boolean running;

  CacheGuard(CacheRules rules, ConfigurableListableBeanFactory beans) {
    this.rules = rules;
    this.beans = beans;
    this.managers = new SealedManagers(beans);
    this.ignored = new IgnoredSettings(rules, beans);
    rules.checkConfigured();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    rules.check(bean, beanName);
    if (running) {
      managers.newIn(bean).forEach(manager -> ignored.check(manager, beanName));
      checks.stream()
          .filter(check -> check.type().isInstance(bean))
          .forEach(check -> check.check(bean, beanName));
    }
    return bean;
  }

  @Override
  public void start() {
    checks = beans.getBeanProvider(BeanCheck.class).stream().toList();
    running = true; // before it looks, for what another thread makes meanwhile
    MadeBeans made = new MadeBeans(beans);
    CACHES.forEach(type -> made.forEach(type, rules::check));
    for (BeanCheck check : checks) {
      made.forEach(check.type(), check::check);
    }
    beans.getBeansOfType(CacheAspectSupport.class, false, false).forEach(this::checkDefault);
    new AnnotatedMethods(beans).check(rules);
    managers.forEach(ignored::check);
    SealCacheSettings settings = beans.getBean(SealCacheSettings.class);
    settings.allowed().forEach(this::checkIsThere);
    warnOfUnknownCaches(settings);
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
  private void warnOfUnknownCaches(SealCacheSettings settings) {
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

  // Before others hide what the bean is.
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
