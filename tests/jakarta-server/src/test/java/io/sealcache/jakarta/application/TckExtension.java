package io.sealcache.jakarta.application;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;

/** Makes beans of the TCK's classes, which have no scope that a server could find them by. */
public class TckExtension implements Extension {
  private static final List<Class<?>> BEANS =
      List.of(
          CacheNameOnEachMethodBlogManagerImpl.class,
          ClassLevelCacheConfigBlogManagerImpl.class,
          UsingDefaultCacheNameBlogManagerImpl.class);

  void add(@Observes BeforeBeanDiscovery event) {
    BEANS.forEach(type -> event.addAnnotatedType(type, type.getName()));
  }
}
