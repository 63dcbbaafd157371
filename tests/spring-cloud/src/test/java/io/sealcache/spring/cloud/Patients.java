package io.sealcache.spring.cloud;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/** Slow, so its answers are cached. */
@Component
public class Patients {
  static final String NAME = "CANARYnameCANARY";

  private final AtomicInteger asked = new AtomicInteger();

  @Cacheable("patients")
  public String nameOf(String number) {
    asked.incrementAndGet();
    return NAME;
  }

  /** How often it was really asked. */
  public int asked() {
    return asked.get();
  }
}
