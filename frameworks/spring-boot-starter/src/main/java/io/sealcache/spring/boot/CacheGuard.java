package io.sealcache.spring.boot;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Refuses each bean that would cache in clear as soon as it is made; and encrypted caches without
 * the settings that the application has, before anything is served, and from then on as soon as
 * they are made: not earlier, as beans that are settings may not be there yet.
 */
final class CacheGuard implements BeanPostProcessor, PriorityOrdered, SmartLifecycle {
  private final CacheRules rules;
  private final SealedManagers managers;
  private final IgnoredSettings ignored;
  private volatile boolean running;

  CacheGuard(CacheRules rules, ConfigurableListableBeanFactory beans) {
    this.rules = rules;
    this.managers = new SealedManagers(beans);
    this.ignored = new IgnoredSettings(rules, beans);
    rules.checkConfigured();
  }

  @Override
  public void start() {
    running = true; // first, for what another thread makes meanwhile
    managers.forEach(ignored::check);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    rules.check(bean, beanName);
    if (running) {
      managers.newIn(bean).forEach(manager -> ignored.check(manager, beanName));
    }
    return bean;
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
