package io.sealcache.internal.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The calls into one loader, writer or listener of the application, or into none: it is closed when
 * the last of them has ended, and not called any more. Thread-safe if it is.
 */
public final class ApplicationGate<C> implements AutoCloseable {
  private final @Nullable C code;
  private final String role;
  private final Class<? extends RuntimeException> own;
  private final BiFunction<String, Exception, ? extends CacheException> failure;
  private final @Nullable CallGate gate;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  /**
   * @param code null: none
   * @param role of the code, for messages: "cache loader"
   * @param own what it may throw
   * @param failure what anything else that it throws becomes
   */
  public ApplicationGate(
      @Nullable C code,
      String role,
      Class<? extends RuntimeException> own,
      BiFunction<String, Exception, ? extends CacheException> failure) {
    this.code = code;
    this.role = role;
    this.own = own;
    this.failure = failure;
    this.gate =
        code == null
            ? null
            : new CallGate("The cache was closed during this call, and its " + role + " with it");
  }

  /** Whether there is code to call. */
  public boolean isThere() {
    return code != null;
  }

  /**
   * Makes one call; null where there is no code.
   *
   * @throws IllegalStateException if the code was closed
   */
  public <T> @Nullable T run(Function<? super C, ? extends @Nullable T> call) {
    if (code == null || gate == null) {
      return null;
    }
    gate.enter();
    return entered(code, gate, call);
  }

  /** Makes one call, unless the code was closed. */
  public void tell(Consumer<? super C> call) {
    if (code != null && gate != null && gate.tryEnter()) {
      entered(
          code,
          gate,
          called -> {
            call.accept(called);
            return this;
          });
    }
  }

  private <T> @Nullable T entered(
      C called, CallGate passed, Function<? super C, ? extends @Nullable T> call) {
    boolean outermost = callers.add(Thread.currentThread());
    try {
      return call.apply(called);
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw own.isInstance(e) ? own.cast(e) : failure.apply("The " + role + " failed", e);
    } finally {
      if (outermost) {
        callers.remove(Thread.currentThread());
      }
      passed.leave();
    }
  }

  /** Lets no more calls pass: from now on {@link #close} waits for those that run. */
  public void shut() {
    if (gate != null) {
      gate.shutNow();
    }
  }

  /** Until when it waits, by {@link System#nanoTime}, which begins now if it hasn't. */
  public long deadline() {
    return gate == null ? System.nanoTime() : gate.deadline();
  }

  /**
   * Closes the code, where it is {@link java.io.Closeable}, as {@link CallGate#shut} lets it;
   * without waiting, if it is this code that closes its cache.
   */
  @Override
  public void close() {
    if (gate != null && callers.contains(Thread.currentThread())) {
      gate.shutNow();
    } else if (gate != null) {
      gate.shut();
    }
    ApplicationObject.close(code, role);
  }
}
