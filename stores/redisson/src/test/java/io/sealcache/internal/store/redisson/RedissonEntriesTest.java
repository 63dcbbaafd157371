package io.sealcache.internal.store.redisson;

import static io.sealcache.internal.store.Stored.entries;
import static io.sealcache.internal.store.Stored.key;
import static io.sealcache.internal.store.Stored.keys;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.Stored;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedissonEntriesTest {
  private static final SealedBytes ONE = Stored.value("one");
  private static final SealedBytes TWO = Stored.value("two");
  private static final Duration MINUTE = new Duration(TimeUnit.MINUTES, 1);

  @AutoClose private final FakeRedisson redisson = new FakeRedisson();
  private final Policy policy = new Policy();
  private final StorePort port = FakeRedisson.calls(redisson.cache(), new CacheExpiry(policy));
  private final PortCalls calls = new PortCalls(port);

  private PortCalls ofConstantPolicy() {
    return new PortCalls(redisson.calls());
  }

  @Test
  void put_constantPolicyIsOneCall() {
    policy.creation = MINUTE;
    ofConstantPolicy().put(key("k"), ONE, write(1));

    assertThat(redisson.answers).containsExactly(MINUTE, null);
  }

  @Test
  void getAndReplace_constantPolicy_areOneCallEachWithItsAnswer() {
    policy.access = MINUTE;
    policy.update = Duration.ONE_HOUR;
    PortCalls constant = ofConstantPolicy();
    constant.put(key("k"), ONE, write(1));
    redisson.answers.clear();

    assertThat(constant.get(key("k"), new CacheExpiry(policy).access(1))).isEqualTo(ONE);
    assertThat(redisson.answers).containsExactly(MINUTE);
    redisson.answers.clear();
    assertThat(constant.replace(key("k"), TWO, write(1))).isTrue();
    assertThat(redisson.answers).containsExactly(Duration.ONE_HOUR);
    assertThat(constant.replace(key("none"), TWO, write(1))).isFalse();
  }

  @Test
  void put_letExpireAtItsCreation_isNotSent() {
    policy.creation = Duration.ZERO;
    OperationExpiry expiry = write(2);
    calls.putAll(entries(Map.of("k", ONE, "l", TWO)), expiry);

    assertThat(expiry.stillborn()).isEqualTo(2);
    assertThat(calls.putIfAbsent(key("k"), ONE, write(1))).isFalse();
    assertThat(get("k")).isNull();
  }

  // Lost races may have used up the questions, so that a later key gets the last answer.
  @Test
  void putAll_lastAnswerIsToExpireAtCreation_ends() {
    policy.creation = Duration.ZERO;

    assertTimeoutPreemptively(
        java.time.Duration.ofMinutes(1),
        () -> calls.putAll(entries(Map.of("k", ONE, "l", TWO)), write(1)));

    assertThat(get("k")).isNull();
    assertThat(get("l")).isNull();
  }

  // Redisson takes a comparison that fails for an access.
  @Test
  void replace_ofWhatAnotherHasChanged_leavesWhenThatExpires() {
    policy.update = MINUTE;
    calls.put(key("k"), ONE, write(1));
    redisson.answers.clear();

    assertThat(calls.replace(key("k"), TWO, TWO, write(1))).isFalse();

    assertThat(redisson.answers).hasSize(1).containsOnlyNulls();
    assertThat(calls.replace(key("k"), ONE, TWO, write(1))).isTrue();
    assertThat(redisson.answers).containsExactly(null, MINUTE);
  }

  @Test
  void getAll_constantPolicyRevivesNothing() {
    policy.access = MINUTE;
    calls.put(key("k"), ONE, write(1));
    redisson.expired.add(Stored.text("k"));

    assertThat(ofConstantPolicy().getAll(keys("k"), new CacheExpiry(policy).access(1))).isEmpty();
  }

  @Test
  void update_forEver_isTakenForTheDeadlineItIs() {
    policy.update = Duration.ETERNAL;
    calls.put(key("k"), ONE, write(1));
    redisson.answers.clear();

    calls.put(key("k"), TWO, write(1));

    // To Redisson, ETERNAL is to leave the entry's deadline as it is.
    Duration told = redisson.answers.get(redisson.answers.size() - 1);
    assertThat(told).isNotNull().isNotEqualTo(Duration.ETERNAL);
    assertThat(told.getAdjustedTime(0)).isGreaterThan(TimeUnit.DAYS.toMillis(100 * 365));
  }

  @Test
  void changesMadeTogether_forEver_haveNoDeadline() {
    ofConstantPolicy().putAll(entries(Map.of("l", ONE, "m", ONE)), OperationExpiry.silent());
    policy.update = Duration.ETERNAL;
    policy.access = Duration.ETERNAL;

    ofConstantPolicy()
        .together(
            List.of(
                new StoreCall.PutIfAbsent(key("k"), ONE, write(1)),
                new StoreCall.Replace(key("l"), ONE, TWO, write(1)),
                new StoreCall.Touch(key("m"), new CacheExpiry(policy).access(1))))
        .forEach(PendingCall::answer);

    assertThat(redisson.answers).contains(Duration.ETERNAL);
    assertThat(redisson.answers)
        .filteredOn(answer -> answer != null)
        .containsOnly(Duration.ETERNAL);
    assertThat(get("l")).isEqualTo(TWO);
  }

  @Test
  void changesMadeTogether_forAMinute_haveThatDeadline() {
    policy.creation = MINUTE;

    ofConstantPolicy()
        .together(List.of(new StoreCall.PutIfAbsent(key("k"), ONE, write(1))))
        .forEach(PendingCall::answer);

    assertThat(redisson.answers).containsExactly(MINUTE);
  }

  @Test
  void iterator_hidesWhatHasExpired() {
    for (int i = 0; i < 250; i++) {
      calls.put(key("k" + i), ONE, write(1));
    }
    redisson.expired.addAll(Stream.of("k3", "k77", "k249").map(Stored::text).toList());

    List<String> keys = new ArrayList<>();
    Iterator<ListedEntry> entries = port.make(new StoreCall.ListEntries(true));
    entries.forEachRemaining(entry -> keys.add(Stored.name(requireNonNull(entry.key()))));

    assertThat(keys).hasSize(247).doesNotHaveDuplicates().doesNotContain("k3", "k77", "k249");
    assertThatThrownBy(entries::next).isInstanceOf(java.util.NoSuchElementException.class);
  }

  @Test
  void iterator_whereNothingExpires_readsNoValueTwice() {
    StorePort eternal =
        FakeRedisson.calls(redisson.cache(), new CacheExpiry(new EternalExpiryPolicy()));
    new PortCalls(eternal).put(key("k"), ONE, write(1));
    redisson.answers.clear();

    assertThat(eternal.make(new StoreCall.ListEntries(true)).next())
        .isEqualTo(new ListedEntry(key("k"), ONE));
    assertThat(redisson.answers).isEmpty(); // no read has asked
  }

  @Test
  void together_answersEachCall() {
    calls.put(key("a"), ONE, OperationExpiry.silent());
    calls.put(key("b"), ONE, OperationExpiry.silent());
    redisson.begun = 0;

    List<PendingCall<Boolean>> answers =
        calls.together(
            List.of(
                new StoreCall.Replace(key("a"), ONE, TWO, OperationExpiry.silent()),
                new StoreCall.Replace(key("b"), TWO, ONE, OperationExpiry.silent()),
                new StoreCall.PutIfAbsent(key("c"), ONE, OperationExpiry.silent()),
                new StoreCall.Remove(key("d"), ONE),
                new StoreCall.Remove(key("e"), null)));

    assertThat(answers)
        .extracting(PendingCall::answer)
        .containsExactly(true, false, true, false, false);
    assertThat(redisson.begun).isEqualTo(5);
    assertThat(get("a")).isEqualTo(TWO);
  }

  @Test
  void together_whereASynchronousListenerIs_makesOneCallAfterTheOther() throws Exception {
    calls.put(key("a"), ONE, OperationExpiry.silent());
    List<String> told = new ArrayList<>();
    port.make(new StoreCall.Listen(new NotedEvents(told, true)));

    List<StoreCall.OfEntry> both =
        List.of(
            new StoreCall.Replace(key("a"), ONE, TWO, OperationExpiry.silent()),
            new StoreCall.PutIfAbsent(key("b"), ONE, OperationExpiry.silent()));
    redisson.make(() -> calls.together(both).forEach(PendingCall::answer));

    assertThat(told).containsExactly("UPDATED a", "CREATED b");
  }

  @Test
  void together_interruptedOverAStoreThatNeverAnswers_ends() throws Exception {
    redisson.silent = true;
    List<PendingCall<Boolean>> answers = new ArrayList<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              answers.addAll(
                  calls.together(
                      List.of(
                          new StoreCall.Remove(key("a"), null),
                          new StoreCall.Remove(key("b"), null))));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    while (redisson.begun < 2) {
      TimeUnit.MILLISECONDS.sleep(1);
    }

    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(caller.isAlive()).isFalse();
    assertThat(interrupted).isTrue();
    assertThat(answers)
        .hasSize(2)
        .allSatisfy(
            answer ->
                assertThatThrownBy(answer::answer).hasMessageContaining("Interrupted before"));
  }

  private @Nullable SealedBytes get(String key) {
    return calls.get(key(key), OperationExpiry.silent());
  }

  private OperationExpiry write(int keys) {
    return new CacheExpiry(policy).write(keys);
  }

  private static final class Policy implements ExpiryPolicy {
    private final List<String> asked = new ArrayList<>();
    private Duration creation = Duration.ETERNAL;
    private @Nullable Duration update;
    private @Nullable Duration access;

    @Override
    public Duration getExpiryForCreation() {
      asked.add("creation");
      return creation;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      asked.add("update");
      return update;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      asked.add("access");
      return access;
    }
  }
}
