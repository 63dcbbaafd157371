package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a keyring file, one keyring for all tenants. The file is read again when it is used,
 * at most once a second, and taken up if its keys have changed; while it is missing or broken the
 * last good keyring stays, and the log says so once. A content that was refused isn't tried again,
 * as that may take a token its time and its patience. Thread-safe: only one caller reads, the
 * others go on with the keyring that is there.
 */
final class FileKeySource implements KeySource {
  /** The longest that a change remains unseen by a caller, unless reading takes long. */
  static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** When a content is tried again that was not refused: what unwraps its keys failed. */
  static final long RETRY_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final Path file;
  private final LoadEvents events;
  private SecretForm form; // guarded by reading
  private final LongSupplier nanoTime;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile long readAt;
  private volatile Keyring keyring;
  private byte[] digest; // guarded by reading: of the content that gave the keyring

  // An operation may have taken a keyring and not yet derived from it, so none is wiped before the
  // end. They are few: only changed keys make one.
  private final List<Keyring> retired = new ArrayList<>(); // guarded by reading
  private @Nullable Failure failure; // guarded by reading
  private @Nullable String reported; // guarded by reading: what is wrong with the file
  private boolean closed; // guarded by reading
  private volatile Reading last;

  /**
   * How reading went.
   *
   * @param at when it last gave the keys in use, in nanoseconds
   * @param failures how often it has failed since
   */
  private record Reading(long at, int failures) {}

  /** A content that gave no keyring. */
  private static final class Failure {
    private final byte[] digest;
    private final RuntimeException problem;
    private final boolean isFinal;
    private final long at;

    private Failure(byte[] digest, RuntimeException problem, boolean isFinal, long at) {
      this.digest = digest;
      this.problem = problem;
      this.isFinal = isFinal;
      this.at = at;
    }

    private boolean holds(byte[] found, long now) {
      return Arrays.equals(found, digest) && (isFinal || now - at < RETRY_INTERVAL_NANOS);
    }
  }

  FileKeySource(Path file, SecretForm form, LongSupplier nanoTime) {
    this.file = file.toAbsolutePath();
    this.events = new LoadEvents(this.file.toString());
    this.form = form;
    this.nanoTime = nanoTime;
    this.readAt = nanoTime.getAsLong();
    this.last = new Reading(readAt, 0);
    byte[] content = KeyringOnDisk.content(file);
    try {
      this.keyring = KeyringOnDisk.keyring(file, content, form);
      this.digest = digest(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
    events.loaded(null, keyring);
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM lacks SHA-256, which each Java must have", e);
    }
  }

  /**
   * Reads the file.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException if it is neither, or the file is no keyring that only its
   *     owner may read; the message contains no part of a key
   */
  static FileKeySource open(String location) {
    return open(location, new SecretForm.Clear());
  }

  /**
   * Reads a file whose secrets are wrapped; the key is used for each reading, and the caller's to
   * close when this is closed.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException as {@link #open(String)} does, and if a secret is in clear or
   *     was not wrapped by this key
   */
  static FileKeySource open(String location, WrappingKey key) {
    return open(location, new SecretForm.Wrapped(key));
  }

  private static FileKeySource open(String location, SecretForm form) {
    Path file = FileLocation.path("sealcache.keyring", location, "a keyring file");
    return new FileKeySource(file, form, System::nanoTime);
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    if (isDue() && reading.tryLock()) {
      try {
        if (isDue() && !closed) {
          readAt = nanoTime.getAsLong();
          boolean good = readAgain();
          last = good ? new Reading(readAt, 0) : new Reading(last.at(), last.failures() + 1);
        }
      } finally {
        reading.unlock();
      }
    }
    return keyring;
  }

  private boolean isDue() {
    return nanoTime.getAsLong() - readAt >= CHECK_INTERVAL_NANOS;
  }

  /**
   * The file is read when keys are used: the age grows while nobody does, and says nothing then.
   */
  @Override
  public Optional<KeyLoadStatus> loadStatus() {
    Reading now = last;
    return Optional.of(
        new KeyLoadStatus(Duration.ofNanos(nanoTime.getAsLong() - now.at()), now.failures()));
  }

  @Override
  public KeyHistory history() {
    return events.history();
  }

  // The content and not the file's time decides: times are coarse, and links that are swapped may
  // lead to an older file.
  private boolean readAgain() {
    Keyring fresh;
    byte[] content = {};
    byte @Nullable [] found = null;
    try {
      content = KeyringOnDisk.content(file);
      found = digest(content);
      if (Arrays.equals(found, digest)) {
        if (reported != null) {
          events.loaded(keyring, keyring);
        }
        reported = null;
        failure = null;
        return true; // nothing to unwrap, which may take a token its time
      }
      Failure known = failure;
      if (known != null && known.holds(found, nanoTime.getAsLong())) {
        report(known.problem);
        return false;
      }
      fresh = KeyringOnDisk.keyring(file, content, form);
      digest = found;
      failure = null;
    } catch (RuntimeException e) {
      boolean refused = e instanceof IllegalArgumentException;
      if (found != null) {
        failure = new Failure(found, e, refused, nanoTime.getAsLong());
      }
      report(e);
      return false;
    } finally {
      Arrays.fill(content, (byte) 0);
    }
    reported = null;
    Keyring before = keyring;
    if (SameKeys.areIn(fresh, before)) {
      fresh.destroy();
    } else {
      retired.add(before);
      logChange(before, fresh);
      keyring = fresh;
    }
    events.loaded(before, keyring);
    return true;
  }

  private void logChange(Keyring before, Keyring after) {
    LOGGER.log(Level.INFO, "Keyring file ''{0}'' has changed, and now gives {1}", file, after);
    for (String warning : LoadEvents.warnings(before, after)) {
      LOGGER.log(Level.WARNING, "Keyring file ''{0}'': {1}", file, warning);
    }
  }

  private void report(RuntimeException problem) {
    String why = String.valueOf(problem.getMessage());
    String once = why + stamp();
    if (!once.equals(reported)) {
      reported = once;
      LOGGER.log(Level.WARNING, "The keyring stays as it was, with {0}: {1}", keyring, why);
      events.failed(problem, last.failures() + 1, keyring);
    }
  }

  /** Differs when the file has been changed, though it be broken in the same way. */
  private String stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return " " + found.lastModifiedTime() + " " + found.size() + " " + found.fileKey();
    } catch (IOException | SecurityException e) {
      return "";
    }
  }

  /** Destroys all keyrings, also those that the file no longer holds, and lets the form go. */
  @Override
  public void close() {
    reading.lock();
    try {
      closed = true;
      form = new SecretForm.Clear(); // not the one that holds a wrapping key
      retired.forEach(Keyring::destroy);
      keyring.destroy();
    } finally {
      reading.unlock();
    }
  }
}
