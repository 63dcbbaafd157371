package io.sealcache.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;

/** Gives the TCK its beans out of whichever container is on the class path. */
public final class TckBeans implements BeanProvider {
  // The TCK's classes name no scope and no API of CDI: they need no transformation.
  private final SeContainer container =
      SeContainerInitializer.newInstance()
          .addBeanClasses(
              CacheNameOnEachMethodBlogManagerImpl.class,
              ClassLevelCacheConfigBlogManagerImpl.class,
              UsingDefaultCacheNameBlogManagerImpl.class)
          .initialize();

  @Override
  public <T> T getBeanByType(Class<T> type) {
    return container.select(type).get();
  }
}
