package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Over a store in which another writer always comes between a look and a write, or so it says. */
@Timeout(
    value = 60,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a call that never ends hears no interrupt
class ClientSideExpiryTest {
  private static final StoredKey KEY = Stored.key("key");
  private static final SealedBytes VALUE = Stored.value("value");
  private static final SealedBytes OTHER = Stored.value("other");
  private static final java.time.Duration TIMEOUT = java.time.Duration.ofMillis(30);

  /** Calls that ask a policy, over such a store. */
  private static PortCalls refusing(@Nullable SealedBytes seen) {
    return PortCalls.asking(new Refusing(seen), false, TIMEOUT);
  }

  private static final class Refusing extends FutureMapStore {
    Refusing(@Nullable SealedBytes seen) {
      if (seen != null) {
        map.put(KEY, seen);
      }
    }

    @Override
    public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
      return PendingCall.answered(false);
    }

    @Override
    public PendingCall<Boolean> replace(
        StoredKey key, @Nullable SealedBytes entry, SealedBytes value, @Nullable Duration update) {
      return PendingCall.answered(false);
    }

    @Override
    public PendingCall<Boolean> remove(StoredKey key, @Nullable SealedBytes entry) {
      return PendingCall.answered(false);
    }
  }

  static Stream<Arguments> silentWrites() {
    OperationExpiry silent = OperationExpiry.silent();
    return Stream.of(
        write("put over an entry", () -> refusing(OTHER).put(KEY, VALUE, silent)),
        write("put where there is none", () -> refusing(null).put(KEY, VALUE, silent)),
        write("replace", () -> refusing(OTHER).replace(KEY, VALUE, silent)));
  }

  private static Arguments write(String name, ThrowingCallable write) {
    return Arguments.of(name, write);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silentWrites")
  void write_thatNeverWins_endsWhereItsThreadIsInterrupted(String name, ThrowingCallable write) {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(write)
        .withMessageContainingAll("'futures'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void write_storeSaysThatItAlwaysLost_endsByContentionTimeout(ExpiryPolicy policy) {
    CacheExpiry expiry = new CacheExpiry(policy);

    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> refusing(OTHER).put(KEY, VALUE, expiry.write(1)),
            () -> refusing(null).put(KEY, VALUE, expiry.write(1)),
            () -> refusing(OTHER).putAll(Map.of(KEY, VALUE), expiry.write(1)),
            () -> refusing(OTHER).replace(KEY, VALUE, expiry.write(1)))) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(write)
          .withMessageContainingAll("'futures'", "contention-timeout");
    }
  }

  static Stream<ExpiryPolicy> policies() {
    return Stream.of(new EternalExpiryPolicy(), new TouchedExpiryPolicy(Duration.ONE_HOUR));
  }

  /** Zero, by a class of user code's own. */
  private static final class NoTime extends Duration {
    private static final long serialVersionUID = 1L;

    NoTime() {
      super(TimeUnit.SECONDS, 0);
    }
  }

  @Test
  void entry_thatUserCodeLetsExpireAtOnce_isRemovedByWhateverClassOfDuration() {
    FutureMapStore store = new FutureMapStore();
    PortCalls calls = PortCalls.asking(store, false);
    CacheExpiry expiry = new CacheExpiry(new TouchedExpiryPolicy(new NoTime()));

    OperationExpiry creation = expiry.write(1);
    assertThat(calls.put(KEY, VALUE, creation)).isTrue();
    assertThat(creation.stillborn()).isEqualTo(1);
    assertThat(store.map).isEmpty();

    store.map.put(KEY, VALUE);
    calls.put(KEY, OTHER, expiry.write(1));
    assertThat(store.map).as("after an update").isEmpty();

    store.map.put(KEY, VALUE);
    assertThat(PortCalls.asking(store, true).get(KEY, expiry.access(1))).isEqualTo(VALUE);
    assertThat(store.map).as("after an access").isEmpty();
  }

  @Test
  void access_expiresAllOnlyIfEachAnswerSaysSo() {
    List<Duration> answers = new ArrayList<>(List.of(Duration.ONE_DAY, new NoTime()));
    OperationExpiry one = new CacheExpiry(new TouchedExpiryPolicy(new NoTime())).access(3);
    OperationExpiry two = new CacheExpiry(new Turns(answers)).access(3);

    assertThat(one.isExpiredByAccess()).isFalse();
    for (int i = 0; i < 2; i++) {
      one.getExpiryForAccess();
      two.getExpiryForAccess();
    }

    assertThat(one.isExpiredByAccess()).isTrue();
    assertThat(two.isExpiredByAccess()).isFalse();
  }

  /** Answers in turn. */
  private record Turns(List<Duration> answers) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return answers.remove(0);
    }

    @Override
    public Duration getExpiryForAccess() {
      return answers.remove(0);
    }

    @Override
    public Duration getExpiryForUpdate() {
      return answers.remove(0);
    }
  }

  @Test
  void putAll_asksOnceForEachKeyThatItHas() {
    OperationExpiry expiry = new CacheExpiry(new CreatedExpiryPolicy(Duration.ZERO)).write(3);

    PortCalls.asking(new FutureMapStore(), true)
        .putAll(Map.of(KEY, VALUE, Stored.key("next"), VALUE), expiry);

    assertThat(expiry.stillborn()).isEqualTo(2);
  }
}
