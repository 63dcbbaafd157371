package io.sealcache.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** A bean that is cached in each other CDI container. */
@ApplicationScoped
public class Patients {
  private final AtomicInteger calls = new AtomicInteger();

  @CacheResult(cacheName = "patients")
  public String diagnosis(String name) {
    return "diagnosis " + calls.incrementAndGet() + " of " + name;
  }
}
