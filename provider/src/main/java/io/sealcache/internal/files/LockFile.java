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
    boolean locked = false;
    try {
      while (!locked) { // not by lock(): the system takes two processes with threads for a deadlock
        try {
          locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
          // somebody else in this JVM, such as another application of a server
        }
        if (!locked) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
      return channel;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another has '%s'".formatted(file), interrupt);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }
}
