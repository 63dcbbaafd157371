package io.sealcache.spring.boot;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/** Refuses each bean that would cache in clear as soon as it is made. */
final class CacheGuard implements BeanPostProcessor, PriorityOrdered {
  private final CacheRules rules;

  CacheGuard(CacheRules rules) {
    this.rules = rules;
    rules.checkConfigured();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    rules.check(bean, beanName);
    return bean;
  }

  // Before others hide what the bean is.
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
