package io.sealcache.cdi;

// docs/cdi.md
import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

@ApplicationScoped
@CacheDefaults(cacheName = "customers")
public class Customers {
  @CacheResult
  public String find(int number) {
    return "customer " + number; // this takes long
  }

  @CachePut
  public void rename(@CacheKey int number, @CacheValue String name) {}

  @CacheRemove
  public void forget(int number) {}
}
// /docs/cdi.md
