package io.sealcache.internal.seal;

import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.keys.KeyLoadStatus;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.Keyring;
import io.sealcache.keys.MasterKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The sealers of one cache, one a tenant, each made for the keyring that is in force when it is
 * asked for. Bounded: those of the tenants in use lately are kept, and others derived again when
 * needed. Thread-safe.
 */
final class Sealers {
  // No tenant's name: those are never empty.
  private static final String WITHOUT_TENANT = "";

  private final SealingOptions options;
  private final KeySource keys;
  private final ValueFormat format;
  private final EncryptionStatistics statistics;
  private final ClockCache<String, EntrySealer> sealers;
  private final Consumer<Keyring> dropped = this::drop;
  private volatile @Nullable String latestTenant;
  private volatile @Nullable EntrySealer withoutKeys;

  // One of the sealers, where each operation of a cache without tenants would look it up.
  private final AtomicReference<@Nullable EntrySealer> ofNobody = new AtomicReference<>();

  private volatile boolean closed;

  Sealers(SealingOptions options, KeySource keys, EncryptionStatistics statistics) {
    this.options = options;
    this.keys = keys;
    this.format =
        new ValueFormat(
            options.valueCodec(), options.compression(), options.padding(), options.maxValueSize());
    this.statistics = statistics;
    this.sealers = new ClockCache<>(options.tenantsInMemory());
  }

  /** For an operation that may store something. */
  EntrySealer of(@Nullable String tenant) {
    return of(tenant, keys.keyring(tenant));
  }

  /** For an operation that stores nothing; null if the tenant has no keys, and so no entries. */
  @Nullable EntrySealer existing(@Nullable String tenant) {
    Keyring keyring = keys.existingKeyring(tenant);
    return keyring == null ? null : of(tenant, keyring);
  }

  /** As {@link #existing}, or one that opens nothing. */
  EntrySealer existingOrNone(@Nullable String tenant) {
    EntrySealer sealer = existing(tenant);
    return sealer == null ? withoutKeys() : sealer;
  }

  /** Of random keys that seal nothing which is stored: for tenants who have none. */
  EntrySealer withoutKeys() {
    EntrySealer known = withoutKeys;
    if (known == null) {
      Keyring none = new Keyring(MasterKey.generate(), List.of(), null);
      known = new EntrySealer(options, format, none, WITHOUT_TENANT, statistics);
      withoutKeys = known;
    }
    return known;
  }

  private EntrySealer of(@Nullable String tenant, Keyring keyring) {
    if (tenant == null) {
      EntrySealer nobodys = ofNobody.get();
      if (nobodys != null && nobodys.keyring() == keyring) {
        return nobodys;
      }
    }
    String name = tenant == null ? WITHOUT_TENANT : tenant;
    EntrySealer sealer = sealers.find(name);
    return sealer != null && sealer.keyring() == keyring ? sealer : derive(name, tenant, keyring);
  }

  private EntrySealer derive(String name, @Nullable String tenant, Keyring keyring) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new CacheException(
          "Cache '%s': the name of the tenant holds an unpaired surrogate; it must be well-formed Unicode"
              .formatted(options.cacheName()));
    }
    // One thread derives, so that all of a process seal in one session.
    EntrySealer sealer;
    try {
      sealer =
          sealers.change(
              name,
              known -> {
                EntrySealer derived =
                    known != null && known.keyring() == keyring
                        ? known
                        : new EntrySealer(options, format, keyring, tenant, statistics);
                if (tenant == null) {
                  ofNobody.set(derived);
                }
                return derived;
              });
    } catch (RuntimeException e) {
      throw failed(keyring, e);
    }
    latestTenant = tenant;
    if (closed) {
      forget(); // an operation that came late
    }
    keyring.addDropListener(dropped);
    return sealer;
  }

  private RuntimeException failed(Keyring keyring, RuntimeException cause) {
    if (closed || cause instanceof CacheException) {
      return cause;
    }
    return new CacheException(
        keyring.current().isDestroyed()
            ? "Cache '%s': the keys of this operation's tenant were destroyed meanwhile; it did nothing"
                .formatted(options.cacheName())
            : "Cache '%s': its keys can't be derived, and the operation did nothing; see the cause"
                .formatted(options.cacheName()),
        cause);
  }

  private void drop(Keyring keyring) {
    EntrySealer nobodys = ofNobody.get();
    if (nobodys != null && nobodys.keyring() == keyring) {
      ofNobody.compareAndSet(nobodys, null);
    }
    sealers.forEach(
        (name, sealer) -> {
          if (sealer.keyring() == keyring) {
            sealers.remove(name, sealer);
          }
        });
  }

  Optional<KeyLoadStatus> keyLoadStatus() {
    return keys.loadStatus();
  }

  /** For whom keys were derived last; null if for none, or for nobody in particular. */
  @Nullable String latestTenant() {
    return latestTenant;
  }

  /** Lets go of the derived keys; operations in course end with those they have. */
  void close() {
    closed = true;
    forget();
  }

  private void forget() {
    ofNobody.set(null);
    sealers.clear();
  }

  ValueFormat format() {
    return format;
  }

  SealingOptions options() {
    return options;
  }

  EncryptionStatistics statistics() {
    return statistics;
  }
}
