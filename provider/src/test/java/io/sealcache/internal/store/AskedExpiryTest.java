package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over a store in which another writer always comes between a look and a write, or so it says. */
@Timeout(
    value = 60,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what never ends hears no interrupt
class AskedExpiryTest {
  private static final StoredKey KEY = Stored.key("key");
  private static final SealedBytes VALUE = Stored.value("value");
  private static final SealedBytes OTHER = Stored.value("other");

  private static final class Refusing implements AskedExpiry<SealedBytes> {
    private final @Nullable SealedBytes seen;

    Refusing(@Nullable SealedBytes seen) {
      this.seen = seen;
    }

    @Override
    public String cacheName() {
      return "orders";
    }

    @Override
    public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
      return seen;
    }

    @Override
    public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
      return key -> null;
    }

    @Override
    public void touch(StoredKey key, OperationExpiry expiry) {}

    @Override
    public @Nullable SealedBytes look(StoredKey key) {
      return seen;
    }

    @Override
    public @Nullable SealedBytes look(StoredKey key, SealedBytes expected) {
      return seen;
    }

    @Override
    public boolean create(StoredKey key, SealedBytes value, Duration creation) {
      return false;
    }

    @Override
    public boolean replaceSeen(
        StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
      return false;
    }

    @Override
    public boolean removeSeen(StoredKey key, SealedBytes seen) {
      return false;
    }

    @Override
    public void touchSeen(StoredKey key, SealedBytes seen, Duration access) {}

    @Override
    public Map<StoredKey, SealedBytes> lookAll(Collection<StoredKey> keys) {
      return found(keys);
    }

    @Override
    public Map<StoredKey, SealedBytes> lookAll(Map<StoredKey, SealedBytes> expected) {
      return found(expected.keySet());
    }

    private Map<StoredKey, SealedBytes> found(Collection<StoredKey> keys) {
      Map<StoredKey, SealedBytes> found = new HashMap<>();
      if (seen != null) {
        keys.forEach(key -> found.put(key, seen));
      }
      return found;
    }

    @Override
    public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginReplace(
        StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginRemove(StoredKey key, SealedBytes seen) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginTouch(StoredKey key, SealedBytes seen, Duration access) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginRemove(StoredKey key) {
      return () -> false;
    }
  }

  private static void assertEndsWhenInterrupted(Runnable write) {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(write::run)
        .withMessageContainingAll("'orders'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void put_ofAnEntryThatIsThere_ends() {
    assertEndsWhenInterrupted(() -> new Refusing(OTHER).put(KEY, VALUE, OperationExpiry.silent()));
  }

  @Test
  void put_ofAnEntryThatIsNot_ends() {
    assertEndsWhenInterrupted(() -> new Refusing(null).put(KEY, VALUE, OperationExpiry.silent()));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void write_storeSaysThatItAlwaysLost_endsByContentionTimeout(ExpiryPolicy policy) {
    CacheExpiry expiry = new CacheExpiry(policy, java.time.Duration.ofMillis(30));

    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> new Refusing(OTHER).put(KEY, VALUE, expiry.write(1)),
            () -> new Refusing(null).put(KEY, VALUE, expiry.write(1)),
            () -> new Refusing(OTHER).putAll(Map.of(KEY, VALUE), expiry.write(1)),
            () -> new Refusing(OTHER).replace(KEY, VALUE, expiry.write(1)))) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(write)
          .withMessageContainingAll("'orders'", "contention-timeout");
    }
  }

  static Stream<ExpiryPolicy> policies() {
    return Stream.of(new EternalExpiryPolicy(), new TouchedExpiryPolicy(Duration.ONE_HOUR));
  }

  @Test
  void replace_ends() {
    assertEndsWhenInterrupted(
        () -> new Refusing(OTHER).replace(KEY, VALUE, OperationExpiry.silent()));
  }
}
