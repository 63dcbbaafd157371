package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Outcome;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.time.Duration;
import java.util.Optional;

/** Texts in Redis by plain Lettuce, sealed by sealcache-core: no JCache. Thread-safe. */
public final class SealedRedis {
  private final RedisCommands<byte[], byte[]> redis;
  private final EntrySealer sealer;
  private final SetArgs life;

  /**
   * @param sealer of a cache of its own; yours to close
   */
  public SealedRedis(RedisCommands<byte[], byte[]> redis, EntrySealer sealer, Duration life) {
    this.redis = redis;
    this.sealer = sealer;
    this.life = SetArgs.Builder.px(life);
  }

  public void put(String key, String value) {
    StoredKey stored = sealer.sealKey(key.getBytes(UTF_8));
    SealedBytes sealed = sealer.sealValue(stored, Payload.of(value.getBytes(UTF_8)));
    redis.set(stored.bytes(), sealed.bytes(), life);
  }

  /** The text; empty if there is none, or none that opens. */
  public Optional<String> get(String key) {
    StoredKey stored = sealer.sealKey(key.getBytes(UTF_8));
    byte[] found = redis.get(stored.bytes());
    if (found == null) {
      return Optional.empty();
    }
    Outcome outcome = sealer.openValue(stored, SealedBytes.ofStore(found));
    if (outcome instanceof Outcome.Opened opened) {
      return Optional.of(UTF_8.decode(opened.payload()).toString());
    }
    System.getLogger("texts").log(System.Logger.Level.WARNING, "{0}: {1}", stored, outcome);
    return Optional.empty();
  }

  public void remove(String key) {
    redis.del(sealer.sealKey(key.getBytes(UTF_8)).bytes());
  }
}
