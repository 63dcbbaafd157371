package io.sealcache.cli.doctor;

import io.sealcache.cli.ErrorLine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The outcome of a look at one thing.
 *
 * @param name of the thing
 * @param fit whether it is as it should be
 * @param said the finding, in a sentence
 */
record Verdict(String name, boolean fit, String said) {
  /**
   * @param message a sentence about it
   * @throws IllegalStateException with the message, unless it holds
   */
  static void ensure(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }

  /**
   * @param finding says what is so, or fails, by {@link #ensure} or as a store or a place of keys
   *     does
   */
  static Verdict of(String name, Callable<String> finding) {
    try {
      return new Verdict(name, true, finding.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict(name, false, "it was interrupted");
    } catch (Exception | LinkageError e) {
      return new Verdict(name, false, ErrorLine.message(e));
    }
  }

  /** The same of what may never end, as the client of a store that tries for ever. */
  static Verdict within(Duration patience, String name, Callable<String> finding) {
    var look = new FutureTask<>(() -> of(name, finding));
    Thread thread = new Thread(look, "sealcache-doctor");
    thread.setDaemon(true);
    thread.start();
    try {
      return look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Verdict(
          name, false, "it did not answer within %d s".formatted(patience.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict(name, false, "it was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("The look at the %s was broken off".formatted(name), e);
    } finally {
      look.cancel(true);
    }
  }

  /** Where it is bad, without what of these arguments is like a key. */
  Verdict hiding(List<String> arguments) {
    return fit ? this : new Verdict(name, false, ErrorLine.hide(said, arguments));
  }

  String line() {
    return "%-4s  %-15s  %s".formatted(fit ? "ok" : "FAIL", name, said);
  }
}
