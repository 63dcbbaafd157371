package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import org.junit.jupiter.api.Test;

/** The example of docs/cdi.md. */
class CustomersTest {
  @Test
  void find_findsWhatWasPutUntilItIsForgotten() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Customers.class)) {
      Customers customers = container.select(Customers.class).get();

      customers.rename(1, "Ada");
      assertThat(customers.find(1)).isEqualTo("Ada");

      customers.forget(1);
      assertThat(customers.find(1)).isEqualTo("customer 1");
    }
  }
}
