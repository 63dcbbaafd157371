package io.sealcache.cli;

import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;

/**
 * The input of a run besides its arguments. A file {@code -} is standard input.
 *
 * @param isWatched whether standard error is a terminal, where somebody wants to see progress
 * @param patience how long a store may take to say whether it is there
 */
public record ToolInput(InputStream in, boolean isWatched, Clock clock, Duration patience) {
  /** More than a key or a password has, so that a wrong path can't fill the heap. */
  private static final int MAX_LENGTH = 1024;

  private static final Pattern LINE_END = Pattern.compile("\r?\n");
  private static final Pattern LAST_LINE_END = Pattern.compile("\r?\n\\z");

  static ToolInput ofProcess() {
    return new ToolInput(
        System.in,
        Help.Ansi.AUTO.enabled() // on each JDK, which a console isn't
            && mayBeTerminal(Path.of("/dev/stderr")),
        Clock.systemUTC(),
        Duration.ofMinutes(1));
  }

  /** Whether it is neither a file nor a pipe, as far as the system tells. */
  static boolean mayBeTerminal(Path file) {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      return (mode & 0170000) == 0020000; // a character device
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }

  /**
   * The secret of a master key that a file holds, the caller's to wipe.
   *
   * @param option which names the file
   * @throws IllegalArgumentException if it can't be read, others could have put it there, or it
   *     holds anything but one key; the message has no part of it
   */
  public byte[] secret(String option, Path file) throws IOException {
    byte[] content =
        isStandardInput(file)
            ? in.readNBytes(MAX_LENGTH)
            : SecretFile.read(where(option, file), file, MAX_LENGTH);
    try {
      String text = new String(content, StandardCharsets.UTF_8);
      return MasterKeyText.decode(LAST_LINE_END.matcher(text).replaceFirst(""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must have one line, the key: %s".formatted(where(option, file), e.getMessage()), e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * Lines of a file, exactly as they stand there.
   *
   * @throws IllegalArgumentException if it is no text
   */
  public List<String> lines(Path file) throws IOException {
    boolean isStandardInput = isStandardInput(file);
    byte[] content = isStandardInput ? in.readAllBytes() : Files.readAllBytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      List<String> lines = new ArrayList<>(List.of(LINE_END.split(text, -1)));
      if (lines.get(lines.size() - 1).isEmpty()) {
        lines.remove(lines.size() - 1); // behind the end of the last one
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          (isStandardInput ? "Standard input" : "File '" + file + "'") + " is no text in UTF-8");
    }
  }

  private static boolean isStandardInput(Path file) {
    return file.toString().equals("-");
  }

  /** Not by its path, which may be the secret itself. */
  private static String where(String option, Path file) {
    return isStandardInput(file) ? "Standard input" : "The file of " + option;
  }
}
