package io.sealcache.cli;

import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The report of a failure: one line on standard error, and its exit code. */
public final class ErrorLine {
  private static final Pattern OPTION = Pattern.compile("(?s)(--[a-z][a-z-]{1,30})(=.*)?");

  /** As keys and tokens of services are written, or parts of them; a file may be called so too. */
  private static final Pattern LIKE_A_SECRET =
      Pattern.compile("[A-Za-z0-9+/]{40}|(?=.*[0-9])(?=.*[A-Za-z])[\\w.+=-]{24,}");

  /** Their messages quote what they read, in which a password of the store may be. */
  private static final Pattern PARSER = Pattern.compile("(?i)json|jackson|gson|yaml|xml");

  private static final Pattern PLACE = Pattern.compile("line:? [0-9]+, column:? [0-9]+");
  private static final String NOT_SHOWN = "(not shown)";

  private ErrorLine() {}

  static int ofUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String message = hide(problem(e), List.of(arguments));
    print(command, message + "; see: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCodes.USAGE;
  }

  /** Without a value that was given: it may be a secret, put there by mistake. */
  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      var option = OPTION.matcher(unmatched.getUnmatched().get(0));
      return (option.matches() ? "'" + option.group(1) + "'" : "An argument")
          + " is unknown, or one argument too many";
    }
    String message = String.valueOf(e.getMessage());
    String value = e.getValue();
    return value == null || value.isEmpty()
        ? message
        : message.replaceAll("(?s) \\(java\\..*", "").replace("'" + value + "'", "'...'");
  }

  /**
   * @param verbose whether is said where it comes from: by classes and lines, as messages of what
   *     lies below may quote anything
   */
  static int ofFailure(Exception e, CommandLine command, List<String> arguments, boolean verbose) {
    print(command, hide(message(e), arguments));
    for (Throwable at = verbose ? e : null; at != null; at = at.getCause()) {
      command.getErr().println(at.getClass().getName());
      for (StackTraceElement frame : at.getStackTrace()) {
        command.getErr().println("\tat " + frame);
      }
    }
    return ExitCodes.FAILED;
  }

  /** Without a key or token: messages name arguments, in place of which one may have been given. */
  public static String hide(String message, List<String> arguments) {
    String shown = message;
    for (String argument : arguments) {
      String value = argument.strip();
      if (OPTION.matcher(value).matches()) {
        value = value.substring(value.indexOf('=') + 1);
      }
      for (String part : List.of(value, value.substring(value.lastIndexOf('/') + 1))) {
        if (MasterKeyText.isWrittenLikeAKey(part)
            || (LIKE_A_SECRET.matcher(part).matches() && !isThere(value))) {
          shown = shown.replace(part, NOT_SHOWN);
        }
      }
    }
    return shown;
  }

  private static boolean isThere(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The message of a failure, for people. */
  public static String message(Throwable e) {
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return message(cause);
    }
    if (e instanceof FileSystemException failed) {
      return "File '%s' %s".formatted(failed.getFile(), problem(failed));
    }
    String message = shown(e);
    String hint = message.contains("class path") ? "; jars are given by --lib" : "";
    return e instanceof CacheException
            || e instanceof IllegalStateException
            || e instanceof IllegalArgumentException
        ? message + hint + cause(e)
        : "Failed by " + e.getClass().getName();
  }

  /** The message up to its first line's end, as others quote behind it; nothing of a parser's. */
  private static String shown(Throwable e) {
    String shown = firstLine(e);
    for (Throwable at = e; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (message != null && PARSER.matcher(at.getClass().getName()).find()) {
        var place = PLACE.matcher(message);
        shown =
            shown.replace(firstLine(at), place.find() ? "malformed, " + place.group() : NOT_SHOWN);
      }
    }
    return shown;
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }

  /** Why, where the message doesn't say it already. */
  private static String cause(Throwable e) {
    Throwable cause = e;
    // A database's message may have the whole URL, and a password in it; so may what caused it.
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    if (cause instanceof SQLException failed) {
      return " (%s, SQLState %s)"
          .formatted(failed.getClass().getSimpleName(), failed.getSQLState());
    }
    String message = cause.getMessage();
    if (cause == e || (message != null && String.valueOf(e.getMessage()).contains(message))) {
      return "";
    }
    // Of six places where the AWS SDK found no credentials it says why in 1,400 characters.
    int length = cause.getClass().getName().startsWith("software.amazon.awssdk.") ? 2_000 : 300;
    String shown = shown(cause);
    return isOfStore(cause)
        ? " (%s: %s)"
            .formatted(
                cause.getClass().getSimpleName(),
                shown.substring(0, Math.min(length, shown.length())))
        : ofOwn(e);
  }

  /** What SealCache says itself further down, such as which record of a key table is broken. */
  private static String ofOwn(Throwable e) {
    for (Throwable at = e.getCause(); at != null; at = at.getCause()) {
      StackTraceElement[] frames = at.getStackTrace();
      String message = String.valueOf(at.getMessage());
      if (frames.length > 0
          && frames[0].getClassName().startsWith("io.sealcache.")
          && !message.equals(String.valueOf(at.getCause())) // which is another's, or follows
          && !String.valueOf(e.getMessage()).contains(message)) {
        return " (" + shown(at) + ")";
      }
    }
    return "";
  }

  /** Not the JDK's other exceptions, which may quote what is no key, and should have been one. */
  private static boolean isOfStore(Throwable cause) {
    String name = cause.getClass().getName();
    return cause instanceof IOException
        || !(name.startsWith("java") || name.startsWith("io.sealcache."));
  }

  private static String problem(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "or its directory does not exist";
    }
    return e instanceof AccessDeniedException
        ? "may not be read or written by this user"
        : "cannot be read or written (" + e.getClass().getSimpleName() + ")";
  }

  private static void print(CommandLine command, String message) {
    command
        .getErr()
        .println("sealcache: " + message.replaceAll("\\R", " ").replaceAll(" {2,}", " ").strip());
  }
}
