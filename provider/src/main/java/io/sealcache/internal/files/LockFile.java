package io.sealcache.internal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A file by which processes wait for each other. It stays. */
public final class LockFile {
  private LockFile() {}

  /**
   * Waits until nobody else has it, and makes it if there is none.
   *
   * @return to be closed; the system does it where a process ends
   */
  public static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            SecretFile.ownersOnly(file, SecretFile.OWNERS_FILE));
    while (true) {
      try {
        channel.lock();
        return channel;
      } catch (OverlappingFileLockException e) {
        try { // somebody else in this JVM, such as another application of a server
          TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException interrupt) {
          Thread.currentThread().interrupt();
          channel.close();
          throw new IOException("Interrupted while another has '%s'".formatted(file), interrupt);
        }
      }
    }
  }
}
