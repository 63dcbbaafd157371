package io.sealcache.spring.boot.restart;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/** Asked for the same item again and again. */
@Component
public class Catalogue {
  private final AtomicInteger asked = new AtomicInteger();

  @Cacheable("items")
  public Item item(String name) {
    asked.incrementAndGet();
    return new Item(name);
  }

  public int asked() {
    return asked.get();
  }
}
