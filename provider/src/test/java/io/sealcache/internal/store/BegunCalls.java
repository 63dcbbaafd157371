package io.sealcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A store's calls that are only begun: none is answered before as many are under way as a test
 * expects, so that whoever waits for one before it begins the next waits for ever.
 */
public final class BegunCalls {
  private final int together;
  private final List<String> names = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();

  /**
   * @param together how many have to be under way
   */
  public BegunCalls(int together) {
    this.together = together;
  }

  /** Begins one, which is answered once all are under way. */
  public CompletableFuture<Object> begin(String name, @Nullable Object answer) {
    CompletableFuture<Object> begun = new CompletableFuture<>();
    names.add(name);
    answers.add(() -> begun.complete(answer));
    if (names.size() == together) {
      answers.forEach(Runnable::run);
    }
    return begun;
  }

  /** The calls that were begun, in order. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
