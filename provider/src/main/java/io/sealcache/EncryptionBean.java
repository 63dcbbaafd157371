package io.sealcache;

import io.sealcache.core.Keyring;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EncryptionStatistics;
import io.sealcache.internal.seal.KeyInUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The MBean of a cache. Thread-safe. */
final class EncryptionBean implements EncryptionMXBean {
  private final EncryptedStore<?, ?> store;
  private final EncryptionStatistics statistics;
  private final CurrentTenant tenant;
  private final ManagerKeys keys;

  EncryptionBean(CacheComponents<?, ?> cache) {
    this.store = cache.store();
    this.statistics = store.statistics();
    this.tenant = cache.tenant();
    this.keys = cache.keys();
  }

  @Override
  public long getSealed() {
    return statistics.sealed.sum();
  }

  @Override
  public long getOpened() {
    return statistics.opened.sum();
  }

  @Override
  public long getOpenedWithPreviousKey() {
    return statistics.openedWithPreviousKey.sum();
  }

  @Override
  public Map<String, Long> getUnreadable() {
    Map<String, Long> counts = new TreeMap<>();
    for (UnreadableReason reason : UnreadableReason.values()) {
      counts.put(reason.name(), statistics.unreadable(reason));
    }
    return counts;
  }

  @Override
  public Map<String, Long> getEvents() {
    Map<String, Long> events = statistics.events().times();
    keys.history().forEach((event, times) -> events.merge(event, times, Long::sum));
    return events;
  }

  @Override
  public boolean isEveryEntryUnreadable() {
    return statistics.unreadableInARow() >= MANY_IN_A_ROW;
  }

  @Override
  public long getLostRaces() {
    return statistics.lostRaces.sum();
  }

  @Override
  public long getDroppedEvents() {
    return statistics.droppedEvents.sum();
  }

  @Override
  public String getCurrentKeyId() {
    KeyInUse key = currentKey();
    return key == null ? "" : "%08x".formatted(key.id());
  }

  @Override
  public long getCurrentKeyAgeSeconds() {
    KeyInUse latest = store.latestKey();
    KeyInUse key = latest == null ? currentKey() : latest;
    Instant created = key == null ? null : key.created();
    return created == null ? -1 : Math.max(0, Duration.between(created, Instant.now()).toSeconds());
  }

  // No tenant of many is asked for: one's broken record is not the fault of all.
  private @Nullable KeyInUse currentKey() {
    if (!tenant.isResolved()) {
      return store.currentKey(tenant.name());
    }
    Keyring unused = keys.ofNobody(); // fails if no tenant's keys can be had
    return store.latestKey();
  }
}
