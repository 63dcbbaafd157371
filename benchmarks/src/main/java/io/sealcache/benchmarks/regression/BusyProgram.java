package io.sealcache.benchmarks.regression;

import java.io.IOException;

/** Keeps a CPU and its caches busy, as other work beside a build does, until its input ends. */
public final class BusyProgram {
  /** More than caches hold. */
  private static final int LENGTH = 64 << 20;

  private BusyProgram() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    Thread copying = new Thread(BusyProgram::copy);
    copying.setDaemon(true);
    copying.start();
    while (System.in.read() >= 0) {
      // Whoever started it holds the other end open as long as it lives.
    }
  }

  private static void copy() {
    byte[] from = new byte[LENGTH];
    byte[] to = new byte[LENGTH];
    while (true) {
      System.arraycopy(from, 0, to, 0, LENGTH);
    }
  }
}
