package io.sealcache.aws;

import static io.sealcache.aws.Moto.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import io.sealcache.keys.RefreshTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A keyring, and those who ask for it, while KMS fails. */
@Timeout(60)
class KmsOutageTest {
  private static final Duration SOON = Duration.ofMillis(50);

  private static final int CALLERS = 64;

  @RegisterExtension private final Moto moto = new Moto();
  @TempDir private Path directory;

  private KeySource open(String key, RefreshTimes times) throws IOException {
    Path file = directory.resolve("keyring");
    WrappedFile.write(file, moto.open(key), CONTEXT);
    return KeySources.ofKeyringFile(file.toString(), moto.open(key), CONTEXT, times);
  }

  @Test
  void outageBeyondTheGrace_failsUntilItEnds() throws IOException {
    try (KeySource source = open(moto.newKey(), new RefreshTimes(SOON, SOON.multipliedBy(20)))) {
      moto.kms().answer(StrictKms.Fault.DOWN);
      await(() -> !works(source));
      assertThatIllegalStateException()
          .isThrownBy(() -> source.keyring(null))
          .withMessageContaining("grace")
          .havingCause()
          .withMessageContaining("can't be asked");

      moto.kms().answer(StrictKms.Fault.NONE);
      await(() -> works(source));
    }
  }

  @Test
  void callThatIsThrottledOnce_succeedsByItsNextTry() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.THROTTLED_ONCE);

      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(32);
      assertThat(moto.kms().requests("Decrypt")).isEqualTo(2);
    }
  }

  @Test
  void answerWithoutAKey_isSaidToBeNone() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.EMPTY);

      for (Runnable question :
          List.<Runnable>of(() -> key.generate(CONTEXT), () -> key.unwrap(wrapped, CONTEXT))) {
        assertThatIllegalStateException()
            .isThrownBy(question::run)
            .withMessageContaining("an answer without a key");
      }
    }
  }

  @Test
  void answerOfAServiceThatFails_isTold() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      moto.kms().answer(StrictKms.Fault.UNAVAILABLE);

      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(CONTEXT))
          .withMessageContaining("failed with status 503");
      assertThat(moto.kms().requests("GenerateDataKeyWithoutPlaintext")).isEqualTo(3);
    }
  }

  @Test
  void throttling_isToldToEachCaller() throws Exception {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.THROTTLED);

      atOnce(
          () ->
              assertThatIllegalStateException()
                  .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
                  .withMessageContaining("quota"));
      assertThat(moto.kms().requests("Decrypt"))
          .as("fewer tries than three of each caller")
          .isLessThan(3 * CALLERS);
    }
  }

  private static void atOnce(Runnable question) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        asked.add(threads.submit(question));
      }
      for (Future<?> each : asked) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean works(KeySource source) {
    return works(() -> source.keyring(null));
  }

  private static boolean works(Runnable action) {
    try {
      action.run();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("It did not come about in the time of the test", e);
    }
  }
}
