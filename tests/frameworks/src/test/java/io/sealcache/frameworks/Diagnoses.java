package io.sealcache.frameworks;

import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.CachePut;
import io.micronaut.cache.annotation.Cacheable;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean of Micronaut's whose calls tell whether they were made. */
@Singleton
@CacheConfig("diagnoses")
public class Diagnoses {
  private final AtomicInteger calls = new AtomicInteger();

  @Cacheable
  public String of(String patient) {
    return "diagnosis " + calls.incrementAndGet() + " of " + patient;
  }

  @CachePut(parameters = "patient")
  public String change(String patient, String diagnosis) {
    return diagnosis;
  }

  @CacheInvalidate
  public void forget(String patient) {}
}
