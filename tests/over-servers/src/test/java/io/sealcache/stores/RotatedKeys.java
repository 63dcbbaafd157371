package io.sealcache.stores;

import static java.util.Objects.requireNonNull;

import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;

/**
 * Keyring files of applications in this JVM, changed step by step as docs/keys/rotation.md says.
 */
final class RotatedKeys implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.sealcache.keys");
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler handler = new Collecting();
  private final List<Path> files;
  private KeyringFile keyring;
  private int number;

  RotatedKeys(Path directory, int applications) throws IOException {
    this.files =
        IntStream.range(0, applications).mapToObj(i -> directory.resolve("keys-" + i)).toList();
    this.keyring =
        KeyringFile.of("index", HexFormat.of().parseHex(Secrets.INDEX_KEY), null)
            .with(id(), secret(), Instant.EPOCH)
            .withCurrent(id());
    logger.addHandler(handler);
    for (Path file : files) {
      keyring.write(file);
    }
  }

  /** The file of an application. */
  Path file(int application) {
    return files.get(application);
  }

  /** All have a new current key then. Needs applications that use theirs meanwhile. */
  void renew() throws Exception {
    number++;
    spread(keyring.with(id(), secret(), Instant.EPOCH));
    spread(keyring.withCurrent(id()));
  }

  /** Takes away the key before the current one: of what it sealed, nothing must be wanted. */
  void retire() throws Exception {
    spread(keyring.without("data-" + (number - 1)));
  }

  int renewals() {
    return number;
  }

  private String id() {
    return "data-" + number;
  }

  /** Gives it to one application after the other, each once the one before says that it has it. */
  private void spread(KeyringFile next) throws Exception {
    keyring = next;
    for (Path file : files) {
      logged.clear();
      next.write(file);
      Await.until(() -> logged.stream().anyMatch(line -> line.contains(file.toString())));
    }
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  private final class Collecting extends Handler {
    @Override
    public void publish(LogRecord record) {
      String line = new SimpleFormatter().formatMessage(record);
      if (line.contains("now gives")) {
        logged.add(requireNonNull(line));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    keyring.close();
  }
}
