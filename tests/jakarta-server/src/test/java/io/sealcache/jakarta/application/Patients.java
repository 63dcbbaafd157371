package io.sealcache.jakarta.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** A bean as any application has one, whose calls tell whether they were made. */
@ApplicationScoped
@CacheDefaults(cacheName = "patients")
public class Patients {
  private final AtomicInteger calls = new AtomicInteger();

  @CacheResult
  public String diagnosis(String name) {
    return "diagnosis " + calls.incrementAndGet() + " of " + name;
  }

  @CacheRemove
  public void forget(String name) {}
}
