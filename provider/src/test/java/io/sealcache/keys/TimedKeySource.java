package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys of a keyring file, in a JVM whose time passes as a test wants. */
public final class TimedKeySource implements KeySource {
  private final AtomicLong time = new AtomicLong();
  private final FileKeySource source;

  public TimedKeySource(Path file) {
    source = new FileKeySource(file, new SecretForm.Clear(), time::get);
  }

  /** Lets time pass until the keyring is as expected, whatever other threads are at. */
  public void await(Predicate<Keyring> expected) {
    do {
      time.addAndGet(FileKeySource.CHECK_INTERVAL_NANOS);
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
