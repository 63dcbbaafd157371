package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

class ArrowCodecFuzzTest {
  /** More than any input here may need, less than a machine has. */
  private static final long MEMORY = 1 << 30;

  /** Comparing goes row by row, and a table of nulls has as many as it says. */
  private static final int COMPARED_ROWS = 100_000;

  /**
   * Bytes are refused as the interface says, or are a table that is written and read again, unless
   * Arrow refuses its offsets. In each case nothing is left in memory, and not more was taken than
   * documented.
   */
  @FuzzTest(maxDuration = "10m")
  void table(byte[] encoded) throws IOException, ClassNotFoundException {
    Use use = new Use();
    // Closing it fails where a buffer is left.
    try (BufferAllocator allocator = new RootAllocator(use, MEMORY)) {
      Coding coding = Coding.of(new ArrowCodec(allocator));
      try (ArrowTable table = decode(coding, encoded)) {
        assertThat(use.peak).isLessThanOrEqualTo(use.limit);
        if (table != null) {
          try {
            check(coding, table);
          } catch (IndexOutOfBoundsException | IllegalStateException e) {
            // Arrow's own checks, where a column has offsets outside of it.
          }
        }
      }
    }
  }

  private static void check(Coding coding, ArrowTable table)
      throws IOException, ClassNotFoundException {
    byte[] written = coding.encode(table);
    try (ArrowTable again = (ArrowTable) coding.decode(written)) {
      assertThat(again.getSchema()).isEqualTo(table.getSchema());
      assertThat(again.getRowCount()).isEqualTo(table.getRowCount());
      assertThat(again.dictionaries().getDictionaryIds())
          .isEqualTo(table.dictionaries().getDictionaryIds());
      if (table.getRowCount() <= COMPARED_ROWS) {
        // By bits, of which a NaN has some too.
        assertThat(again.equals(table)).isTrue();
      }
    }
  }

  private static @Nullable ArrowTable decode(Coding coding, byte[] encoded)
      throws ClassNotFoundException {
    try {
      return (ArrowTable) coding.decode(encoded);
    } catch (IOException e) {
      return null;
    }
  }

  /** Not what an allocator says, which counts a buffer twice while another one takes it over. */
  private static final class Use implements AllocationListener {
    private long current;
    private long peak;
    private long limit;

    @Override
    public void onAllocation(long size) {
      current += size;
      peak = Math.max(peak, current);
    }

    @Override
    public void onRelease(long size) {
      current -= size;
    }

    @Override
    public void onChildRemoved(BufferAllocator parent, BufferAllocator child) {
      limit = child.getLimit();
    }
  }
}
