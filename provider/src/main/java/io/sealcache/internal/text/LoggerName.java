package io.sealcache.internal.text;

/**
 * The names of our loggers. Operators filter by them, so they are the same whatever class logs:
 * docs/operations.md has a table of what each of them says.
 */
public enum LoggerName {
  /** Of the provider, its managers and their settings. */
  PROVIDER("io.sealcache"),
  /** Of what happens to keys and entries, in fields. */
  AUDIT("io.sealcache.audit"),
  /** Of codecs. */
  CODEC("io.sealcache.codec"),
  /** Of where keys come from. */
  KEYS("io.sealcache.keys"),
  /** Of the wrapped store. */
  STORE("io.sealcache.store");

  private final String text;

  LoggerName(String text) {
    this.text = text;
  }

  /** As a logging configuration has it. */
  public String text() {
    return text;
  }

  public System.Logger logger() {
    return System.getLogger(text);
  }
}
