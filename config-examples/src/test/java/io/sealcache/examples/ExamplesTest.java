package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.servers.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final String INDEX_KEY = "00".repeat(31) + "01";
  private static final String OLD_KEY = "00".repeat(31) + "02";
  private static final String NEW_KEY = "00".repeat(31) + "03";

  @Test
  void firstCache_givesBackTheRecord() {
    assertThat(FirstCache.run(OLD_KEY, INDEX_KEY))
        .isNotNull()
        .extracting(Customer::name)
        .isEqualTo("Ada Lovelace");
  }

  @Test
  void infinispanFile_givesBackTheRecord() {
    Needs.localeOfInfinispan();

    assertThat(InfinispanFile.run(OLD_KEY, INDEX_KEY))
        .isNotNull()
        .extracting(Customer::name)
        .isEqualTo("Ada Lovelace");
  }

  @Test
  void keyRotation_losesNoEntryAtAnyStep() {
    List<String> names = new ArrayList<>();
    try (HazelcastServer store = new HazelcastServer()) {
      new KeyRotation(store, INDEX_KEY)
          .run(
              OLD_KEY,
              NEW_KEY,
              found -> names.add(found == null ? "nothing was found" : found.name()));
    }

    assertThat(names).containsExactly("Ada Lovelace", "Ada Lovelace", "Ada Lovelace");
  }
}
