package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Needs;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private TableKeySource open(ManualScheduler time) {
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 10);
    return new TableKeySource(
        new TableRecords(table, new ServiceKey(1), null, options, InstantSource.system()),
        options,
        time);
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
    TableKeySource source = open(time);
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

  /** As a backup that was put back with another umask. */
  private void openToOthers(String id) throws IOException {
    Files.setPosixFilePermissions(
        directory.resolve(id.substring(0, 2)).resolve(id),
        PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void tableThatIsUnmounted_isNoEmptyOne() throws IOException {
    TableKeySource source = open(new ManualScheduler(0));
    Keyring one = source.keyring("one");
    Path mounted = Files.move(directory, temporary.resolve("elsewhere"));
    OwnersDirectory.make(directory);

    assertThatThrownBy(() -> source.forget("one")).hasMessageContaining("lost its first record");
    assertThatThrownBy(() -> source.keyring("new")).hasMessageContaining("lost its first record");
    assertThat(directory).isEmptyDirectory();

    Files.delete(directory);
    Files.move(mounted, directory);
    assertThat(source.keyring("one")).isSameAs(one);
    assertThat(source.forget("one")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void recordThatCannotBeRead_isToldByItselfAndAsAnOutage(boolean first) throws IOException {
    ManualScheduler time = new ManualScheduler(0);
    TableKeySource source = open(time);
    source.keyring("one");
    String id = first ? KeyTable.ROOT_ID : source.recordId("one");
    openToOthers(id);

    time.pass(MAX_AGE);

    assertThatThrownBy(() -> source.keyring("one")).hasMessageContaining("chmod 600");
    assertThat(source.history())
        .hasEntrySatisfying("table-failed", times -> assertThat(times).isPositive())
        .hasEntrySatisfying("name-keys-not-loaded", times -> assertThat(times).isPositive())
        .containsEntry("keys-gone", 0L);
  }

  @Test
  void passOverARecordThatCannotBeRead_saysSoAndGoesOn() throws IOException {
    TableKeySource source = open(new ManualScheduler(0));
    source.keyring("one");
    openToOthers(source.recordId("one"));
    List<RotationProgress> told = new ArrayList<>();

    List<String> log =
        CapturedLog.of(
            "io.sealcache.keys",
            () -> source.rotation().rewrap(true, TimedKeyTable.FAST, told::add));

    assertThat(told).last().matches(all -> all.changed() == 1 && all.failed() == 1);
    assertThat(log).singleElement().asString().contains("can't be read").doesNotContain("version");
  }
}
