package io.sealcache.codec.arrow;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * All that one decoding allocates. Arrow forgets what it was handling where it throws: so whatever
 * of it is still there at the end, and belongs to no other allocator by then, is released.
 */
final class ArrowAllocations implements AutoCloseable {
  private final BufferAllocator allocator;
  private final BufferAllocator tracked;
  private final List<ArrowBuf> buffers = new ArrayList<>();

  ArrowAllocations(BufferAllocator parent) {
    this.allocator = parent.newChildAllocator("arrow-value", 0, Long.MAX_VALUE);
    this.tracked =
        (BufferAllocator)
            Proxy.newProxyInstance(
                BufferAllocator.class.getClassLoader(),
                new Class<?>[] {BufferAllocator.class},
                (proxy, method, arguments) ->
                    method.getName().equals("buffer")
                        ? track(CollectedMemory.allocate((long) arguments[0], allocator, parent))
                        : invoke(method, arguments));
  }

  BufferAllocator allocator() {
    return tracked;
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(allocator, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  // A buffer counts references by allocator: all of these shall be in one count.
  private ArrowBuf track(ArrowBuf buffer) {
    if (buffer.capacity() == 0) {
      return buffer;
    }
    ArrowBuf ours = buffer.getReferenceManager().retain(buffer, tracked);
    buffer.close();
    buffers.add(ours);
    return ours;
  }

  /** Again, does nothing. */
  @Override
  public void close() {
    try (allocator) {
      for (ArrowBuf buffer : buffers) {
        int references = buffer.refCnt();
        if (references > 0) {
          buffer.getReferenceManager().release(references);
        }
      }
    }
  }
}
