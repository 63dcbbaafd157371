package io.sealcache.cli.check;

/** A store does not do what SealCache needs; the message is a sentence about it. */
final class UnfitException extends Exception {
  private static final long serialVersionUID = 1;

  UnfitException(String message) {
    super(message);
  }

  /**
   * @throws UnfitException with the message, unless it holds
   */
  static void unless(boolean holds, String message) throws UnfitException {
    if (!holds) {
      throw new UnfitException(message);
    }
  }
}
