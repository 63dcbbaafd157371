package io.sealcache.jakarta.application;

import jakarta.enterprise.inject.spi.CDI;
import javax.cache.annotation.BeanProvider;

/** Gives the TCK its beans out of the server's container. */
public final class TckBeans implements BeanProvider {
  @Override
  public <T> T getBeanByType(Class<T> type) {
    return CDI.current().select(type).get();
  }
}
