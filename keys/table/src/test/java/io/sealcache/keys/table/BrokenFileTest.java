package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a key table in a directory that can't be taken as a record. */
class BrokenFileTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final String OTHER = "f0112233445566778899aabbccddeeff";

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = OwnersDirectory.make(temporary.resolve("table"));
  }

  private static void makeTooLong(Path directory, String id) throws IOException {
    Files.writeString(directory.resolve(id.substring(0, 2)).resolve(id), "#".repeat(10_000));
  }

  @Test
  void fileThatIsTooLong_isNoRecordAndLeavesOthers() throws IOException {
    KeyTable table = DirectoryKeyTable.open(directory.toString());
    table.create(ID, "record");
    table.create(OTHER, "other");
    makeTooLong(directory, ID);

    assertThat(table.readAll(Set.of(ID, OTHER))).isEqualTo(Map.of(ID, "", OTHER, "other"));
    assertThatIllegalArgumentException().isThrownBy(() -> table.read(ID)).withMessageContaining(ID);
  }
}
