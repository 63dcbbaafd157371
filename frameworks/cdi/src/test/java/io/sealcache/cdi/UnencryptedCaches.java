package io.sealcache.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;

/** The application's manager, of a provider that is not SealCache. */
class UnencryptedCaches {
  @Produces
  @ApplicationScoped
  CacheManager manager() {
    return Managers.unencrypted();
  }

  void close(@Disposes CacheManager manager) {
    manager.getCachingProvider().close();
  }
}
