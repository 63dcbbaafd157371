package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.FlightRecording;
import io.sealcache.fixture.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that are left of a record where a process ended in the middle of a change. */
class RecordErasureTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final String OTHER = "00ff2233445566778899aabbccddeeff";

  @TempDir private Path temporary;
  private Path folder;
  private KeyTable table;

  @BeforeEach
  void make() throws IOException {
    Path directory = OwnersDirectory.make(temporary.resolve("table"));
    folder = directory.resolve("00");
    table = DirectoryKeyTable.open(directory.toString());
    table.create(OTHER, "other");
  }

  private void leave(String name) throws IOException {
    Files.writeString(folder.resolve(name), "wrapped");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void writesThatBrokeOff_leaveNothingOfARemovedRecord() throws IOException {
    table.create(ID, "record");
    leave("." + ID + ".123.new");
    String[] others = {"." + OTHER + ".456.new", "." + ID + ".other.7.new", "." + ID + "8.new"};
    for (String other : others) {
      leave(other);
    }

    assertThat(table.remove(ID)).isTrue();

    assertThat(files())
        .contains(others)
        .hasSize(others.length + 2)
        .contains(OTHER, DirectoryKeyTable.LOCK);
  }

  @Test
  void removal_isOnTheDiskWhenItIsDone() {
    Needs.posixPermissions(temporary);
    table.create(ID, "record");

    assertThat(FlightRecording.forced(temporary, () -> table.remove(ID))).containsExactly(folder);
    assertThat(FlightRecording.forced(temporary, () -> table.remove(ID)))
        .as("the one before may have broken off")
        .containsExactly(folder);
  }

  @Test
  void fileOnItsWayToARecord_isCalledByTheRecord() throws Exception {
    List<String> made = new ArrayList<>();
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      table.create(ID, "record");
      table.replace(ID, "record", "new");
      table.create(OTHER, "not again");
      Files.createFile(folder.resolve("end"));

      while (!made.contains("end")) {
        WatchKey key = watch.poll(1, TimeUnit.MINUTES);
        assertThat(key).isNotNull();
        key.pollEvents().forEach(event -> made.add("" + event.context()));
        key.reset();
      }
    }

    assertThat(made).contains(ID);
    assertThat(made)
        .filteredOn(name -> name.endsWith(".new"))
        .allMatch(name -> name.matches("\\.(" + ID + "|" + OTHER + ")\\.[0-9]+\\.new"));
  }
}
