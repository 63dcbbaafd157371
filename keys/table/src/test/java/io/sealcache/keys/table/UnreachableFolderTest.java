package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.Needs;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in a directory of which nobody knows whether they are there. */
class UnreachableFolderTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final String OTHER = "f0112233445566778899aabbccddeeff";

  @TempDir private Path temporary;
  private Path directory;
  private KeyTable table;

  @BeforeEach
  void make() throws IOException {
    Needs.posixPermissions(temporary);
    directory = OwnersDirectory.make(temporary.resolve("table"));
    table = DirectoryKeyTable.open(directory.toString());
  }

  /** Until it is put back; a file is in its place, as root may enter any folder. */
  private void hide(String id) throws IOException {
    Path folder = directory.resolve(id.substring(0, 2));
    Files.move(folder, temporary.resolve("hidden"));
    Files.createFile(folder);
  }

  private void putBack(String id) throws IOException {
    Path folder = directory.resolve(id.substring(0, 2));
    Files.delete(folder);
    Files.move(temporary.resolve("hidden"), folder);
  }

  @Test
  void recordThatCannotBeReached_keepsItsKeysForTheMaximumAge() throws IOException {
    ManualScheduler time = new ManualScheduler(0);
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 10);
    TableKeySource source =
        new TableKeySource(
            new TableRecords(table, new ServiceKey(1), options, InstantSource.system()),
            options,
            time);
    Keyring keys = source.keyring("one");
    String id = source.recordId("one");
    hide(id);

    time.pass(MAX_AGE.minusNanos(1));
    assertThat(keys.current().isDestroyed()).isFalse();
    assertThat(source.existingKeyring("one")).isSameAs(keys);
    time.pass(Duration.ofNanos(1));
    assertThat(keys.current().isDestroyed()).isTrue();
    assertThatThrownBy(() -> source.existingKeyring("one")).hasMessageContaining("can't be read");
    assertThatThrownBy(() -> source.forget("one")).isInstanceOf(UncheckedIOException.class);
    assertThat(source.history())
        .containsEntry("keys-gone", 0L)
        .containsEntry("no-keys-to-erase", 0L)
        .containsEntry("keys-not-erased", 1L)
        .hasEntrySatisfying("table-failed", times -> assertThat(times).isPositive());

    putBack(id);
    time.pass(Duration.ofSeconds(1)); // for which a failure is remembered
    assertThat(source.keyring("one").current().id()).isEqualTo(keys.current().id());
  }

  @Test
  void folderThatCannotBeEntered_isNoEmptyOne() throws IOException {
    table.create(ID, "record");
    table.create(OTHER, "other");
    hide(ID);

    assertThatThrownBy(() -> table.read(ID))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("Key table '" + directory, "can't be read");
    assertThatThrownBy(() -> table.replace(ID, "record", "new"))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> table.create(ID, "new")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> table.remove(ID)).isInstanceOf(UncheckedIOException.class);
    assertThat(table.readAll(Set.of(ID, OTHER))).isEqualTo(Map.of(ID, "", OTHER, "other"));
  }

  @Test
  void folderBehindALinkThatLeadsNowhere_isNoMissingOne() throws IOException {
    table.create(ID, "record");
    Path folder = directory.resolve("00");
    Files.move(folder, temporary.resolve("hidden"));
    Files.createSymbolicLink(folder, temporary.resolve("not mounted"));

    assertThatThrownBy(() -> table.read(ID)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> table.replace(ID, "record", "new"))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> table.remove(ID)).isInstanceOf(UncheckedIOException.class);
    assertThat(table.readAll(Set.of(ID))).isEqualTo(Map.of(ID, ""));
  }

  @Test
  void recordBehindALinkThatLeadsNowhere_isNoMissingOne() throws IOException {
    table.create(ID, "record");
    Path file = directory.resolve("00").resolve(ID);
    for (Path target : new Path[] {file, temporary.resolve("not mounted")}) {
      Files.delete(file);
      Files.createSymbolicLink(file, target);

      assertThatThrownBy(() -> table.read(ID)).hasMessageContaining(ID);
      assertThatThrownBy(() -> table.replace(ID, "record", "new")).hasMessageContaining(ID);
      assertThat(table.readAll(Set.of(ID))).isEqualTo(Map.of(ID, ""));
    }
  }
}
