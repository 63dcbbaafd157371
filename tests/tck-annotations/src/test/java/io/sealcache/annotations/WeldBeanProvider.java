package io.sealcache.annotations;

import javax.cache.annotation.BeanProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Gives the TCK its beans out of a CDI container, with the reference implementation's module. */
public final class WeldBeanProvider implements BeanProvider {
  // The module enables its interceptors in its own archive only.
  private final WeldContainer container = new Weld().disableIsolation().initialize();

  @Override
  public <T> T getBeanByType(Class<T> type) {
    return container.select(type).get();
  }
}
