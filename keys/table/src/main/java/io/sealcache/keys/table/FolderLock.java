package io.sealcache.keys.table;

import io.sealcache.internal.files.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Its holder is the only one, of all threads and JVMs, that makes, changes or removes records of a
 * folder. The file system takes it from a process that ends.
 */
final class FolderLock implements AutoCloseable {
  static final String NAME = ".lock";

  private static final int STRIPES = 64;
  private static final long WAIT_MILLIS = 5;

  /** A JVM has a lock of a file once: its threads wait for each other. */
  private static final List<ReentrantLock> OF_JVM =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  private final ReentrantLock ofJvm;
  private final FileChannel channel;

  private FolderLock(ReentrantLock ofJvm, FileChannel channel) {
    this.ofJvm = ofJvm;
    this.channel = channel;
  }

  /**
   * Waits for it.
   *
   * @throws NoSuchFileException if there is no such folder, and so no record
   */
  static FolderLock take(Path folder) throws IOException {
    ReentrantLock ofJvm = OF_JVM.get(Math.floorMod(folder.hashCode(), STRIPES));
    ofJvm.lock();
    FileChannel channel = null;
    try {
      channel = open(folder);
      lock(channel);
      return new FolderLock(ofJvm, channel);
    } catch (IOException | RuntimeException | Error e) {
      if (channel != null) {
        channel.close();
      }
      ofJvm.unlock();
      throw e;
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(NAME),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        SecretFile.ownersFile(folder));
  }

  private static void lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        channel.lock();
        return;
      } catch (OverlappingFileLockException e) {
        pause(); // this class was loaded twice in the JVM, by two applications of one server
      }
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another application changes the key table", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      ofJvm.unlock();
    }
  }
}
