package io.sealcache.core;

/** Why a session begins: there was none, or the one before is over. */
public enum SessionCause {
  FIRST,
  /** It was as old as sessions may become. */
  AGE,
  /** The clocks were set, or the machine stood still: the process may have been copied. */
  CLOCKS,
  /** The process was copied, or the application says that it may have been. */
  COPY,
  /** It had as many messages or bytes as it may. */
  USED_UP
}
