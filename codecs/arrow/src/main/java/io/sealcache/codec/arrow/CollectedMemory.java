package io.sealcache.codec.arrow;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Memory outside of the heap that is freed when the last buffer of it is closed, or else when the
 * garbage collector finds that none is left: whoever is handed a table may close it, and what
 * nobody was handed needs no one who does.
 */
final class CollectedMemory extends ForeignAllocation {
  private static final Cleaner CLEANER = Cleaner.create();

  private final AtomicBoolean isOwners = new AtomicBoolean(true);
  private final Cleanable freed;

  private CollectedMemory(long size, long address, BufferAllocator owner) {
    super(size, address);
    this.freed = CLEANER.register(this, freeing(size, address, owner, isOwners));
  }

  /** Without the memory's own object, or that would never be found to be lost. */
  private static Runnable freeing(
      long size, long address, BufferAllocator owner, AtomicBoolean isOwners) {
    return () -> {
      MemoryUtil.freeMemory(address);
      if (isOwners.get()) {
        owner.releaseBytes(size);
      }
    };
  }

  /**
   * A buffer of that many bytes.
   *
   * @param allocator counts it first
   * @param owner counts it once it belongs to a table
   */
  static ArrowBuf allocate(long size, BufferAllocator allocator, BufferAllocator owner) {
    if (size == 0) {
      return allocator.getEmpty();
    }
    CollectedMemory memory = new CollectedMemory(size, MemoryUtil.allocateMemory(size), owner);
    try {
      return allocator.wrapForeignAllocation(memory);
    } catch (RuntimeException | Error e) {
      memory.release0();
      throw e;
    }
  }

  /** The allocator that has it does the counting. */
  @Override
  protected void release0() {
    isOwners.set(false);
    freed.clean();
  }
}
