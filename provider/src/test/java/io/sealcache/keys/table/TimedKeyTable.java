package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.IndexKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A move from derived keys to a table, of which a test says what time it is. */
public final class MovingKeys {
  public static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  public static final Instant UNTIL = Instant.parse("2026-12-01T00:00:00Z");
  public static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final List<TableKeySource> opened = new CopyOnWriteArrayList<>();
  final CountingKey key = new CountingKey(1);
  public final MemoryKeyTable table = new MemoryKeyTable();
  public volatile Instant now = BEGIN;

  /** The keys of before, with a data key that is older yet. */
  public static KeySource derived() {
    return KeySources.ofText(FixedKey.hex(11), FixedKey.hex(12), FixedKey.hex(13));
  }

  /** The setting of an application that moves. */
  public TableKeySource open() {
    return open(derived(), UNTIL, new ManualScheduler(0));
  }

  public TableKeySource open(@Nullable KeySource derived, @Nullable Instant until) {
    return open(derived, until, new ManualScheduler(0));
  }

  TableKeySource open(
      @Nullable KeySource derived, @Nullable Instant until, ManualScheduler scheduler) {
    TableKeySource source =
        new TableKeySource(
            new RecordLoader(
                new TableRecords(table, AuditNames.HASHED),
                key,
                null,
                new Move(derived, until, () -> now)),
            MAX_AGE,
            100,
            scheduler);
    opened.add(source);
    return source;
  }

  /** What makes the stored keys of a cache, by the source that gave the keyring. */
  IndexKey indexKey(Keyring keyring, String tenant, String cache) {
    return opened.stream()
        .map(source -> source.indexKey(keyring, "", tenant, cache))
        .filter(key -> key.id() != keyring.indexKey().id())
        .findFirst()
        .orElseGet(() -> IndexKey.of(keyring.indexKey(), "", tenant, cache));
  }
}
