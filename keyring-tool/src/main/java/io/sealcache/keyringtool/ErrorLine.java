package io.sealcache.keyringtool;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, in one line on standard error, and the exit code of it. */
final class ErrorLine {
  /** Below the length of any spelling of a key. */
  private static final int MAX_SHOWN = 32;

  private ErrorLine() {}

  static int ofUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    print(
        command,
        "%s; see: %s --help".formatted(problem(e), command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  /** Without what may be a key put there by mistake. */
  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      return first.length() <= MAX_SHOWN
          ? "'" + first + "' is unknown, or one argument too many"
          : "An argument is unknown, or one too many";
    }
    return String.valueOf(e.getMessage());
  }

  static int ofFailure(Exception e, CommandLine command, ParseResult arguments) {
    print(command, message(e));
    return ExitCode.SOFTWARE;
  }

  private static String message(Exception e) {
    if (e instanceof IllegalArgumentException) {
      return asOptions(String.valueOf(e.getMessage()));
    }
    if (e instanceof FileSystemException failed) {
      return "File '%s' %s; nothing has changed".formatted(failed.getFile(), problem(failed));
    }
    return "Failed by %s; nothing has changed".formatted(e.getClass().getName());
  }

  private static String problem(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "or its directory does not exist";
    }
    return e instanceof AccessDeniedException
        ? "may not be read or written by this user"
        : "cannot be read or written (" + e.getClass().getSimpleName() + ")";
  }

  /** The provider speaks of its settings, which are options here. */
  private static String asOptions(String message) {
    return message
        .replace("sealcache.keystore.wrapping", "--alias")
        .replace("'sealcache.keystore.password'", "the password")
        .replace("sealcache.keystore", "--keystore");
  }

  private static void print(CommandLine command, String message) {
    command.getErr().println("sealcache-keyring: " + message.replaceAll("\\R", " "));
  }
}
