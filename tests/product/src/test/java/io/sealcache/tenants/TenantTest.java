package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two applications on one cluster, on whose one cache each serves another tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantTest {
  private final StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final StoreFixture second = first.joined(Map.of());

  private final EncryptedCache<String, Integer> acme = create(first, "shared", "acme");
  private final EncryptedCache<String, Integer> zeta = create(second, "shared", "zeta");

  @AfterAll
  void close() {
    second.close();
    first.close();
  }

  @BeforeEach
  void empty() {
    zeta.clear();
    acme.clear();
  }

  private static EncryptedCache<String, Integer> create(
      StoreFixture fixture, String name, String tenant) {
    return fixture.create(name, new EncryptedConfiguration<String, Integer>().setTenant(tenant));
  }

  @Test
  void neitherSeesNorOverwritesTheOthers() {
    acme.put("key", 1);
    assertThat(zeta.get("key")).isNull();
    assertThat(zeta.containsKey("key")).isFalse();
    assertThat(zeta.putIfAbsent("key", 2)).isTrue();
    assertThat(zeta.remove("another")).isFalse();

    assertThat(acme.get("key")).isEqualTo(1);
    assertThat(zeta.get("key")).isEqualTo(2);
    assertThat(first.raw(acme.getName()).size()).isEqualTo(2);
    assertThat(second.raw(zeta.getName()).size()).isEqualTo(2);
  }

  @Test
  void iteration_skipsTheOthersAndCountsThemApart() {
    acme.putAll(Map.of("a", 1, "b", 2));
    zeta.put("c", 3);
    long before = Inside.unreadable(zeta, UnreadableReason.FOREIGN);

    List<String> seen = new ArrayList<>();
    List<String> lines =
        CapturedLog.of("io.sealcache.audit", () -> zeta.forEach(entry -> seen.add(entry.getKey())));

    assertThat(seen).containsExactly("c");
    assertThat(Inside.unreadable(zeta, UnreadableReason.FOREIGN)).isEqualTo(before + 2);
    assertThat(lines).isEmpty();
  }

  @Test
  void clear_leavesTheOthers() {
    acme.put("a", 1);
    zeta.putAll(Map.of("b", 2, "c", 3));

    zeta.clear();

    assertThat(zeta).isEmpty();
    assertThat(acme.get("a")).isEqualTo(1);
  }

  @Test
  void removeAll_leavesTheOthers() {
    acme.put("a", 1);
    zeta.putAll(Map.of("b", 2, "c", 3));
    zeta.removeAll();
    assertThat(zeta).isEmpty();
    zeta.put("d", 4);
    zeta.getCacheManager().enableStatistics(zeta.getName(), true);
    zeta.removeAll();
    zeta.getCacheManager().enableStatistics(zeta.getName(), false);

    assertThat(zeta).isEmpty();
    assertThat(Inside.statistics(zeta).getCacheRemovals()).isEqualTo(1);
    assertThat(acme.get("a")).isEqualTo(1);
  }

  @Test
  void valueMovedToAnotherTenantsKey_doesNotOpen() {
    acme.put("key", 1);
    byte[] value = first.raw(acme.getName()).entries().values().iterator().next();
    acme.clear();
    zeta.put("key", 2);
    var raw = second.raw(zeta.getName());
    raw.plant(raw.onlyKey(), value);

    assertThat(zeta.get("key")).isNull();
  }

  @Test
  void events_areTheTenantsOwn() {
    Recorder<String, Integer> listener = Recorder.of();
    var configuration = listener.configuration();
    zeta.registerCacheEntryListener(configuration);
    acme.put("a", 1);
    zeta.put("b", 2);

    zeta.deregisterCacheEntryListener(configuration);
    assertThat(listener.events).containsExactly("CREATED b: null -> 2");
  }

  @Test
  void sameTenantElsewhere_seesTheSameEntries() {
    zeta.put("key", 1);
    try (StoreFixture third = first.joined(Map.of())) {
      assertThat(create(third, zeta.getName(), "zeta").get("key")).isEqualTo(1);
    }
  }
}
