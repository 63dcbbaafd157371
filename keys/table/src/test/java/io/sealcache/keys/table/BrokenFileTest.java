package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedWrappingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a key table in a directory that can't be taken as a record. */
class BrokenFileTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
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

  @Test
  void fileThatIsTooLong_keepsNoForgottenNameInMemory() throws IOException {
    ManualScheduler time = new ManualScheduler(0);
    TableKeySource source =
        new TableKeySource(
            new TableRecords(
                DirectoryKeyTable.open(directory.toString()),
                FixedWrappingKey.of(1),
                KeyTableOptions.of(MAX_AGE, 10),
                InstantSource.system()),
            KeyTableOptions.of(MAX_AGE, 10),
            time);
    Keyring broken = source.keyring("broken");
    Keyring forgotten = source.keyring("forgotten");
    makeTooLong(directory, source.recordId("broken"));
    DirectoryKeyTable.open(directory.toString()).remove(source.recordId("forgotten"));

    time.pass(MAX_AGE.dividedBy(4));
    assertThat(forgotten.current().isDestroyed()).isTrue();
    assertThat(broken.current().isDestroyed()).isFalse();
    time.pass(MAX_AGE);
    assertThat(broken.current().isDestroyed()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> source.keyring("broken"));
  }
}
