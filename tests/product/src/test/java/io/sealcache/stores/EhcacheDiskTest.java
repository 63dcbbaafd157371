package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.CanarySearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ehcache files with a tier on disk. */
class EhcacheDiskTest {
  @TempDir Path directory;

  private static final String CANARY = "CANARYdiskCANARY";

  @Test
  void disk_survivesRestart_andHoldsNoCanary() throws Exception {
    Path unencryptedFiles = Files.createDirectory(directory.resolve("unencrypted"));
    Path wrappedFiles = Files.createDirectory(directory.resolve("wrapped"));

    Object unencrypted = writeAndRestart(unencryptedFiles, DropIn::unencrypted);
    Object wrapped = writeAndRestart(wrappedFiles, DropIn::wrapped);

    assertThat(unencrypted).isEqualTo(CANARY);
    assertThat(wrapped).isEqualTo(CANARY);
    assertThat(filesWith(CANARY, unencryptedFiles)).isNotEmpty();
    assertThat(filesWith(CANARY, wrappedFiles)).isEmpty();
    // Ehcache's own note of the types; as Java serialises it, each entry would name the class too.
    assertThat(filesWith("io.sealcache.core.SealedBytes", wrappedFiles))
        .hasSize(1)
        .allMatch(f -> f.endsWith(".meta"));
    assertThat(filesWith("io.sealcache.internal", wrappedFiles)).isEmpty(); // may move
  }

  private interface Run {
    Object of(DropIn file, Function<CacheManager, Object> program);
  }

  private static Object writeAndRestart(Path files, Run run) {
    DropIn file = file(files);
    run.of(
        file,
        manager -> {
          for (int i = 0; i < 50; i++) {
            manager.getCache("disk").put(CANARY + i, CANARY);
          }
          return "written";
        });
    return run.of(file, manager -> requireNonNull(manager.getCache("disk").get(CANARY + 7)));
  }

  private static DropIn file(Path files) {
    return EhcacheDropIn.of(
        files,
        """
        <persistence directory="%s"/>
        <cache alias="disk">
          <key-type>java.lang.String</key-type>
          <value-type>java.lang.String</value-type>
          <resources>
            <heap>1</heap><offheap unit="MB">1</offheap>
            <disk unit="MB" persistent="true">4</disk>
          </resources>
          <disk-store-settings disk-segments="2"/>
        </cache>
        """
            .formatted(files.resolve("data")));
  }

  private static List<String> filesWith(String text, Path files) throws IOException {
    try (Stream<Path> all = Files.walk(files.resolve("data"))) {
      List<Path> found = all.filter(Files::isRegularFile).toList();
      assertThat(found).isNotEmpty();
      return found.stream()
          .filter(path -> !CanarySearch.find(text, bytes(path)).isEmpty())
          .map(Path::toString)
          .toList();
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void diskWrittenWithoutEncryption_isNotTakenOver() {
    writeAndRestart(directory, DropIn::unencrypted);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> writeAndRestart(directory, DropIn::wrapped))
        .withMessageContaining("delete it");
  }

  @Test
  void diskThatAnotherManagerUses_isSaidToBeLocked() {
    DropIn file = file(directory);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> file.wrapped(manager -> file.wrapped(CacheManager::getURI)))
        .withMessageContainingAll("already locked", directory.toString(), "close the manager");
  }
}
