package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An allocator of each test, which fails where a buffer is left. */
final class LeakCheckedAllocator implements AfterEachCallback {
  private final BufferAllocator allocator;

  LeakCheckedAllocator() {
    this(AllocationListener.NOOP);
  }

  LeakCheckedAllocator(AllocationListener listener) {
    this.allocator = new RootAllocator(listener, Long.MAX_VALUE);
  }

  BufferAllocator get() {
    return allocator;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }
}
