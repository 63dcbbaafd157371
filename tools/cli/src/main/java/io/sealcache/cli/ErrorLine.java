package io.sealcache.cli;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, in one line on standard error, and the exit code of it. */
final class ErrorLine {
  /** Below the length of any spelling of a key. */
  private static final int MAX_SHOWN = 32;

  private static final String KEY_STORE = "--keystore";

  /** Of what a store or driver says. */
  private static final int MAX_CAUSE = 300;

  private ErrorLine() {}

  static int ofUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    print(
        command,
        "%s; see: %s --help".formatted(problem(e), command.getCommandSpec().qualifiedName()));
    return ExitCodes.USAGE;
  }

  /** Without what may be a key put there by mistake. */
  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0).replaceFirst("(?s)=.*", "");
      return first.length() <= MAX_SHOWN
          ? "'" + first + "' is unknown, or one argument too many"
          : "An argument is unknown, or one too many";
    }
    return String.valueOf(e.getMessage());
  }

  /**
   * @param verbose whether the stack trace follows
   */
  static int ofFailure(Exception e, CommandLine command, boolean verbose) {
    String message = message(e);
    print(command, isByOptions(command) ? asOptions(message) : asStores(message));
    if (verbose) {
      e.printStackTrace(command.getErr());
    }
    return ExitCodes.FAILED;
  }

  /** Whether options name the key store, or would, as nothing does. */
  private static boolean isByOptions(CommandLine command) {
    ParseResult given = command.getParseResult();
    return command.getCommandSpec().findOption(KEY_STORE) != null
        && !given.hasMatchedOption(SettingsFile.OPTION)
        && (given.hasMatchedOption(KEY_STORE) || !isKeyStoreInEnvironment());
  }

  private static boolean isKeyStoreInEnvironment() {
    try {
      Settings settings = SettingsOptions.settings(new Properties());
      return Stream.of(Setting.KEYSTORE, Setting.KMS).anyMatch(settings::isGiven);
    } catch (IllegalArgumentException e) { // then it is what is wrong
      return true;
    }
  }

  private static String message(Exception e) {
    IOException io = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : null;
    if (io != null) {
      return message(io);
    }
    if (e instanceof FileSystemException failed) {
      return "File '%s' %s; nothing has changed".formatted(failed.getFile(), problem(failed));
    }
    if (e instanceof IllegalArgumentException) {
      return String.valueOf(e.getMessage()) + cause(e);
    }
    return e instanceof CacheException || e instanceof IllegalStateException
        ? e.getMessage() + cause(e)
        : "Failed by %s; --verbose shows where".formatted(e.getClass().getName());
  }

  /** Why, where the message doesn't say it already. */
  private static String cause(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    if (cause == e || (message != null && String.valueOf(e.getMessage()).contains(message))) {
      return "";
    }
    // A database's message may have the whole URL, and a password in it.
    if (cause instanceof SQLException failed) {
      return " (%s, SQLState %s)"
          .formatted(failed.getClass().getSimpleName(), failed.getSQLState());
    }
    return isOfStore(cause)
        ? " (%s: %s)".formatted(cause.getClass().getSimpleName(), shortened(message))
        : "";
  }

  /** Not the JDK's other exceptions, which may quote what is no key, and should have been one. */
  private static boolean isOfStore(Throwable cause) {
    String name = cause.getClass().getName();
    return cause instanceof IOException
        || !(name.startsWith("java") || name.startsWith("io.sealcache."));
  }

  private static String shortened(@Nullable String message) {
    String text = String.valueOf(message);
    return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE) + "...";
  }

  /** What is wrong with a file, without its path. */
  static String problem(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "or its directory does not exist";
    }
    return e instanceof AccessDeniedException
        ? "may not be read or written by this user"
        : "cannot be read or written (" + e.getClass().getSimpleName() + ")";
  }

  /** The provider speaks of what an application has. */
  private static String asStores(String message) {
    String text = message.replace("'sealcache.config'", "--settings");
    return text.contains("class path") || text.contains("library missing")
        ? text + "; jars are given by --lib"
        : text;
  }

  /** The provider speaks of its settings, which are options of the commands for keyring files. */
  private static String asOptions(String message) {
    return message
        .replace("sealcache.kms", "--alias")
        .replace("'sealcache.keystore.password'", "the password")
        .replace("sealcache.keystore", "--keystore");
  }

  private static void print(CommandLine command, String message) {
    command
        .getErr()
        .println("sealcache: " + message.replaceAll("\\R", " ").replaceAll(" {2,}", " ").strip());
  }
}
