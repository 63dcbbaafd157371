package io.sealcache.cli;

import picocli.CommandLine.ExitCode;

/** The exit codes of a run. */
public final class ExitCodes {
  /** It is done; of a command that looks at something, and all is as it should be. */
  public static final int DONE = ExitCode.OK;

  /** It was refused or failed. */
  public static final int FAILED = ExitCode.SOFTWARE;

  /** An argument is unknown, missing or wrong. */
  public static final int USAGE = ExitCode.USAGE;

  /** The command has looked, and it is not there, not so, or not all of it. */
  public static final int NO = 3;

  private ExitCodes() {}
}
