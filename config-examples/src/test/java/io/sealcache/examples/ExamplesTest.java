package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.servers.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final String INDEX_KEY =
      "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9";
  private static final String OLD_KEY =
      "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84";
  private static final String NEW_KEY =
      "181d6117ecfa91e8aad8fe45d13ac499ad75a156421878cc4c58169a30d8e299";

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
