package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshingKeySourceTest {
  private static final Duration NANO = Duration.ofNanos(1);
  private static final Duration REFRESH = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofHours(1);
  private static final RefreshTimes TIMES = new RefreshTimes(REFRESH, GRACE);

  private final ManualScheduler time = new ManualScheduler(0);
  private final FakeKms kms = new FakeKms(time);
  private final RefreshingKeySource keys = RefreshingKeySource.of("kms", kms, TIMES, time);

  /** Gives new keyring objects of the keys wanted, or fails. */
  private static final class FakeKms implements Callable<Keyring> {
    private final ManualScheduler time;
    private final long begin;
    private final List<Long> seconds = new ArrayList<>();
    private final List<Keyring> given = new ArrayList<>();
    private List<Integer> seeds = List.of(2);
    private boolean down;
    private Runnable whenAsked = () -> {};

    private FakeKms(ManualScheduler time) {
      this.time = time;
      this.begin = time.nanoTime();
    }

    @Override
    public Keyring call() throws IOException {
      seconds.add(Duration.ofNanos(time.nanoTime() - begin).toSeconds());
      whenAsked.run();
      if (down) {
        throw new IOException("answered 503", new IOException("inner"));
      }
      Keyring keyring =
          new Keyring(
              key(seeds.get(0)),
              seeds.stream().skip(1).map(RefreshingKeySourceTest::key).toList(),
              key(1));
      given.add(keyring);
      return keyring;
    }
  }

  @Test
  void nameThatIsAUri_isShownWithoutUserInformationAndQuery() {
    var named = RefreshingKeySource.of("https://me:geheim@kms/keys?token=geheim", kms, TIMES, time);
    named.keyring(null);
    named.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> named.keyring(null))
        .withMessageContaining("https://kms/keys")
        .withMessageNotContaining("geheim");
  }

  @Test
  void keyring_isLoadedAtOnceAndOneForAllTenants() {
    assertThat(kms.seconds).hasSize(1);

    Keyring first = keys.keyring(null);

    assertThat(first.current().id()).isEqualTo(key(2).id());
    assertThat(keys.keyring("acme")).isSameAs(first);
    assertThat(kms.seconds).hasSize(1);
  }

  @Test
  void keyring_isLoadedByTimeAloneBeforeItExpires() {
    keys.keyring(null);
    time.pass(GRACE.multipliedBy(10));

    assertThat(kms.seconds).hasSize(61).startsWith(0L, 600L, 1200L);
    keys.keyring(null);
    assertThat(kms.seconds).hasSize(61);
  }

  @Test
  void keyring_isLoadedUpToATenthSoonerSoThatJvmsSpread() {
    var spreading = new ManualScheduler(1);
    var spreadKms = new FakeKms(spreading);
    var spreadKeys = RefreshingKeySource.of("kms", spreadKms, TIMES, spreading);
    spreadKeys.keyring(null);
    spreading.pass(REFRESH.multipliedBy(2));

    assertThat(spreadKms.seconds).containsExactly(0L, 540L, 1080L);
  }

  @Test
  void keyring_staysTheSameObjectWhileTheKeysDoAndTheOtherIsWiped() {
    Keyring first = keys.keyring(null);
    time.pass(REFRESH);

    assertThat(keys.keyring(null)).isSameAs(first);
    assertThat(kms.given).hasSize(2);
    assertThat(kms.given.get(1).current().isDestroyed()).isTrue();
    assertThat(kms.given.get(1).indexKey().isDestroyed()).isTrue();
    assertThatCode(() -> first.current().derive(16, "still")).doesNotThrowAnyException();
  }

  @Test
  void keyring_isTheSameWhereTheLoaderGivesItAgain() {
    Keyring only = new Keyring(key(2), List.of(), key(1));
    var repeating = RefreshingKeySource.of("kms", () -> only, TIMES, time);
    repeating.keyring(null);
    time.pass(REFRESH);

    assertThat(repeating.keyring(null)).isSameAs(only);
    assertThat(only.current().isDestroyed()).isFalse();
  }

  @Test
  void keyring_changesWithTheKeysAndThoseOfBeforeStayUsableUntilTheEnd() {
    Keyring first = keys.keyring(null);
    kms.seeds = List.of(3, 2);
    time.pass(REFRESH);
    Keyring second = keys.keyring(null);

    assertThat(second.current().id()).isEqualTo(key(3).id());
    assertThat(second.dataKey(key(2).id())).isNotNull();
    assertThatCode(() -> first.current().derive(16, "still")).doesNotThrowAnyException();

    keys.close();
    assertThat(List.of(first.current(), first.indexKey(), second.current(), second.indexKey()))
        .allMatch(MasterKey::isDestroyed);
  }

  @Test
  void keyring_staysForItsGraceWhileLoadingFailsAndNoLonger() {
    Keyring first = keys.keyring(null);
    kms.down = true;
    time.pass(GRACE.minus(NANO));
    assertThat(keys.keyring(null)).isSameAs(first);
    time.pass(NANO);

    assertThatIllegalStateException()
        .isThrownBy(() -> keys.keyring(null))
        .withMessageContainingAll("kms", "grace", "PT1H")
        .havingRootCause()
        .isInstanceOf(IOException.class);

    kms.down = false;
    time.pass(Duration.ofMinutes(1));
    assertThat(keys.keyring(null)).isSameAs(first);
  }

  @Test
  void grace_beginsAnewWithEachLoad() {
    Keyring first = keys.keyring(null);
    time.pass(REFRESH);
    kms.down = true;
    time.pass(GRACE.minus(NANO));

    assertThat(keys.keyring(null)).isSameAs(first);
  }

  @Test
  void keyring_whereThereAreNoKeysFailsAtOnceAndAsksNobody() {
    kms.down = true;
    time.pass(GRACE);
    int before = kms.seconds.size();
    for (int i = 0; i < 100; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> keys.keyring(null))
          .havingRootCause()
          .isInstanceOf(IOException.class);
    }
    assertThat(kms.seconds).hasSize(before);

    kms.down = false;
    time.pass(Duration.ofSeconds(10));
    assertThat(keys.keyring(null).current().id()).isEqualTo(key(2).id());
  }

  @Test
  void load_thatFailsIsTriedAgainEachTenSeconds() {
    kms.down = true;
    time.pass(Duration.ofSeconds(640));

    assertThat(kms.seconds).containsExactly(0L, 600L, 610L, 620L, 630L, 640L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void load_isTriedAgainWhateverIsThrown(int what) {
    List<Callable<Keyring>> loaders =
        List.of(
            () -> {
              throw new StackOverflowError();
            },
            () -> {
              throw new IllegalArgumentException();
            },
            RefreshingKeySourceTest::nothing);
    int[] calls = {0};
    RefreshingKeySource.of(
        "kms",
        () -> {
          calls[0]++;
          return calls[0] == 2 || calls[0] == 3
              ? loaders.get(what).call()
              : new Keyring(key(2), List.of(), null);
        },
        TIMES,
        time);
    time.pass(REFRESH.plusSeconds(20));

    assertThat(calls[0]).isEqualTo(4);
  }

  @Test
  void of_whereTheFirstLoadFailsThrowsAndEnds() {
    kms.down = true;
    assertThatIllegalStateException()
        .isThrownBy(() -> RefreshingKeySource.of("kms", kms, TIMES, time))
        .withMessageContaining("keys of kms")
        .havingRootCause()
        .isInstanceOf(IOException.class);
    assertThat(time.isClosed()).isTrue();
    assertThatNullPointerException()
        .isThrownBy(
            () -> RefreshingKeySource.of("kms", RefreshingKeySourceTest::nothing, TIMES, time))
        .withMessageContaining("must give a keyring");
  }

  @Test
  void keyring_afterAStandstillFailsUntilItIsLoadedWhichIsToldAndThenIsAtOnce() {
    time.standStill(GRACE);
    assertThatIllegalStateException().isThrownBy(() -> keys.keyring(null));
    assertThat(keys.history()).containsEntry("keys-not-loaded", 1L);

    time.pass(Duration.ZERO);
    assertThat(keys.keyring(null).current().isDestroyed()).isFalse();
    assertThat(kms.seconds).containsExactly(0L, 3600L);
    assertThat(keys.history()).containsEntry("keys-unchanged", 1L);
  }

  @Test
  void endOfTheGrace_isToldThoughTheLoadThatFailedWasBeforeIt() {
    kms.down = true;
    time.pass(REFRESH);
    time.standStill(GRACE);

    List<String> log =
        CapturedLog.of(
            "io.sealcache.keys",
            () -> assertThatIllegalStateException().isThrownBy(() -> keys.keyring(null)));

    assertThat(log).singleElement().asString().contains("cache operations fail", "answered 503");
  }

  @Test
  void log_saysOnceAnOutageThatKeysStayThenThatThereAreNoneAndThatTheyAreBack() {
    keys.keyring(null);
    kms.down = true;
    assertThat(logOf(GRACE.dividedBy(2)))
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("kms", "used for their grace", "PT1H", "answered 503", id(2))
        .doesNotContain("inner");
    assertThat(logOf(GRACE))
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("cache operations fail", "answered 503");
    kms.down = false;
    assertThat(logOf(GRACE)).singleElement().asString().startsWith("INFO").contains("again", id(2));
    assertThat(logOf(GRACE)).isEmpty();
    kms.down = true;
    assertThat(logOf(GRACE.dividedBy(2))).hasSize(1);
  }

  @Test
  void log_saysWhatChangesAndWarnsOfChangesThatLoseEntries() {
    keys.keyring(null);
    kms.seeds = List.of(2, 3);
    assertThat(logOf(REFRESH))
        .singleElement()
        .asString()
        .startsWith("INFO")
        .contains("kms", id(2), id(3));
    kms.seeds = List.of(3, 2);
    assertThat(logOf(REFRESH)).singleElement().asString().startsWith("INFO");
    kms.seeds = List.of(4);

    List<String> lines = logOf(REFRESH);
    assertThat(lines).hasSize(3).first().asString().startsWith("INFO");
    assertThat(String.join("\n", lines))
        .contains("is gone", "the current key is new")
        .doesNotContain(FixedKey.hex(4).substring(0, 8));
  }

  @Test
  void close_endsLoadsAndUse() {
    Keyring first = keys.keyring(null);
    keys.close();
    keys.close();
    time.pass(GRACE);

    assertThat(first.current().isDestroyed()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> keys.keyring(null))
        .withMessageContainingAll("kms", "closed");
    assertThat(kms.seconds).hasSize(1);
  }

  @Test
  void loadThatFailsAfterClose_isNobodysTrouble() {
    kms.whenAsked = keys::close;
    kms.down = true;

    assertThat(logOf(REFRESH)).isEmpty();
    assertThat(kms.seconds).hasSize(2);
  }

  private List<String> logOf(Duration passing) {
    return CapturedLog.of("io.sealcache.keys", () -> time.pass(passing));
  }

  // A null, as code without null checks may give it.
  @SuppressWarnings("NullAway")
  private static Keyring nothing() {
    return null;
  }

  private static MasterKey key(int seed) {
    return MasterKey.of(FixedKey.secret(seed));
  }

  private static String id(int seed) {
    return key(seed).toString();
  }
}
