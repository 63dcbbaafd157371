package io.sealcache;

import static java.util.Map.entry;

import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EncryptionStatistics;
import io.sealcache.keys.KeyLoadStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** What the MBean of a cache tells. Thread-safe. */
final class EncryptionBean implements EncryptionMXBean {
  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          entry("Sealed", "Values sealed"),
          entry("Opened", "Values opened, with whichever key"),
          entry(
              "OpenedWithPreviousKey",
              "Values opened with a previous key; while it rises, that key can't be retired"),
          entry("Unreadable", "Entries that didn't open, by reason: docs/unreadable.md"),
          entry(
              "EveryEntryUnreadable",
              "Whether the last ten entries and more that were read didn't open: alert on it"),
          entry("LostRaces", "Compare-and-set attempts that another writer won"),
          entry(
              "DroppedEvents",
              "Events that an asynchronous listener was not told of, being too far behind"),
          entry("CurrentKeyId", "Public id of the key that seals values now, in hex"),
          entry(
              "CurrentKeyAgeSeconds",
              "Seconds since that key was made; -1 where its source doesn't say"),
          entry(
              "KeyLoadAgeSeconds",
              "Seconds since the keys in use were loaded or seen to be unchanged; -1: loaded once"),
          entry(
              "KeyEvents",
              "What has happened to keys, such as key-promoted and kms-failed: docs/logging.md"),
          entry("FailedKeyLoads", "Loads of keys that have failed since; the last good ones stay"));

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

  static DynamicMBean described(CacheComponents<?, ?> cache) {
    return new DescribedBean<>(
        new EncryptionBean(cache),
        EncryptionMXBean.class,
        "What encryption did in one cache, counted since it was opened",
        ATTRIBUTES);
  }

  @Override
  public long getSealed() {
    return statistics.sealed();
  }

  @Override
  public long getOpened() {
    return statistics.opened();
  }

  @Override
  public long getOpenedWithPreviousKey() {
    return statistics.openedWithPreviousKey();
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
  public Map<String, Long> getKeyEvents() {
    return new TreeMap<>(keys.history().times());
  }

  @Override
  public boolean isEveryEntryUnreadable() {
    return statistics.unreadableInARow() >= MANY_IN_A_ROW;
  }

  @Override
  public long getLostRaces() {
    return statistics.lostRaces();
  }

  @Override
  public long getDroppedEvents() {
    return statistics.droppedEvents();
  }

  @Override
  public String getCurrentKeyId() {
    OptionalInt id = isKnown() ? store.currentKeyId(name()) : OptionalInt.empty();
    return id.isPresent() ? "%08x".formatted(id.getAsInt()) : "";
  }

  @Override
  public long getCurrentKeyAgeSeconds() {
    Optional<Instant> created = isKnown() ? store.currentKeyCreated(name()) : Optional.empty();
    return created
        .map(at -> Math.max(0, Duration.between(at, Instant.now()).toSeconds()))
        .orElse(-1L);
  }

  @Override
  public long getKeyLoadAgeSeconds() {
    return store.keyLoadStatus().map(status -> status.age().toSeconds()).orElse(-1L);
  }

  @Override
  public int getFailedKeyLoads() {
    return store.keyLoadStatus().map(KeyLoadStatus::failures).orElse(0);
  }

  // A thread that asks an MBean is in no tenant's scope.
  private @Nullable String name() {
    return tenant.isResolved() ? store.latestTenant() : tenant.name();
  }

  private boolean isKnown() {
    return !tenant.isResolved() || store.latestTenant() != null;
  }

  /** An MXBean whose attributes say what they are. */
  private static final class DescribedBean<T> extends StandardMBean {
    private final String description;
    private final Map<String, String> attributes;

    /**
     * @param attributes the description of each attribute, by its name
     */
    DescribedBean(T bean, Class<T> type, String description, Map<String, String> attributes) {
      super(bean, type, true);
      this.description = description;
      this.attributes = attributes;
    }

    /** It is the same for each cache, and seldom asked for: none keeps its own. */
    @Override
    protected void cacheMBeanInfo(MBeanInfo info) {}

    @Override
    protected String getDescription(MBeanInfo info) {
      return description;
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
      return attributes.getOrDefault(info.getName(), info.getName());
    }
  }
}
