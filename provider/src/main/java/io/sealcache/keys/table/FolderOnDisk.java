package io.sealcache.keys.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which files a folder has: a loss of power undoes changes that were not forced to the disk. */
final class FolderOnDisk {
  private FolderOnDisk() {}

  /**
   * Forces them there.
   *
   * @return false where the system can't, as Windows, which opens no folder
   */
  static boolean force(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    }
  }
}
