package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.micrometer.SealCacheMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** That the meters on which the shipped alerts are rise where a key table or a service fails. */
class KeyFailureMetersTest {
  private static final Path ALERTS = Path.of("../../operations/prometheus-alerts.yml");

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final ServiceKey key = new ServiceKey(1);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private void with(Consumer<TableKeySource> action) {
    TableKeySource source =
        TableKeySource.open(table, key, null, KeyTableOptions.of(Duration.ofMinutes(1), 1_000));
    Map<String, Object> settings = StoreFixture.keysOf(source);
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings)) {
      SealCacheMetrics.monitor(registry, fixture.<String, Integer>create("orders"));
      action.accept(source);
    }
  }

  private double failures(String event) {
    return registry.get("sealcache.key.failures").tag("event", event).functionCounter().count();
  }

  @Test
  void tableThatFails_isCountedByTheMeterOfItsAlert() throws Exception {
    with(
        source -> {
          assertThat(failures("table-failed")).isZero();
          table.down = true;
          assertThatThrownBy(() -> source.keyring("jane"));
          assertThat(failures("table-failed")).isPositive();
          assertThat(failures("kms-failed")).isZero();
        });

    assertThat(Files.readString(ALERTS)).contains("key_failures_total{event=\"table-failed\"}");
  }

  @Test
  void serviceThatFails_isCountedByTheMeterOfItsAlert() throws Exception {
    with(
        source -> {
          assertThat(failures("kms-failed")).isZero();
          key.down = true;
          assertThatThrownBy(() -> source.keyring("jane"));
          assertThat(failures("kms-failed")).isPositive();
          assertThat(failures("table-failed")).isZero();
        });

    assertThat(Files.readString(ALERTS)).contains("key_failures_total{event=\"kms-failed\"}");
  }

  @Test
  void erasureThatFails_isCounted() {
    with(
        source -> {
          source.keyring("jane");
          table.down = true;
          assertThatThrownBy(() -> source.forget("jane"));
          assertThat(failures("keys-not-erased")).isEqualTo(1);
        });
  }
}
