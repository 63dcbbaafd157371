package io.sealcache.internal.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one of many calls. Immutable.
 *
 * @param yes what the store answered
 * @param failure what it threw instead, an {@link Error} as the cause of an exception; null:
 *     nothing
 */
public record Answer(boolean yes, @Nullable RuntimeException failure) {
  /** How many calls are under way at once: more than these wait for connections in the client. */
  private static final int UNDER_WAY = 1_000;

  /**
   * Begins calls before the first answer is waited for: all, or a thousand at a time. None is under
   * way any more when this returns, whatever failed; but one may be that was given up ({@link
   * PendingAnswer}).
   *
   * @param begin begins one, and gives what waits for its answer
   * @return in the order of the calls
   */
  public static <C> List<Answer> together(
      Collection<C> calls, Function<? super C, PendingCall<Boolean>> begin) {
    List<Answer> answers = new ArrayList<>(calls.size());
    List<Supplier<Answer>> begun = new ArrayList<>();
    for (C call : calls) {
      begun.add(begun(() -> begin.apply(call)));
      if (begun.size() == UNDER_WAY) {
        begun.forEach(answer -> answers.add(answer.get()));
        begun.clear();
      }
    }
    begun.forEach(answer -> answers.add(answer.get()));
    return answers;
  }

  /** Begins a call; what fails, then or later, leaves the others to be begun and waited for. */
  private static Supplier<Answer> begun(Supplier<PendingCall<Boolean>> beginning) {
    try {
      PendingCall<Boolean> begun = beginning.get();
      return () -> {
        try {
          return new Answer(begun.answer(), null);
        } catch (RuntimeException | Error e) {
          return failed(e);
        }
      };
    } catch (RuntimeException | Error e) {
      return () -> failed(e);
    }
  }

  private static Answer failed(Throwable thrown) {
    return new Answer(
        false, thrown instanceof RuntimeException e ? e : PendingAnswer.explain(thrown));
  }

  /**
   * The store's answer.
   *
   * @throws RuntimeException what it threw instead
   */
  public boolean get() {
    if (failure != null) {
      throw failure;
    }
    return yes;
  }
}
