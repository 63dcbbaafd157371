package io.sealcache.codec.arrow;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
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

  private final Lost lost;
  private final Cleanable freed;

  private CollectedMemory(long size, long address, BufferAllocator owner) {
    super(size, address);
    this.lost = new Lost(size, address, owner);
    this.freed = CLEANER.register(this, lost);
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
    lost.isCounted = false;
    freed.clean();
  }

  /** Without the memory's own object, or that would never be found to be lost. */
  private static final class Lost implements Runnable {
    private final long size;
    private final long address;
    private final BufferAllocator owner;
    private volatile boolean isCounted = true;

    Lost(long size, long address, BufferAllocator owner) {
      this.size = size;
      this.address = address;
      this.owner = owner;
    }

    @Override
    public void run() {
      MemoryUtil.freeMemory(address);
      if (isCounted) {
        owner.releaseBytes(size);
      }
    }
  }
}
