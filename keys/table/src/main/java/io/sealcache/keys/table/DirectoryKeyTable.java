package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.files.FileAside;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.files.LockFile;
import io.sealcache.internal.files.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a file for each tenant, in 256 folders: for JVMs of one machine, or on a file
 * system that they share and that has locks. Thread-safe, in all JVMs at once.
 */
public final class DirectoryKeyTable implements KeyTable {
  static final String LOCK = ".lock";

  /** A JVM has a lock of a file once: its threads wait for each other. */
  private static final List<ReentrantLock> OF_JVM =
      Stream.generate(ReentrantLock::new).limit(64).toList();

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final String NO_RECORD = "";
  private static final int FOLDER = 2;
  private static final Pattern FOLDER_NAME = Pattern.compile("[0-9a-f]{2}");

  private final Path directory;
  private final String where;

  private DirectoryKeyTable(Path directory) {
    this.directory = directory;
    this.where = "Key table '" + directory + "'";
  }

  /**
   * The table in a directory, which must be there. Messages show the path, but no other URL.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException if it is none, is no directory, or others than the user of
   *     this JVM and root may write it
   */
  public static DirectoryKeyTable open(String location) {
    Path directory =
        FileLocation.path(
            "sealcache.key-table",
            location,
            "the directory of a key table, or an instance of javax.sql.DataSource");
    var table = new DirectoryKeyTable(directory);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          table.where + " is not a directory; make it, for the user of this JVM alone (chmod 700)");
    }
    try {
      SecretFile.ensureFolder(table.where, directory);
    } catch (IOException e) {
      throw new IllegalArgumentException(table.where + " can't be reached; see the cause", e);
    }
    return table;
  }

  @Override
  public Optional<String> read(String id) {
    return Optional.ofNullable(text(file(id)));
  }

  /** No more of it than tells that it is too long; null: there is no record. */
  private @Nullable String text(Path file) {
    String where = "Key record '" + file + "'";
    try (InputStream in = SecretFile.open(where, file)) {
      return new String(in.readNBytes(MAX_RECORD_LENGTH + 1), StandardCharsets.ISO_8859_1);
    } catch (IOException | IllegalArgumentException e) {
      if (isMissing(file)) {
        return null;
      }
      throw e instanceof IOException problem
          ? new UncheckedIOException(where + " can't be read", problem)
          : new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Whether there is none. That it can't be reached doesn't say so: taken for none, its name would
   * lose its keys at once.
   */
  private boolean isMissing(Path file) {
    ensureReachable(file);
    return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** That there is no such file, newer JDKs say too where its folder is none. */
  private void ensureReachable(Path file) {
    ensureThere(); // a file system that isn't mounted has no files either
    Path folder = requireNonNull(file.getParent());
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
      throw failed("read", new NotDirectoryException(folder.toString()));
    }
  }

  private void ensureThere() {
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(where + " is not there any more");
    }
  }

  private UncheckedIOException failed(String what, IOException problem) {
    return new UncheckedIOException("%s can't be %s".formatted(where, what), problem);
  }

  /** In place of a file that can't be read there is no record's text: {@link #read} says why. */
  @Override
  public Map<String, String> readAll(Set<String> ids) {
    Map<String, String> records = new HashMap<>();
    for (String id : ids) {
      try {
        read(id).ifPresent(record -> records.put(id, record));
      } catch (IllegalStateException | UncheckedIOException e) {
        ensureThere();
        records.put(id, NO_RECORD);
      }
    }
    return records;
  }

  @Override
  public boolean create(String id, String record) {
    return write(file(id), null, record);
  }

  @Override
  public boolean replace(String id, String expected, String record) {
    return write(file(id), expected, record);
  }

  /** Writes it if there is what is expected; null: nothing. */
  private boolean write(Path file, @Nullable String expected, String record) {
    return alone(
        file,
        () -> {
          boolean isExpected = Objects.equals(expected, text(file));
          if (isExpected) {
            SecretFile.replace(file, record.getBytes(StandardCharsets.US_ASCII));
          }
          return isExpected;
        });
  }

  @Override
  public boolean remove(String id) {
    Path file = file(id);
    return !isMissing(requireNonNull(file.getParent())) && alone(file, () -> erase(file));
  }

  /** With what a process has left that ended in the middle of a change. */
  private static boolean erase(Path file) throws IOException {
    boolean found = Files.deleteIfExists(file);
    found |= FileAside.deleteLeft(file);
    SecretFile.force(requireNonNull(file.getParent())); // also for a removal that broke off
    return found;
  }

  /** A change of a record, and whether it was made. */
  private interface Change {
    boolean make() throws IOException;
  }

  /**
   * Whoever makes, changes or removes a record is the only one of all threads and JVMs that does so
   * in its folder: else one could put back what another removes, or take what another is about to
   * move into place for left over. The file system takes the lock from a process that ends.
   */
  private boolean alone(Path file, Change change) {
    ensureReachable(file);
    Path folder = requireNonNull(file.getParent());
    ReentrantLock ofJvm = OF_JVM.get(Math.floorMod(folder.hashCode(), OF_JVM.size()));
    ofJvm.lock();
    try {
      makeFolder(folder);
      try (FileChannel unused = LockFile.lock(folder.resolve(LOCK))) {
        return change.make();
      }
    } catch (IOException e) {
      throw failed("written", e);
    } finally {
      ofJvm.unlock();
    }
  }

  private void makeFolder(Path folder) throws IOException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, SecretFile.ownersOnly(folder, SecretFile.OWNERS_FOLDER));
        SecretFile.force(directory);
      }
    } catch (FileAlreadyExistsException e) {
      // another one was faster
    }
  }

  @Override
  public List<String> ids(String after, int limit) {
    List<String> ids = new ArrayList<>();
    String from = after.substring(0, Math.min(FOLDER, after.length()));
    ensureThere();
    try {
      for (String folder : names(directory, FOLDER_NAME)) {
        if (ids.size() < limit && folder.compareTo(from) >= 0) {
          ids.addAll(names(directory.resolve(folder), ID));
          ids.removeIf(id -> id.compareTo(after) <= 0);
        }
      }
      return List.copyOf(ids.subList(0, Math.min(ids.size(), limit)));
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  private static List<String> names(Path folder, Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> pattern.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  private Path file(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("An id has 32 hexadecimal digits in lower case");
    }
    return directory.resolve(id.substring(0, FOLDER)).resolve(id);
  }

  @Override
  public String toString() {
    return where;
  }
}
