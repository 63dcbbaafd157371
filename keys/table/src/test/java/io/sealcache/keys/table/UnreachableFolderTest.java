package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
