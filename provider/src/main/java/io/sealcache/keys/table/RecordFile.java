package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.files.OwnerOnlyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of a record, and those beside it that are to become it, or were it: whole records, which
 * nobody reads. What a process leaves of them that ends in the middle of a change, the next change
 * destroys. Whoever calls has the folder's lock.
 */
final class RecordFile {
  private static final String WRITTEN = "new";

  private final Path record;
  private final Path folder;
  private final Path written;
  private final Path made;
  private final Path gone;

  RecordFile(Path record) {
    this.record = record;
    this.folder = requireNonNull(record.getParent());
    this.written = beside(WRITTEN);
    this.made = beside("made");
    this.gone = beside("gone");
  }

  private Path beside(String end) {
    return folder.resolve(nameBeside(end));
  }

  private String nameBeside(String end) {
    return "." + record.getFileName() + "." + end;
  }

  /** Returns whether it made it: not if there is one. It appears whole, or not at all. */
  boolean create(byte[] content) throws IOException {
    eraseLeft();
    boolean isMade = link(content);
    FolderOnDisk.force(folder);
    return isMade;
  }

  private boolean link(byte[] content) throws IOException {
    try {
      write(made, content);
      Files.createLink(record, made); // fails where a file is
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    OwnerOnlyFile.replace(file, nameBeside(WRITTEN), content);
  }

  /**
   * Has another content take the place of the record's, which is destroyed, but on Windows. Who
   * reads meanwhile sees one of them whole, or zeros in a file that was opened before. Wherever
   * this breaks off, one of them is there.
   */
  void replace(byte[] content) throws IOException {
    eraseLeft();
    Files.createLink(gone, record.toRealPath()); // or nobody would find it once it is replaced
    try {
      write(record, content);
    } finally {
      eraseLeft();
    }
  }

  /**
   * Destroys it. Returns whether there was anything. It is not there after a crash of the machine
   * either; where the system forces no folder to the disk, as Windows doesn't, its name may be,
   * with zeros.
   */
  boolean erase() throws IOException {
    boolean found = destroy(gone); // moved over, its content would stay on the disk
    found |= move();
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, nameBeside("*"))) {
      for (Path each : left) {
        found |= destroy(each);
      }
    }
    FolderOnDisk.force(folder); // also for a removal that broke off
    return found;
  }

  /** Destroys what is beside the record, which stays as it is. */
  private void eraseLeft() throws IOException {
    List<Path> left =
        Stream.of(written, made, gone)
            .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
            .toList();
    // A crash of the machine may undo the last rename, and zeros would be the record.
    boolean lasts = !left.isEmpty() && FolderOnDisk.force(folder);
    for (Path each : left) {
      if (lasts && !isRecord(each)) {
        destroy(each);
      } else {
        Files.deleteIfExists(each);
      }
    }
  }

  /**
   * Whether a file may be the record by another name, as a change leaves it that breaks off between
   * its link and the end. The content tells, as some file systems number each name of a file anew.
   */
  private boolean isRecord(Path file) throws IOException {
    try {
      return Files.mismatch(file, record) < 0;
    } catch (NoSuchFileException e) {
      return false;
    }
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
    } catch (NoSuchFileException e) {
      // nor is there anything behind it, should it be a link
    }
    return Files.deleteIfExists(file);
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
}
