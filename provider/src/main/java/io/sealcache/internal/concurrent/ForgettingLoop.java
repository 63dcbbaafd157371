package io.sealcache.internal.concurrent;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Has a daemon thread do something again and again. While it waits it holds that weakly and is made
 * of the JDK's classes alone: a thread keeps all that it refers to, and by its class loader an
 * application that was undeployed without closing what the thread works for. Once nobody else
 * refers to that, the thread ends.
 */
final class ForgettingLoop {
  private static final boolean IN_NATIVE_IMAGE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private ForgettingLoop() {}

  /**
   * Starts a thread.
   *
   * @param step does what is to be done; gives how many nanoseconds there is nothing more to do,
   *     where {@link LockSupport#unpark} has the thread go on; empty: for ever
   */
  static void start(Supplier<OptionalLong> step) {
    // Its threads are daemons, and inherit neither the context class loader of who starts them nor
    // the classes on its stack, as all others do on JDK 17.
    ForkJoinPool pool = new ForkJoinPool(1);
    pool.execute(loop(step));
    pool.shutdown(); // after what it was given
  }

  private static Runnable loop(Supplier<OptionalLong> step) {
    if (IN_NATIVE_IMAGE) { // no class is made at run time and nothing is undeployed
      return () -> repeat(step);
    }
    try {
      return weakly(new WeakReference<>(step));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("The JDK lacks what all of them have", e);
    }
  }

  static void repeat(Supplier<OptionalLong> step) {
    for (OptionalLong idle = step.get(); idle.isPresent(); idle = step.get()) {
      LockSupport.parkNanos(idle.getAsLong());
    }
  }

  // As above, by method handles: a lambda is a class of ours.
  private static Runnable weakly(WeakReference<Supplier<OptionalLong>> step)
      throws ReflectiveOperationException {
    var jdk = MethodHandles.publicLookup();
    var supplier = methodType(Supplier.class);
    MethodHandle get =
        jdk.findVirtual(Reference.class, "get", methodType(Object.class))
            .bindTo(step)
            .asType(supplier);
    MethodHandle call =
        jdk.findVirtual(Supplier.class, "get", methodType(Object.class))
            .asType(methodType(OptionalLong.class, Supplier.class));
    MethodHandle isGone =
        jdk.findStatic(Objects.class, "isNull", methodType(boolean.class, Object.class))
            .asType(methodType(boolean.class, Supplier.class));
    MethodHandle end =
        MethodHandles.dropArguments(
            MethodHandles.constant(OptionalLong.class, OptionalLong.empty()), 0, Supplier.class);
    MethodHandle callIfThere =
        MethodHandles.collectArguments(MethodHandles.guardWithTest(isGone, end, call), 0, get);
    MethodHandle nanos =
        MethodHandles.insertArguments(
            jdk.findVirtual(OptionalLong.class, "orElse", methodType(long.class, long.class)),
            1,
            0L);
    MethodHandle park =
        MethodHandles.filterArguments(
            jdk.findStatic(LockSupport.class, "parkNanos", methodType(void.class, long.class)),
            0,
            nanos);
    MethodHandle isPresent =
        jdk.findVirtual(OptionalLong.class, "isPresent", methodType(boolean.class));
    // Not parked within the round: its frame refers to the step until it ends.
    MethodHandle loop =
        MethodHandles.doWhileLoop(
            null,
            MethodHandles.dropArguments(callIfThere, 0, OptionalLong.class),
            MethodHandles.foldArguments(isPresent, park));
    return runnable(loop.asType(methodType(void.class)));
  }

  // Its class is made in the context's class loader, which is the application's.
  private static Runnable runnable(MethodHandle handle) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return MethodHandleProxies.asInterfaceInstance(Runnable.class, handle);
    } finally {
      thread.setContextClassLoader(context);
    }
  }
}
