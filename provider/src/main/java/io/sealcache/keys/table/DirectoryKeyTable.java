package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.files.OwnerOnlyFile;
import io.sealcache.internal.files.TrustedPath;
import io.sealcache.keys.KeyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A directory with a file for each name, in 256 folders: for JVMs of one machine, or on a file
 * system that they share and that has hard links. Thread-safe, in all JVMs at once.
 */
public final class DirectoryKeyTable implements KeyTable {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int FOLDER = 2;

  private final Path directory;
  private final String where;

  private DirectoryKeyTable(Path directory) {
    this.directory = directory;
    this.where = "Key table '" + directory + "'";
  }

  /**
   * The table in a directory, which must be there.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException if it is none, is no directory, or others than the user of
   *     this JVM and root may write it
   */
  public static DirectoryKeyTable open(String location) {
    Path directory =
        FileLocation.path("sealcache.key-table", location, "the directory of a key table");
    var table = new DirectoryKeyTable(directory);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          table.where + " is not a directory; make it, for the user of this JVM alone (chmod 700)");
    }
    try {
      TrustedPath.ensure(table.where, directory);
    } catch (IOException e) {
      throw new IllegalArgumentException(table.where + " can't be reached; see the cause", e);
    }
    return table;
  }

  @Override
  public Optional<String> read(String id) {
    Path file = file(id);
    if (!Files.exists(file)) {
      ensureThere(); // a file system that isn't mounted has no files either
      return Optional.empty();
    }
    try {
      return Optional.of(text(file));
    } catch (IllegalArgumentException e) {
      if (!Files.exists(file)) {
        return Optional.empty(); // removed meanwhile
      }
      throw e;
    }
  }

  private String text(Path file) {
    byte[] content = OwnerOnlyFile.read("Key record '" + file + "'", file, KeyRecord.MAX_LENGTH);
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Map<String, String> readAll(Set<String> ids) {
    Map<String, String> records = new HashMap<>();
    ids.forEach(id -> read(id).ifPresent(record -> records.put(id, record)));
    return records;
  }

  @Override
  public boolean create(String id, String record) {
    Path file = file(id);
    try {
      ensureThere();
      Path folder = requireNonNull(file.getParent());
      makeFolder(folder);
      // For its owner only on POSIX. A link appears whole or not at all, and fails where a file is.
      Path aside = Files.createTempFile(folder, ".", ".new");
      try {
        OwnerOnlyFile.replace(aside, record.getBytes(StandardCharsets.US_ASCII));
        Files.createLink(file, aside);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(where + " can't be written", e);
    }
  }

  /** For its owner only, whatever the umask. */
  private static void makeFolder(Path folder) throws IOException {
    FileAttribute<?>[] ownersOnly =
        folder.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectory(folder, ownersOnly);
      } catch (FileAlreadyExistsException e) {
        // another one was faster
      }
    }
  }

  @Override
  public boolean remove(String id) {
    Path file = file(id);
    Path gone = file.resolveSibling("." + id + ".gone");
    try {
      ensureThere();
      Files.move(file, gone, StandardCopyOption.ATOMIC_MOVE); // nobody reads half of it
      Files.write(gone, new byte[(int) Files.size(gone)], StandardOpenOption.WRITE); // over it
      Files.delete(gone);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(where + " can't be written", e);
    }
  }

  private void ensureThere() {
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(where + " is not there any more");
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
