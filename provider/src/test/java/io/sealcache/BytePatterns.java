package io.sealcache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for many patterns in one walk over bytes, by the algorithm of Wu and Manber (A fast
 * algorithm for multi-pattern searching, 1994) with blocks of two bytes.
 */
final class BytePatterns {
  private static final int BLOCK = 2;

  private final List<byte[]> patterns;
  private final int window;
  private final int[] shifts = new int[1 << 16];
  private final Map<Integer, List<Integer>> endingIn = new HashMap<>();

  /**
   * @param patterns of two bytes or more each
   */
  BytePatterns(List<byte[]> patterns) {
    this.patterns = patterns;
    this.window = patterns.stream().mapToInt(pattern -> pattern.length).min().orElseThrow();
    if (window < BLOCK) {
      throw new IllegalArgumentException("A pattern is shorter than two bytes");
    }
    Arrays.fill(shifts, window - BLOCK + 1);
    for (int i = 0; i < patterns.size(); i++) {
      add(i, patterns.get(i));
    }
  }

  private void add(int index, byte[] pattern) {
    for (int end = BLOCK; end <= window; end++) {
      int block = block(pattern, end);
      shifts[block] = Math.min(shifts[block], window - end);
    }
    endingIn.computeIfAbsent(block(pattern, window), none -> new ArrayList<>()).add(index);
  }

  /** The indexes of those that are in there. */
  BitSet in(byte[] bytes) {
    BitSet found = new BitSet();
    int end = window;
    while (end <= bytes.length) {
      int block = block(bytes, end);
      int shift = shifts[block];
      if (shift == 0) {
        addThoseAt(end - window, bytes, endingIn.getOrDefault(block, List.of()), found);
      }
      end += Math.max(1, shift);
    }
    return found;
  }

  private void addThoseAt(int start, byte[] bytes, List<Integer> candidates, BitSet found) {
    for (int index : candidates) {
      byte[] pattern = patterns.get(index);
      int end = start + pattern.length;
      if (end <= bytes.length && Arrays.equals(bytes, start, end, pattern, 0, pattern.length)) {
        found.set(index);
      }
    }
  }

  private static int block(byte[] bytes, int end) {
    return (bytes[end - 2] & 0xFF) << 8 | (bytes[end - 1] & 0xFF);
  }
}
