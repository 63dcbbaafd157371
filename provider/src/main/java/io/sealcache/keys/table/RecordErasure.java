package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Destroys the file of a record, and what a process that ended in the middle of a change has left
 * of it beside: whole records, which nobody reads and no other removal would find. Whoever calls
 * has the folder's lock, as whoever makes such files has.
 */
final class RecordErasure {
  private final Path record;
  private final Path folder;
  private final Path gone;

  RecordErasure(Path record) {
    this.record = record;
    this.folder = requireNonNull(record.getParent());
    this.gone = record.resolveSibling(prefix(record) + "gone");
  }

  /** How the names of files begin that are to become the record, or were it. */
  static String prefix(Path record) {
    return "." + record.getFileName() + ".";
  }

  /**
   * Returns whether there was anything. It is not there after a crash of the machine either; where
   * the system forces no folder to the disk, as Windows doesn't, its name may be, with zeros.
   */
  boolean erase() throws IOException {
    boolean found = destroy(gone); // moved over, its content would stay on the disk
    found |= move();
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, prefix(record) + "*")) {
      for (Path each : left) {
        found |= destroy(each);
      }
    }
    forceFolder(); // also for a removal that broke off
    return found;
  }

  private boolean move() throws IOException {
    try {
      Files.move(record, gone, StandardCopyOption.ATOMIC_MOVE); // nobody reads half of it
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean destroy(Path file) throws IOException {
    try {
      overwrite(file);
      Files.delete(file);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** To the disk at once: else it would never get there, as the file is deleted. */
  private static void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate((int) channel.size());
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
    }
  }

  private void forceFolder() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
