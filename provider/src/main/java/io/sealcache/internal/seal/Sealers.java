package io.sealcache.internal.seal;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.keys.KeySource;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The sealers of one cache, one a tenant, each made for the keyring that is in force when it is
 * asked for. Bounded: those of the tenants in use lately are kept, and others derived again when
 * needed. Thread-safe.
 */
final class Sealers implements Consumer<Keyring> {
  // No tenant's name: those are never empty.
  private static final String WITHOUT_TENANT = "";

  private final SealingOptions options;
  private final KeySource keys;
  private final EncryptionStatistics statistics;
  private final ClockCache<String, ObjectSealer> sealers;

  // All that somebody may still hold, such as an iterator or an event.
  private final Set<ObjectSealer> made =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private volatile @Nullable KeyInUse latestKey;
  private volatile @Nullable ObjectSealer withoutKeys;
  private volatile boolean closed;

  Sealers(SealingOptions options, KeySource keys, EncryptionStatistics statistics) {
    this.options = options;
    this.keys = keys;
    this.statistics = statistics;
    this.sealers = new ClockCache<>(options.tenantsInMemory(), null);
  }

  /** For an operation that may store something. */
  ObjectSealer of(@Nullable String tenant) {
    return of(tenant, keys.keyring(tenant));
  }

  /** For an operation that stores nothing; null if the tenant has no keys, and so no entries. */
  @Nullable ObjectSealer existing(@Nullable String tenant) {
    Keyring keyring = keys.existingKeyring(tenant);
    return keyring == null ? null : of(tenant, keyring);
  }

  /**
   * As {@link #existing}, for work of many steps: what it holds serves on while the keys are the
   * same, though they may be destroyed, or others' have taken its place here.
   */
  @Nullable ObjectSealer existing(@Nullable String tenant, ObjectSealer held) {
    Keyring keyring = keys.existingKeyring(tenant);
    if (keyring == null) {
      return null;
    }
    return keyring == held.keyring() ? held : of(tenant, keyring);
  }

  /** As {@link #existing}, or one that opens nothing. */
  ObjectSealer existingOrNone(@Nullable String tenant) {
    ObjectSealer sealer = existing(tenant);
    return sealer == null ? withoutKeys() : sealer;
  }

  /** Of random keys that seal nothing which is stored: for tenants who have none. */
  ObjectSealer withoutKeys() {
    ObjectSealer known = withoutKeys;
    if (known == null) {
      Keyring none = new Keyring(MasterKey.generate(), List.of(), null);
      known = new ObjectSealer(options, none, WITHOUT_TENANT, statistics);
      withoutKeys = known;
    }
    return known;
  }

  private ObjectSealer of(@Nullable String tenant, Keyring keyring) {
    String name = tenant == null ? WITHOUT_TENANT : tenant;
    ObjectSealer sealer = sealers.find(name);
    return sealer != null && sealer.keyring() == keyring ? sealer : derive(name, tenant, keyring);
  }

  private ObjectSealer derive(String name, @Nullable String tenant, Keyring keyring) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new CacheException(
          "Cache '%s': the name of the tenant holds an unpaired surrogate; it must be well-formed Unicode"
              .formatted(options.cacheName()));
    }
    // One thread derives, so that all of a process seal in one session.
    ObjectSealer sealer;
    try {
      sealer =
          sealers.change(
              name,
              known -> known != null && known.keyring() == keyring ? known : made(keyring, tenant));
    } catch (RuntimeException e) {
      throw failed(keyring, e);
    }
    latestKey = KeyInUse.of(keyring);
    if (closed) {
      forget(); // an operation that came late
    }
    keyring.addDropListener(this);
    return sealer;
  }

  private ObjectSealer made(Keyring keyring, @Nullable String tenant) {
    ObjectSealer sealer = new ObjectSealer(options, keyring, tenant, statistics);
    made.add(sealer);
    return sealer;
  }

  private RuntimeException failed(Keyring keyring, RuntimeException cause) {
    if (closed || cause instanceof CacheException) {
      return cause;
    }
    if (keyring.current().isDestroyed()) {
      return options.keysDestroyed(cause);
    }
    return new CacheException(
        "Cache '%s': its keys can't be derived, and the operation did nothing; see the cause"
            .formatted(options.cacheName()),
        cause);
  }

  /** Lets go of what was derived from a keyring that is dropped. */
  @Override
  public void accept(Keyring keyring) {
    sealers.forEach(
        (name, sealer) -> {
          if (sealer.keyring() == keyring) {
            sealers.remove(name, sealer);
          }
        });
    if (keyring.current().isDestroyed()) {
      synchronized (made) {
        made.stream()
            .filter(of -> of.keyring() == keyring)
            .forEach(closed ? ObjectSealer::close : ObjectSealer::forget);
      }
    }
  }

  /** Of the keys that were derived last; null if for nobody yet. */
  @Nullable KeyInUse latestKey() {
    return latestKey;
  }

  /** Lets go of the derived keys, whoever still holds a sealer. */
  void close() {
    closed = true;
    forget();
  }

  private void forget() {
    sealers.clear();
    synchronized (made) {
      made.forEach(ObjectSealer::close);
    }
  }

  SealingOptions options() {
    return options;
  }

  EncryptionStatistics statistics() {
    return statistics;
  }
}
