package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys of a keyring file, in a JVM whose time passes as a test wants. */
public final class TimedKeySource implements KeySource {
  private final ManualScheduler time = new ManualScheduler(0);
  private final RefreshingKeySource source;

  public TimedKeySource(Path file) {
    source = RefreshingKeySource.ofFile(file.toString(), null, Map.of(), null, time);
  }

  /** Lets time pass until the keyring is as expected, whatever other threads are at. */
  public void await(Predicate<Keyring> expected) {
    do {
      time.pass(Duration.ofSeconds(1));
      Thread.onSpinWait();
    } while (!expected.test(keyring(null)));
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return source.keyring(tenant);
  }

  @Override
  public void close() {
    source.close();
  }
}
