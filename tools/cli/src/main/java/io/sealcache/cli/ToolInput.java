package io.sealcache.cli;

import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.Console;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;

/**
 * What a run reads besides its arguments.
 *
 * @param prompt asks for a password; gives null where nobody can be asked
 * @param isWatched whether there is a terminal, and so somebody who wants to see progress
 */
public record ToolInput(
    InputStream in,
    Map<String, String> environment,
    Supplier<char @Nullable []> prompt,
    boolean isWatched,
    Clock clock) {
  /** The one that gives the setting {@code sealcache.keystore.password} too. */
  public static final String PASSWORD_VARIABLE = "SEALCACHE_KEYSTORE_PASSWORD";

  /** More than a key or a password has, so that a wrong path can't fill the heap. */
  private static final int MAX_LENGTH = 1024;

  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  static ToolInput ofProcess() {
    return new ToolInput(
        System.in,
        System.getenv(),
        ToolInput::askOnConsole,
        Help.Ansi.AUTO.enabled(), // on each JDK, which a console isn't
        Clock.systemUTC());
  }

  @SuppressWarnings("SystemConsoleNull") // it is, before JDK 22; later ones fail to hide the input
  private static char @Nullable [] askOnConsole() {
    Console console = System.console();
    try {
      return console == null ? null : console.readPassword("Password of the key store: ");
    } catch (IOError e) {
      return null;
    }
  }

  /**
   * The secret of a master key that a file holds, the caller's to wipe.
   *
   * @param option which names the file
   * @param file {@code -}: standard input
   * @throws IllegalArgumentException if it can't be read, others could have put it there, or it
   *     holds anything but one key; the message has no part of it, nor a path that may be the key
   *     itself
   */
  public byte[] secret(String option, Path file) throws IOException {
    boolean isStandardInput = isStandardInput(file);
    String path = isWrittenLikeAKey(file) ? fileOf(option) : "File '" + file + "'";
    String where = isStandardInput ? "Standard input" : path;
    if (!isStandardInput && Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is not a file; what comes by a pipe is read from standard input, with %s -"
              .formatted(where, option));
    }
    String text = firstLine(where, option, file, isStandardInput);
    try {
      return MasterKeyText.decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  /**
   * The password of the key store.
   *
   * @param option which names the file
   * @param file whose first line it is; null: from the environment, or the console
   * @throws IllegalArgumentException if there is none; the message has no path, which may be the
   *     password itself
   */
  public String password(String option, @Nullable Path file) throws IOException {
    if (file != null) {
      return firstLine(fileOf(option), option, file, false);
    }
    String variable = environment.get(PASSWORD_VARIABLE);
    if (variable != null) {
      return variable;
    }
    char[] answer = prompt.get();
    if (answer == null) {
      throw new IllegalArgumentException(
          "The key store's password is missing; give it by --password-file or "
              + PASSWORD_VARIABLE);
    }
    try {
      return new String(answer);
    } finally {
      Arrays.fill(answer, '\0');
    }
  }

  /**
   * Lines of a file, exactly as they stand there.
   *
   * @param file {@code -}: standard input
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

  private static String fileOf(String option) {
    return "The file of " + option;
  }

  private static boolean isWrittenLikeAKey(Path file) {
    Path name = file.getFileName();
    return MasterKeyText.isWrittenLikeAKey(file.toString().strip())
        || (name != null && MasterKeyText.isWrittenLikeAKey(name.toString().strip()));
  }

  private String firstLine(String where, String option, Path file, boolean isStandardInput)
      throws IOException {
    byte[] content = isStandardInput ? in.readNBytes(MAX_LENGTH + 1) : read(where, option, file);
    try {
      if (content.length > MAX_LENGTH) {
        throw new IllegalArgumentException(where + " is longer than one key or password is");
      }
      String text = new String(content, StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Whoever could put another file there would choose the key. */
  private static byte[] read(String where, String option, Path file) {
    try (InputStream in = SecretFile.open(where, file)) {
      return in.readNBytes(MAX_LENGTH + 1);
    } catch (IOException e) {
      throw notRead(option, e);
    } catch (IllegalArgumentException e) { // which names the path
      throw where.equals(fileOf(option))
          ? new IllegalArgumentException(
              where
                  + " is not safe from other users: nobody else may read it (chmod 600), or"
                  + " write its folder")
          : e;
    }
  }

  /** Without the cause: it shows the path, which may be a key, or a part of one. */
  private static IllegalArgumentException notRead(String option, IOException e) {
    return new IllegalArgumentException(
        "%s %s; nothing has changed".formatted(fileOf(option), ErrorLine.problem(e)));
  }

  @Override
  public String toString() {
    return "ToolInput";
  }
}
