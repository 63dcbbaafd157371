package io.sealcache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner may read, whatever the umask: as those of secrets have to be. */
public final class OwnersFile {
  private OwnersFile() {}

  public static Path write(Path file, String content) throws IOException {
    return Files.writeString(make(file), content);
  }

  public static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(make(file));
  }

  /** Makes it if it isn't there. */
  public static Path make(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }
}
