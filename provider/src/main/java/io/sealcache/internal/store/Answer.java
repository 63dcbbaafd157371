package io.sealcache.internal.store;

import io.sealcache.core.StoredKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of many calls. Immutable.
 *
 * @param yes what the store answered
 * @param failure what it threw instead, an {@link Error} as the cause of an exception; null:
 *     nothing
 */
public record Answer(boolean yes, @Nullable RuntimeException failure) {
  /** How many calls are under way at once: more than these wait for connections in the client. */
  private static final int UNDER_WAY = 1_000;

  /** Waits for what a call answers, or throws. */
  static Answer of(Begun<Boolean> call) {
    try {
      return new Answer(call.answer(), null);
    } catch (RuntimeException e) {
      return new Answer(false, e);
    } catch (Error e) { // the others are waited for all the same
      return new Answer(false, UnderWay.explain(e));
    }
  }

  /**
   * Begins calls before the first answer is waited for: all, or a thousand at a time. None is under
   * way any more when this returns, whatever failed; but one may be that was given up ({@link
   * UnderWay}).
   *
   * @param begin begins one, and gives what waits for its answer
   * @return in the order of the calls
   */
  public static <C> List<Answer> together(
      Collection<C> calls, Function<? super C, Begun<Boolean>> begin) {
    List<Answer> answers = new ArrayList<>(calls.size());
    List<Begun<Boolean>> begun = new ArrayList<>();
    for (C call : calls) {
      begun.add(begun(() -> begin.apply(call)));
      if (begun.size() == UNDER_WAY) {
        begun.forEach(answer -> answers.add(of(answer)));
        begun.clear();
      }
    }
    begun.forEach(answer -> answers.add(of(answer)));
    return answers;
  }

  /** As above, of calls that have a key and something else. */
  static <T> Map<StoredKey, Answer> together(
      Map<StoredKey, T> calls, BiFunction<StoredKey, ? super T, Begun<Boolean>> begin) {
    Map<StoredKey, Answer> answers = new LinkedHashMap<>();
    Map<StoredKey, Begun<Boolean>> begun = new LinkedHashMap<>();
    calls.forEach(
        (key, of) -> {
          begun.put(key, begun(() -> begin.apply(key, of)));
          if (begun.size() == UNDER_WAY) {
            begun.forEach((one, answer) -> answers.put(one, of(answer)));
            begun.clear();
          }
        });
    begun.forEach((one, answer) -> answers.put(one, of(answer)));
    return answers;
  }

  private static Begun<Boolean> begun(Supplier<Begun<Boolean>> beginning) {
    try {
      return beginning.get();
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    } catch (Error e) {
      RuntimeException failure = UnderWay.explain(e);
      return () -> {
        throw failure;
      };
    }
  }

  /**
   * What the store answered.
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
