package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cache.CacheNotExistsException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final String EMAIL = "ada@example.com";
  private static final Customer ADA = customer("Ada Lovelace");

  private static Customer customer(String name) {
    return new Customer(name, "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));
  }

  @Tag("slow")
  @Test
  void run_movesTheEntriesAndLeavesNoneInClear() {
    List<Long> progress = new ArrayList<>();
    try (HazelcastServer store = new HazelcastServer()) {
      Migration migration = new Migration(store, keys());
      try (CacheManager unencrypted = migration.unencrypted()) {
        Cache<String, Customer> customers = Migration.customers(unencrypted);
        customers.put(EMAIL, ADA);
        for (int i = 0; i < 1_500; i++) {
          customers.put("customer-" + i, customer("Nobody"));
        }
      }
      Operator operator = store.operator();
      assertThat(operator.storedKeys("unencrypted/customers")).contains(EMAIL, "customer-7");

      assertThat(migration.run(EMAIL, progress::add)).isEqualTo(ADA);

      assertThat(progress).containsExactly(1_000L, 1_501L);
      assertThat(operator.storedKeys("encrypted/customers"))
          .hasSize(1_501)
          .noneMatch(key -> key.contains("@") || key.contains("customer"));
      assertThatThrownBy(() -> operator.storedKeys("unencrypted/customers"))
          .isInstanceOf(CacheNotExistsException.class);
    }
  }

  @Test
  void copy_leavesWhatTheApplicationWroteMeanwhile() {
    try (HazelcastServer store = new HazelcastServer()) {
      Migration migration = new Migration(store, keys());
      try (CacheManager unencrypted = migration.unencrypted();
          CacheManager encrypted = migration.encrypted()) {
        Migration.customers(unencrypted).put(EMAIL, ADA);
        Customer newer = customer("Countess Lovelace");
        Migration.customers(encrypted).put(EMAIL, newer);

        Migration.copy(
            Migration.customers(unencrypted), Migration.customers(encrypted), seen -> {});

        assertThat(Migration.customers(encrypted).get(EMAIL)).isEqualTo(newer);
        assertThat(Migration.customers(unencrypted).get(EMAIL)).isEqualTo(ADA);
      }
    }
  }

  private static Properties keys() {
    Properties keys = new Properties();
    keys.setProperty(
        "sealcache.master-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    keys.setProperty(
        "sealcache.index-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
    return keys;
  }
}
