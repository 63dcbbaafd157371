package io.sealcache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What Flight Recorder was told by us, each thing however short. */
public final class FlightRecording {
  private final List<RecordedEvent> events;
  private final byte[] file;

  private FlightRecording(List<RecordedEvent> events, byte[] file) {
    this.events = events;
    this.file = file;
  }

  /**
   * Records, with where it was, each time that a virtual thread waits without leaving its carrier
   * to others.
   */
  static List<RecordedEvent> pinned(Runnable action) {
    return ofJdk("jdk.VirtualThreadPinned", action);
  }

  /** The files and folders in a directory that an action forces to the disk, in that order. */
  public static List<Path> forced(Path directory, Runnable action) {
    return ofJdk("jdk.FileForce", action).stream()
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .map(event -> Path.of(event.getString("path")))
        .filter(path -> path.startsWith(directory))
        .toList();
  }

  private static List<RecordedEvent> ofJdk(String name, Runnable action) {
    try (Recording recording = new Recording()) {
      recording.enable(name).withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      action.run();
      recording.stop();
      return read(recording, name).events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records an action as an operator does who chooses nothing; none of the JDK's own events. */
  public static FlightRecording of(Runnable action) {
    try (Recording recording = new Recording()) {
      recording.start();
      action.run();
      recording.stop();
      return read(recording, "io.sealcache.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FlightRecording read(Recording recording, String names) throws IOException {
    Path file = Files.createTempFile("recording", ".jfr");
    try {
      recording.dump(file);
      return new FlightRecording(
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getEventType().getName().startsWith(names))
              .toList(),
          Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
  }

  List<RecordedEvent> events() {
    return events;
  }

  /** The recording as it would be handed to somebody. */
  public byte[] file() {
    return file.clone();
  }

  /** The lines in which this text is. */
  public Stream<String> lines(String text) {
    return events.stream()
        .map(event -> event.getString("line"))
        .filter(line -> line.contains(text));
  }
}
