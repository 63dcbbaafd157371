package io.sealcache.store;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.Keyring;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The sealers of one cache, one a tenant, each made for the keyring that is in force when it is
 * asked for. Bounded: derived again rather than kept for ever. Thread-safe.
 */
public final class Sealers {
  private static final int LIMIT = 1_024;
  // No tenant's name: those are never empty.
  private static final String WITHOUT_TENANT = "";

  private final SealingOptions options;
  private final KeySource keys;
  private final ValueFormat format;
  private final EncryptionStatistics statistics;
  private final ConcurrentMap<String, EntrySealer> sealers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public Sealers(SealingOptions options, KeySource keys, EncryptionStatistics statistics) {
    this.options = options;
    this.keys = keys;
    this.format =
        new ValueFormat(
            options.valueCodec(), options.compression(), options.padding(), options.maxValueSize());
    this.statistics = statistics;
  }

  EntrySealer of(@Nullable String tenant) {
    Keyring keyring = keys.keyring(tenant);
    String name = tenant == null ? WITHOUT_TENANT : tenant;
    EntrySealer sealer = sealers.get(name);
    return sealer != null && sealer.keyring() == keyring ? sealer : derive(name, tenant, keyring);
  }

  private EntrySealer derive(String name, @Nullable String tenant, Keyring keyring) {
    if (sealers.size() >= LIMIT) {
      sealers.clear();
    }
    // One thread derives, so that all of a process seal in one session.
    EntrySealer sealer =
        sealers.compute(
            name,
            (n, known) ->
                known != null && known.keyring() == keyring
                    ? known
                    : new EntrySealer(options, format, keyring, tenant, statistics));
    if (closed) {
      sealers.clear(); // an operation that came late
    }
    return sealer;
  }

  /** Lets go of the derived keys; operations in course end with those they have. */
  void close() {
    closed = true;
    sealers.clear();
  }

  void rotateSessions() {
    sealers.values().forEach(EntrySealer::rotateSession);
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
