package io.sealcache.internal.store;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The calls into one loader, writer or listener of the application, or into none: once it is shut,
 * what asks for a call finds it so. Thread-safe if it is.
 */
public final class ApplicationGate<C> implements AutoCloseable {
  private final @Nullable C code;
  private final String role;
  private final Class<? extends RuntimeException> own;
  private final BiFunction<String, Exception, ? extends CacheException> failure;
  private volatile boolean isShut;

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
    if (isShut && code != null) {
      throw new IllegalStateException(
          "The cache was closed during this call, and its " + role + " with it");
    }
    return called(call);
  }

  /** Makes one call, unless the code was closed. */
  public void tell(Consumer<? super C> call) {
    if (!isShut) {
      called(
          code -> {
            call.accept(code);
            return this;
          });
    }
  }

  private <T> @Nullable T called(Function<? super C, ? extends @Nullable T> call) {
    try {
      return code == null ? null : call.apply(code);
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw own.isInstance(e) ? own.cast(e) : failure.apply("The " + role + " failed", e);
    }
  }

  /** Lets no more calls begin, except one that is just beginning, and waits for none. */
  public void shut() {
    isShut = true;
  }

  /** Closes the code, where it is {@link java.io.Closeable}, maybe under a call that still runs. */
  @Override
  public void close() {
    shut();
    ApplicationObject.close(code, role);
  }
}
