package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final class Refusing implements AskedExpiry<Object> {
    private final @Nullable Object seen;

    Refusing(@Nullable Object seen) {
      this.seen = seen;
    }

    @Override
    public String cacheName() {
      return "orders";
    }

    @Override
    public @Nullable Object get(String key, OperationExpiry expiry) {
      return seen;
    }

    @Override
    public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
      return Map.of();
    }

    @Override
    public void touch(String key, OperationExpiry expiry) {}

    @Override
    public @Nullable Object look(String key) {
      return seen;
    }

    @Override
    public @Nullable Object look(String key, Object expected) {
      return seen;
    }

    @Override
    public boolean create(String key, Object value, Duration creation) {
      return false;
    }

    @Override
    public boolean replaceSeen(String key, Object seen, Object value, @Nullable Duration update) {
      return false;
    }

    @Override
    public boolean removeSeen(String key, Object seen) {
      return false;
    }

    @Override
    public void touchSeen(String key, Object seen, Duration access) {}

    @Override
    public Map<String, Object> lookAll(Set<String> keys) {
      return found(keys);
    }

    @Override
    public Map<String, Object> lookAll(Map<String, Object> expected) {
      return found(expected.keySet());
    }

    private Map<String, Object> found(Set<String> keys) {
      Map<String, Object> found = new HashMap<>();
      if (seen != null) {
        keys.forEach(key -> found.put(key, seen));
      }
      return found;
    }

    @Override
    public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginReplace(
        String key, Object seen, Object value, @Nullable Duration update) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginRemove(String key, Object seen) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginTouch(String key, Object seen, Duration access) {
      return () -> false;
    }

    @Override
    public BooleanSupplier beginRemove(String key) {
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
    assertEndsWhenInterrupted(
        () -> new Refusing("other").put("key", "value", OperationExpiry.silent()));
  }

  @Test
  void put_ofAnEntryThatIsNot_ends() {
    assertEndsWhenInterrupted(
        () -> new Refusing(null).put("key", "value", OperationExpiry.silent()));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void write_storeSaysThatItAlwaysLost_endsByContentionTimeout(ExpiryPolicy policy) {
    CacheExpiry expiry = new CacheExpiry(policy, java.time.Duration.ofMillis(30));

    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> new Refusing("other").put("key", "value", expiry.write(1)),
            () -> new Refusing(null).put("key", "value", expiry.write(1)),
            () -> new Refusing("other").putAll(Map.of("key", "value"), expiry.write(1)),
            () -> new Refusing("other").replace("key", "value", expiry.write(1)))) {
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
        () -> new Refusing("other").replace("key", "value", OperationExpiry.silent()));
  }
}
